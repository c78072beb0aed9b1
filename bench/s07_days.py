"""S7: working-day arithmetic, for every day of 2015 to 2035.

Ours: the fifteenth working day after each day, from the calendar's table. Ceiling: the same by walking from day to day
and asking `holidays` of each. The answers are compared, every one.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta

import holidays

from bench.figures import Line, alternate, at_least
from bench.run import Run
from bot.runtime.holidays import Almanac
from tests.town import norfolk

FIRST, LAST = date(2015, 1, 1), date(2035, 12, 31)
DAYS = 15
SATURDAY = 5


async def days(run: Run) -> tuple[Line, ...]:
    """S7."""
    calendar = Almanac().of(norfolk(), LAST)
    england = holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST.year, LAST.year + 1))
    every = tuple(FIRST + timedelta(days=number) for number in range((LAST - FIRST).days + 1))[: run.many(10**6, 200)]

    def walked(day: date, left: int) -> date:
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < SATURDAY and day not in england
        return day

    if different := [day for day in every if calendar.after(day, DAYS) != walked(day, DAYS)]:
        raise AssertionError(different[:5])

    async def table() -> float:
        return _rate(calendar.after, every)

    async def walk() -> float:
        return _rate(walked, every)

    ours, ceiling = await alternate(run.rounds, table, walk)
    return (
        Line(
            code="S7",
            name=f"the 15th working day, {len(every):,} days, all equal",
            unit="answers/s",
            ours=ours,
            ceiling=ceiling,
            goal=at_least(100),
        ),
    )


def _rate(answer: Callable[[date, int], date], every: tuple[date, ...]) -> float:
    began = time.perf_counter()
    for day in every:
        answer(day, DAYS)
    return len(every) / (time.perf_counter() - began)
