"""Practice: who supervises, who comes, what the records are like, what people say afterwards (P05, P10, P20, P22)."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Final

from dialogs import words
from dialogs.figures.joining import LEAST, fit, joined
from dialogs.figures.values import Answers, Material, Table
from dialogs.figures.windows import percent
from dialogs.flows.recording import fidelity
from dialogs.procedure.case import Case, Session
from dialogs.procedure.people import Directory
from dialogs.procedure.terms import Terms

LOADS: Final = ("No case", "1 case", "2 or 3 cases", "4 cases or more")
FIFTH: Final = 5
LOWEST, HIGHEST = 1.5, 4.5  # of a mean that is told


def sessions(cases: Iterable[Case], between: tuple[date, date], *, signed: bool) -> list[tuple[Case, Session]]:
    """The sessions that were held, or whose records were signed, in that time."""
    found = ((case, one, one.signed_at if signed else one.held_at) for case in cases for one in case.sessions)
    return [(case, one) for case, one, at in found if at and between[0] <= at.date() <= between[1]]


def load(cases: list[Case], people: Directory) -> Table:
    """How evenly cases fall on the pool. Who has room is shown by name where supervisors are chosen."""
    taken = Counter(who for case in cases for who in case.supervisors)
    each = sorted((taken[one.id] for one in people.values() if one.pool and one.active), reverse=True)
    bands = Counter(LOADS[0 if not count else 1 if count == 1 else 2 if count < 4 else 3] for count in each)  # noqa: PLR2004 - as the labels say
    shown = joined({label: (bands[label],) for label in LOADS})
    busiest = sum(each[: len(each) // FIFTH])
    even = bool(sum(each)) and len(each) >= FIFTH * LEAST
    fairly = f"The busiest fifth took {round(100 * busiest / sum(each) / 5) * 5}% of the cases." if even else ""
    return Table(
        name="load",
        title="How many cases each supervisor took, in these months",
        says=fairly or "What share the busiest fifth took is said where a fifth of the pool is at least 5 people.",
        columns=("Cases", "Supervisors"),
        rows=tuple((label, str(count)) for label, (count,) in shown.items()),
        bars=tuple((label, float(count)) for label, (count,) in shown.items()),
        unit="supervisors",
    )


def attendance(held: list[tuple[Case, Session]]) -> Table:
    """How often those who were invited came."""
    asked: dict[str, list[bool]] = {}
    for case, session in held:
        for one in case.attendees:
            asked.setdefault(one.agency, []).append(one.person in session.attended)
    shown = joined({agency: (sum(came), len(came) - sum(came)) for agency, came in asked.items()})
    shares = {agency: percent(sum(counts), counts[0]) for agency, counts in shown.items()}
    lowest = min(shares, key=lambda agency: shares[agency], default="")
    return Table(
        name="attendance",
        title="Who comes, by agency",
        says=f"People of {lowest} came least often: {shares[lowest]:.0f}% of the times they were asked."
        if len(shares) > 1
        else "How often those invited came.",
        columns=("Agency", "Times invited", "Came"),
        rows=tuple((agency, str(sum(counts)), f"{shares[agency]:.0f}%") for agency, counts in shown.items()),
        bars=tuple(shares.items()),
        unit="%",
        own=True,
    )


def records(signed: list[tuple[Case, Session]], terms: Terms) -> Table:
    """How many records read like tasks or leave out the child's life or our own feelings (P05)."""
    labels = {one.name: one.label for one in terms.profile.record}
    texts = [{name: session.text(name) for name in labels} for _, session in signed]
    counts = Counter(labels[name] for one in texts for name in fidelity(terms.profile, one))
    shown = {label: count for label, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if fit((count, len(signed) - count))}
    enough = len(signed) >= LEAST
    return Table(
        name="fidelity",
        title="Records that read like a plan, or leave something out",
        says=f"{len(signed)} records were signed. A part stands here if at least 5 of them have it, and at least 5 or none have not."
        if enough
        else "Too few records were signed to say.",
        columns=("Part of the record", "Records"),
        rows=tuple((label, str(count)) for label, count in shown.items()) if enough else (),
    )


def feedback(answers: list[Answers], terms: Terms) -> Table:
    """What was thought of the sessions, question by question: to the nearest half, and never that all said the same."""
    given = {one.label: [int(all_[one.name]) for all_ in answers if all_.get(one.name, "").isdigit()] for one in terms.profile.feedback if one.kind == "scale"}
    means = {label: round(2 * sum(marks) / len(marks)) / 2 for label, marks in given.items() if len(marks) >= LEAST}
    return Table(
        name="feedback",
        title="Feedback",
        says="What people thought of their sessions, from 1 (not at all) to 5 (very much)." if means else "Too few answers to show.",
        columns=("Question", "On average", "Answers"),
        rows=tuple((label, _mean(mean), str(len(given[label]))) for label, mean in means.items()),
        bars=tuple((label, min(max(mean, LOWEST), HIGHEST)) for label, mean in means.items()),
        unit="of 5",
    )


def _mean(mean: float) -> str:
    if mean <= LOWEST:
        return f"{LOWEST} or less"
    return f"{HIGHEST} or more" if mean >= HIGHEST else f"{mean:.1f}"


def themes(signed: list[tuple[Case, Session]]) -> Table:
    """As they went to the Workforce Development Group, without the case, in alphabetical order (P20)."""
    found = sorted({session.learning.theme for _, session in signed if session.learning})
    enough = len(found) >= LEAST
    return Table(
        name="themes",
        title="Themes of wider learning",
        says=f"{words.count(len(found), 'theme')} went to the Workforce Development Group." if enough else "Too few themes to show.",
        columns=("Theme",),
        rows=tuple((one,) for one in found) if enough else (),
    )


def answered(material: Material, between: tuple[date, date]) -> list[Answers]:
    """The answers that were given in those months."""
    first, last = (f"{one:%Y-%m}" for one in between)
    return [answers for month, answers in material.answers if first <= month <= last]
