"""Practice: who supervises, who comes, what the records are like, what people say afterwards (P05, P10, P20, P22)."""

from collections import Counter
from fractions import Fraction
from typing import Final

from dialogs.figures.joining import LEAST, stands_alone, together
from dialogs.figures.rounding import fives, mean, share
from dialogs.figures.values import Breakdown, Material, Months, TableParts, Tally
from dialogs.procedure.case import Case, Session
from dialogs.procedure.members import members
from dialogs.remarks import fidelity

GROUPS: Final = {5: "fifth", 3: "third", 2: "half"}  # of the pool, the finest in which at least five people are
ENOUGH: Final = 10  # cases taken, or records signed
ASKED, CAME, SIGNED, REMARKED = "asked", "came", "signed", "remarked"


def _sessions(months: Months, *, signed: bool) -> list[tuple[Case, Session]]:
    """Those that were held, or whose records were signed, in that time."""
    found = (
        (case, session, session.signed_at if signed else session.held_at)
        for case in months.material.cases
        for session in case.sessions
    )
    return [(case, session) for case, session, at in found if at and months.hold(at.date())]


def _count_load(months: Months) -> Tally:
    return Counter((who,) for case in months.settled for who in case.supervisors)


def _tell_load(found: Tally, material: Material) -> TableParts | None:
    """What the busiest took together. Who has room is shown by name where supervisors are chosen, not here."""
    each = sorted(
        (found[person.id,] for person in material.people.values() if person.pool and person.active), reverse=True
    )
    part = next((group for group in GROUPS if len(each) // group >= LEAST), None)
    if part is None or sum(each) < ENOUGH:
        return None
    busiest = share(sum(each[: len(each) // part]), sum(each))
    says = f"The busiest {GROUPS[part]} of the pool took {busiest.says} of what there was to supervise."
    return TableParts.compared(
        says, ((f"The busiest {GROUPS[part]}", *busiest), ("If all took the same", f"{100 / part:.0f}%", 100 / part))
    )


def _count_attendance(months: Months) -> Tally:
    found: Tally = Counter()
    for case, session in _sessions(months, signed=False):
        for invited in (known for known in members(case, session) if known.invited):
            found[invited.agency, invited.person, ASKED] += 1
            found[invited.agency, invited.person, CAME] += invited.person in session.attended
    return found


def _tell_attendance(found: Tally, _: Material) -> TableParts | None:
    """How much of what they were invited to each person came to, on average: whoever is invited often counts no more than others."""
    rates: dict[str, list[Fraction]] = {}
    for agency, person in sorted({(agency, person) for agency, person, _ in found}):
        rates.setdefault(agency, []).append(Fraction(found[agency, person, CAME], found[agency, person, ASKED]))
    rows = together({agency: (len(each),) for agency, each in rates.items()})
    came = {label: [rate for name in names for rate in rates[name]] for label, names in sorted(rows.items())}
    if not stands_alone(came):
        return None
    says = "Of the sessions that somebody is invited to, how many they come to, on average."
    return TableParts.compared(
        says, ((label, *share(sum(each, Fraction()), len(each))) for label, each in came.items())
    )


def _count_records(months: Months) -> Tally:
    profile = months.material.terms.profile
    signed = [session for _, session in _sessions(months, signed=True)]
    remarked = ({section.name: session.text(section.name) for section in profile.record} for session in signed)
    found: Tally = Counter((name, REMARKED) for texts in remarked for name in fidelity(profile, texts))
    return found + Counter({(SIGNED,): len(signed)})


def _tell_records(found: Tally, material: Material) -> TableParts | None:
    """How many read like tasks or leave out the child's life or our own feelings (P05)."""
    signed = found[SIGNED,]
    if signed < ENOUGH:
        return None
    says = f"Of {fives(signed)} records that were signed, what part reads like a task, or is empty and should not be."
    return TableParts.compared(
        says,
        ((section.label, *share(found[section.name, REMARKED], signed)) for section in material.terms.profile.record),
    )


def _count_feedback(months: Months) -> Tally:
    asked = [question.name for question in months.material.terms.profile.feedback if question.kind == "scale"]
    first, last = (f"{month:%Y-%m}" for month in (months.begin, months.until))
    given = (answers for month, answers in months.material.answers if first <= month <= last)
    return Counter((name, answers[name]) for answers in given for name in asked if answers.get(name, "").isdigit())


def _tell_feedback(found: Tally, material: Material) -> TableParts | None:
    """Question by question: to the nearest half, and never that all said the same. How many answered which is not told."""
    given = {
        question.label: {int(mark): times for (name, mark), times in found.items() if name == question.name}
        for question in material.terms.profile.feedback
    }
    enough = {label: marks for label, marks in given.items() if sum(marks.values()) >= LEAST}
    if not enough:
        return None
    most = fives(max(sum(marks.values()) for marks in enough.values()))
    says = f"What {most} answers say of the sessions, from 1 (not at all) to 5 (very much)."
    return TableParts.compared(says, ((label, *mean(marks)) for label, marks in enough.items()))


def _count_themes(months: Months) -> Tally:
    return Counter((session.learning.theme,) for _, session in _sessions(months, signed=True) if session.learning)


def _tell_themes(found: Tally, _: Material) -> TableParts | None:
    """As they went to the Workforce Development Group, without the case, in alphabetical order (P20)."""
    if found.total() < LEAST:
        return None
    return TableParts(
        says="What went to the Workforce Development Group.", rows=tuple((value,) for (value,) in sorted(found))
    )


LOAD: Final = Breakdown(
    name="load",
    title="How evenly cases fall on the pool",
    columns=("Of the pool", "Of the cases"),
    count=_count_load,
    tell=_tell_load,
    unit="%",
)
ATTENDANCE: Final = Breakdown(
    name="attendance",
    title="Who comes, by agency",
    columns=("Agency", "Came"),
    count=_count_attendance,
    tell=_tell_attendance,
    unit="%",
    own=True,
)
RECORDS: Final = Breakdown(
    name="fidelity",
    title="Records that read like a plan, or leave something out",
    columns=("Part of the record", "Records"),
    count=_count_records,
    tell=_tell_records,
    unit="%",
)
FEEDBACK: Final = Breakdown(
    name="feedback",
    title="Feedback",
    columns=("Question", "On average"),
    count=_count_feedback,
    tell=_tell_feedback,
    unit="of 5",
)
THEMES: Final = Breakdown(
    name="themes", title="Themes of wider learning", columns=("Theme",), count=_count_themes, tell=_tell_themes
)
