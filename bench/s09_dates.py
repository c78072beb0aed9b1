"""S9: a date as somebody types it.

Ours: a line of slots read by our own grammar, with dateparser for what is left; day, time, length, and what is ambiguous.
Ceiling: `dateparser.parse` with its languages and settings given, which answers with one moment and no more.
The same phrases for both, each new to them: what was read before is in no cache. Refusing is judged by the clock.
"""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count

import dateparser

from bench.figures import Line, Spread, alternate, at_most
from bench.run import Run
from bot.runtime.date_fallback import leftover
from dialogs.phrases import read_slots
from tests.town import MONDAY

SAID = (
    "tuesday at {hour}", "tue 2{minute} pm", "wed 2 dec at {hour}:30", "3 december {hour}:15", "4/12 at {hour}:45", "tomorrow at {hour}:10",
    "Thursday 10th December at {hour}:00", "friday {hour}am", "14.12.2026 {hour}:20", "monday {hour}:05", "2026-12-01 {hour}:25", "Fri 11 Dec {hour}.30am",
)  # fmt: skip
REFUSED = (
    "soon {0}",
    "when the school can {0}",
    "sometime week {0} perhaps",
    "asap please {0}",
    "blue {0} horse",
    "32 december {0}:99",
    "not before the {0} of never",
)
TIRING = (
    "Could we perhaps do something on Tuesday at about two or so?",
    "1 " * 100,
    "tue " * 50,
    "a week on " * 20,
    "at 1 " * 40,
    "1-" * 100,
    "1.1 " * 50,
    "the " * 50,
    "ten to " * 7 + "tuesday",
    "'" * 200,
    "p.m" * 66,
    "x" * 20_000,
    "tue " * 5_000,
)
"""Words of dates over and over: what a pattern with a fault would go round in for ever."""
JUNK = ("x" * 20_000, "tue 2pm, " * 2_300, "1/" * 10_000, "ünï" * 6_000, " " * 20_000)
SETTINGS = {"DATE_ORDER": "DMY", "PREFER_DATES_FROM": "future", "RELATIVE_BASE": datetime(2026, 11, 23, 12)}  # noqa: DTZ001 - as dateparser wants it
NUMBERS = count()


async def dates(run: Run) -> tuple[Line, ...]:
    """S9."""
    _ours("tomorrow at 2pm")
    dateparser.parse("tomorrow at 2pm", languages=["en"], settings=SETTINGS)

    async def ours() -> float:
        return _each(_ours, _phrases())

    async def theirs() -> float:
        return _each(lambda said: dateparser.parse(said, languages=["en"], settings=SETTINGS), _phrases())

    mine, ceiling = await alternate(run.rounds, ours, theirs)
    refused = Spread(
        tuple(max(_times(_ours, [one.format(next(NUMBERS)) for one in (*REFUSED, *TIRING)])) for _ in range(run.rounds))
    )
    junk = Spread(tuple(max(_times(_ours, JUNK)) for _ in range(run.rounds)))
    return (
        Line(code="S9", name="a typed date", unit="ms", ours=mine, ceiling=ceiling, goal=at_most(1.5)),
        Line(
            code="S9",
            name=f"a phrase refused, the slowest of {len(REFUSED) + len(TIRING)}",
            unit="ms",
            ours=refused,
            goal=at_most(2),
        ),
        Line(code="S9", name=f"20 kB of junk, the slowest of {len(JUNK)}", unit="ms", ours=junk, goal=at_most(5)),
    )


def _ours(said: str) -> object:
    return read_slots(said, MONDAY, leftover=leftover)


def _phrases() -> list[str]:
    """New ones each time."""
    number = next(NUMBERS)
    return [
        one.format(hour=9 + (number + at) % 3, minute=f":{10 + (number * 7 + at) % 50}") for at, one in enumerate(SAID)
    ]


def _each(read: Callable[[str], object], said: Iterable[str]) -> float:
    times = _times(read, said)
    return sum(times) / len(times)


def _times(read: Callable[[str], object], said: Iterable[str]) -> list[float]:
    """Milliseconds, one by one."""
    taken = []
    for one in said:
        began = time.perf_counter()
        read(one)
        taken.append((time.perf_counter() - began) * 1000)
    return taken
