"""The window: how many sessions were held inside it, what each step takes, what stands at risk (P14, P17)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from statistics import median
from typing import Final

from dialogs.figures.values import HIDDEN, LEAST, Table, bars, counted, hidden, rounded
from dialogs.procedure.case import Case, Stage
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import RUNNING, STEPS, Risk, held_up, missed, risk

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
RISKS: Final = {Risk.NONE: "No window running", Risk.ON_TRACK: "On track", Risk.TIGHT: "Tight", Risk.AT_RISK: "At risk", Risk.LATE: "Late"}
AFTER: Final = {Stage.HELD: "record signed", Stage.RECORDED: "record filed"}
ORDER: Final = tuple(dict.fromkeys((*STEPS.values(), *AFTER.values())))


def due(case: Case, terms: Terms) -> bool:
    """Whether its session was held, or should have been."""
    return bool(case.sessions and case.sessions[0].held_at) or missed(case, terms) > 0


def _inside(case: Case, terms: Terms) -> bool:
    return bool(case.sessions and case.sessions[0].held_at) and not missed(case, terms)


def _share(cases: list[Case], terms: Terms) -> float:
    return 100 * sum(_inside(one, terms) for one in cases) / len(cases)


def _says_inside(due: list[Case], terms: Terms) -> str:
    if len(due) < LEAST:
        return "Fewer than 5 sessions were due, so nothing is shown."
    inside = sum(_inside(one, terms) for one in due)
    late = len(due) - inside
    if 0 < inside < LEAST or 0 < late < LEAST:
        return f"About {rounded(_share(due, terms))}% of {len(due)} sessions were held inside the window."
    return f"{inside} of {len(due)} sessions were held inside the window."


def by_month(due: list[Case], terms: Terms) -> Table:
    """Month by month, by the day of the decision."""
    groups = {name: [one for one in due if one.decided_on and one.decided_on.month == number] for number, name in enumerate(MONTHS, 1)}
    return _windows(("months", "Held inside the window, by month of the decision", "Month"), groups, due, terms)


def by_agency(due: list[Case], terms: Terms) -> Table:
    """By the agency of whoever raised the case."""
    groups = {name: [one for one in due if one.agency == name] for name in sorted({one.agency for one in due})}
    return _windows(("agencies", "Held inside the window, by agency of whoever raised it", "Agency"), groups, due, terms)


def as_a_whole(due: list[Case], terms: Terms) -> Table:
    """The year in one row."""
    return _windows(("year", "Held inside the window", "Year"), {"The year": due}, due, terms)


def _windows(named: tuple[str, str, str], groups: Mapping[str, list[Case]], due: list[Case], terms: Terms) -> Table:
    name, title, of = named
    shown = hidden({label: len(cases) for label, cases in groups.items()})
    shares = {label: float(rounded(_share(cases, terms))) if cases and shown[label] is not None else None for label, cases in groups.items()}
    rows = tuple((label, counted(shown[label]), "" if shares[label] is None else f"{shares[label]:.0f}%") for label in groups)
    return Table(
        name=name,
        title=title,
        says=_says_inside(due, terms),
        columns=(of, "Sessions due", "Inside the window"),
        rows=rows,
        bars=tuple(shares.items()) if len(groups) > 1 else (),
        unit="%",
    )


def steps(cases: list[Case], terms: Terms) -> Table:
    """Medians of at least five cases."""
    taken: dict[str, list[int]] = {}
    for case in cases:
        for step, days in (*held_up(case, terms), *_afterwards(case, terms)):
            taken.setdefault(step, []).append(days)
    middle = {step: float(median(taken[step])) for step in ORDER if len(taken.get(step, ())) >= LEAST}
    longest = max(middle, key=lambda step: middle[step], default="")
    return Table(
        name="steps",
        title="Working days each step takes, at the middle",
        says=f"“{longest.capitalize()}” takes longest: {middle[longest]:.0f} working days." if longest else "Too few cases to say.",
        columns=("Step", "Working days"),
        rows=tuple((step.capitalize(), f"{days:g}") for step, days in middle.items()),
        bars=tuple((step.capitalize(), days) for step, days in middle.items()),
        unit="working days",
    )


def _afterwards(case: Case, terms: Terms) -> Iterator[tuple[str, int]]:
    """What follows the session, once it is done."""
    for (stage, since), (_, until) in zip(case.reached, case.reached[1:], strict=False):
        if stage in AFTER:
            yield AFTER[stage], terms.calendar.between(since, until)


def waited(due: list[Case], terms: Terms) -> Table:
    """Which step took longest in the cases that were late."""
    late = [held_up(one, terms) for one in due if missed(one, terms)]
    counts = Counter(max(steps, key=lambda step: step[1])[0] for steps in late if steps)
    shown = hidden(dict(sorted(counts.items())))
    most = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    said = f"Late cases waited longest for “{most[0][0]}” most often." if most and shown[most[0][0]] is not None else "Too few cases were late to say why."
    rows = tuple((step.capitalize(), counted(shown[step])) for step, _ in most)
    return Table(name="late", title="What late cases waited longest for", says=said, columns=("Step", "Cases"), rows=rows, bars=bars(shown), unit="cases")


def risks(cases: list[Case], terms: Terms) -> Table:
    """How the cases stand today that wait for their session."""
    open_ones = [one for one in cases if one.stage in RUNNING]
    counts = Counter(RISKS[risk(one, terms).risk] for one in open_ones)
    shown = hidden({label: counts[label] for label in list(RISKS.values())[1:]})
    rows = tuple((label, counted(count)) for label, count in shown.items())
    said = (
        f"{len(open_ones)} cases wait for their session today."
        if len(open_ones) >= LEAST or not open_ones
        else f"{HIDDEN.capitalize()} cases wait for their session today."
    )
    return Table(
        name="risk", title="Cases that wait for their session, by risk", says=said, columns=("Standing", "Cases"), rows=rows, bars=bars(shown), unit="cases"
    )
