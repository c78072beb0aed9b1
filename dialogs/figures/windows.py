"""The window: how many sessions were held inside it, what each step takes, what stands at risk (P14, P17)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Final

from dialogs.figures.joining import ALL, LEAST, band, joined
from dialogs.figures.values import Table
from dialogs.procedure.case import Case, Stage
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import RUNNING, STEPS, Risk, held_up, missed, risk, window_from

RISKS: Final = {Risk.ON_TRACK: "On track", Risk.TIGHT: "Tight", Risk.AT_RISK: "At risk", Risk.LATE: "Late"}
AFTER: Final = {Stage.HELD: "record signed", Stage.RECORDED: "record filed"}
ORDER: Final = tuple(dict.fromkeys((*STEPS.values(), *AFTER.values())))
COLUMNS: Final = ("Sessions due", "Held inside", "Share")


def inside(case: Case, terms: Terms) -> bool:
    """Whether its session was held inside the window."""
    return bool(case.sessions and case.sessions[0].held_at) and not missed(case, terms)


def settled_on(case: Case, terms: Terms) -> date | None:
    """The day from which on it was known whether its session kept the window: it was held, or the last day had passed. Never changes."""
    if case.decided_on is None:
        return None
    first = case.sessions[0] if case.sessions else None
    if first and first.held_at and first.booked and not missed(case, terms):
        return first.booked.start.date()
    return window_from(case.decided_on, terms.profile.window_days, terms.calendar).last + timedelta(days=1) if missed(case, terms) else None


def by_agency(cases: list[Case], terms: Terms) -> Table:
    """By the agency of whoever raised the case."""
    groups = {name: [one for one in cases if one.agency == name] for name in {one.agency for one in cases}}
    shown = joined({name: (sum(inside(one, terms) for one in group), sum(not inside(one, terms) for one in group)) for name, group in groups.items()})
    return Table(
        name="agencies",
        title="Held inside the window, by agency of whoever raised it",
        says=kept(sum(map(sum, shown.values())), sum(one for one, _ in shown.values())),
        columns=("Agency", *COLUMNS),
        rows=tuple((name, *share(sum(counts), counts[0])) for name, counts in shown.items()),
        bars=tuple((name, percent(sum(counts), counts[0])) for name, counts in shown.items()),
        unit="%",
        own=True,
    )


def kept(due: int, inside: int) -> str:
    """The sentence of it."""
    return f"{inside} of {due} sessions were held inside the window."


def share(due: int, inside: int) -> tuple[str, str, str]:
    """The cells of it."""
    return str(due), str(inside), f"{percent(due, inside):.0f}%" if due else ""


def percent(due: int, inside: int) -> float:
    """The bar of it."""
    return round(100 * inside / due) if due else 0.0


def steps(settled: list[Case], cases: Iterable[Case], between: tuple[date, date], terms: Terms) -> Table:
    """Medians of at least five, in whole working days: of the way to sessions that are settled, and of what was done after others in that time."""
    taken: dict[str, list[int]] = {}
    spent = [*(step for case in settled for step in held_up(case, terms)), *(step for case in cases for step in _afterwards(case, between, terms))]
    for step, days in spent:
        taken.setdefault(step, []).append(days)
    middle = {step: float(round(median(taken[step]))) for step in ORDER if len(taken.get(step, ())) >= LEAST}
    longest = max(middle, key=lambda step: middle[step], default="")
    return Table(
        name="steps",
        title="Working days each step takes, at the middle",
        says=f"“{longest.capitalize()}” takes longest: {middle[longest]:.0f} working days." if longest else "Too few cases to say.",
        columns=("Step", "Working days"),
        rows=tuple((step.capitalize(), f"{days:.0f}") for step, days in middle.items()),
        bars=tuple((step.capitalize(), days) for step, days in middle.items()),
        unit="working days",
    )


def _afterwards(case: Case, between: tuple[date, date], terms: Terms) -> Iterator[tuple[str, int]]:
    """What follows the session, if it was done in that time."""
    for (stage, since), (_, until) in zip(case.reached, case.reached[1:], strict=False):
        if stage in AFTER and between[0] <= until <= between[1]:
            yield AFTER[stage], terms.calendar.between(since, until)


def waited(settled: list[Case], terms: Terms) -> Table:
    """Which step took longest in the cases that were late."""
    late = [held_up(one, terms) for one in settled if not inside(one, terms)]
    counts = Counter(max(steps, key=lambda step: step[1])[0].capitalize() for steps in late if steps)
    shown = joined({step: (count,) for step, count in counts.items()})
    most = next((one for one in shown if one != ALL), "")
    return Table(
        name="late",
        title="What late cases waited longest for",
        says=f"Late cases waited longest for “{most.lower()}” most often." if most else "No case was late, or too few waited longest for any one step.",
        columns=("Step", "Cases"),
        rows=tuple((step, str(count)) for step, (count,) in shown.items()),
        bars=tuple((step, float(count)) for step, (count,) in shown.items()),
        unit="cases",
    )


def risks(cases: Iterable[Case], terms: Terms) -> Table:
    """How the cases stand today that wait for their session. It changes from day to day, so it is told in fives."""
    counts = Counter(risk(one, terms).risk for one in cases if one.stage in RUNNING)
    return Table(
        name="risk",
        title="Cases that wait for their session today, by risk",
        says="Told in fives, for it changes from day to day.",
        columns=("Standing", "Cases"),
        rows=tuple((label, band(counts[one])) for one, label in RISKS.items()),
    )
