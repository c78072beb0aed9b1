"""The window: how many sessions were held inside it, what each step takes, what stands at risk (P14, P17)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from statistics import median
from typing import Final

from dialogs import words
from dialogs.figures.joining import joined, stands_alone
from dialogs.figures.rounding import fives
from dialogs.figures.values import Bar, Breakdown, Material, Months, Table, TableParts, Tally
from dialogs.procedure.case import Case, Stage
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import RUNNING, STEPS, Risk, held_up, missed, risk, window_from

RISKS: Final = {Risk.ON_TRACK: "On track", Risk.TIGHT: "Tight", Risk.AT_RISK: "At risk", Risk.LATE: "Late"}
AFTER: Final = {Stage.HELD: "record signed", Stage.RECORDED: "record filed"}
ORDER: Final = tuple(dict.fromkeys((*STEPS.values(), *AFTER.values())))
COLUMNS: Final = ("Sessions due", "Held inside", "Share")
MIDDLE: Final = 10  # durations at least, of which the middle is told
INSIDE, OUTSIDE = "inside", "outside"


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
    over = window_from(case.decided_on, terms.profile.window_days, terms.calendar).last + timedelta(days=1)
    return over if missed(case, terms) and terms.today >= over else None


def kept(due: int, inside: int) -> str:
    """The sentence of it."""
    return f"{inside} of {due} sessions were held inside the window."


def cells(due: int, inside: int) -> tuple[str, str, str]:
    """The cells of it."""
    return str(due), str(inside), f"{percent(due, inside):.0f}%"


def percent(due: int, inside: int) -> float:
    """What part of at least one."""
    return round(100 * inside / due)


def bar(label: str, due: int, inside: int) -> Bar:
    """The bar of it."""
    *_, share = cells(due, inside)
    return label, share, percent(due, inside)


def _count_agencies(months: Months) -> Tally:
    return Counter((case.agency, INSIDE if inside(case, months.material.terms) else OUTSIDE) for case in months.settled)


def _tell_agencies(found: Tally, _: Material) -> TableParts | None:
    shown = joined({name: (found[name, INSIDE], found[name, OUTSIDE]) for name, _ in found})
    if not stands_alone(shown):
        return None
    return TableParts(
        says=kept(sum(map(sum, shown.values())), sum(number for number, _ in shown.values())),
        rows=tuple((name, *cells(sum(counts), counts[0])) for name, counts in shown.items()),
        bars=tuple(bar(name, sum(counts), counts[0]) for name, counts in shown.items()),
    )


def _count_steps(months: Months) -> Tally:
    """Of the way to sessions that were held inside the window, and of what was done after others in that time.

    Not of the late ones: with these the middle of all may be the longest of the others.
    """
    terms = months.material.terms
    way = (step for case in months.settled if inside(case, terms) for step in held_up(case, terms))
    afterwards = (step for case in months.material.cases for step in _afterwards(case, months))
    return Counter((step, str(days)) for steps in (way, afterwards) for step, days in steps)


def _afterwards(case: Case, months: Months) -> Iterator[tuple[str, int]]:
    for (stage, since), (_, until) in zip(case.reached, case.reached[1:], strict=False):
        if stage in AFTER and months.hold(until):
            yield AFTER[stage], months.material.terms.calendar.between(since, until)


def _tell_steps(found: Tally, _: Material) -> TableParts | None:
    taken = {
        step: [int(days) for (name, days), times in found.items() if name == step for _ in range(times)]
        for step in ORDER
    }
    middle = {step.capitalize(): f"{median(days):.0f}" for step, days in taken.items() if len(days) >= MIDDLE}
    if not middle:
        return None
    longest = max(middle, key=lambda step: int(middle[step]))
    says = f"“{longest}” takes longest: {words.count(int(middle[longest]), 'working day')}."
    return TableParts.compared(says, ((step, days, float(days)) for step, days in middle.items()))


def _count_late(months: Months) -> Tally:
    """Each once, under the step that took longest."""
    terms = months.material.terms
    late = (held_up(case, terms) for case in months.settled if not inside(case, terms))
    return Counter((max(steps, key=lambda step: step[1])[0].capitalize() if steps else "Not known",) for steps in late)


def _tell_late(found: Tally, _: Material) -> TableParts | None:
    shown = joined({step: (count,) for (step,), count in found.items()})
    if not stands_alone(shown):
        return None
    most = next(iter(shown))
    says = f"Late cases waited longest for “{most.lower()}” most often."
    return TableParts.compared(says, ((step, str(count), float(count)) for step, (count,) in shown.items()))


AGENCIES: Final = Breakdown(
    name="agencies",
    title="Held inside the window, by agency of whoever raised it",
    columns=("Agency", *COLUMNS),
    count=_count_agencies,
    tell=_tell_agencies,
    unit="%",
    own=True,
)
STEPS_TAKEN: Final = Breakdown(
    name="steps",
    title="Working days each step takes, at the middle",
    columns=("Step", "Working days"),
    count=_count_steps,
    tell=_tell_steps,
    unit="working days",
)
LATE: Final = Breakdown(
    name="late",
    title="What late cases waited longest for",
    columns=("Step", "Cases"),
    count=_count_late,
    tell=_tell_late,
    unit="cases",
)


def standing(cases: Iterable[Case], terms: Terms) -> Table:
    """How the cases stand that wait for their session. Counted once a week and told in fives: no two looks differ by one case."""
    counts = Counter(risk(case, terms).risk for case in cases if case.stage in RUNNING)
    return Table(
        name="risk",
        title="Cases that wait for their session, by risk",
        says="Counted once a week.",
        columns=("Standing", "Cases"),
        rows=tuple((label, fives(counts[level])) for level, label in RISKS.items()),
        covers=words.day(terms.today),
    )
