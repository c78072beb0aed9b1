"""S5: the reminder sweep over 100,000 open cases, a tenth of which are due.

Listing. Ours: the sweep's own list of what is due. Ceiling: one raw SQL query on the same file that lists
the ids of the rows due, by the indexed date, and fetches them all.
Rows due, not rows open. Ours: the same listing with ten times as many cases open. Ceiling: where only the due ones are.
Memory. Ours: what the listing adds to the process, at its highest.
Handling is told apart, without a goal: opening each due case, reckoning what it brings, noting it, and setting its next day.
"""

import asyncio
import sqlite3
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial

from sqlalchemy.engine import make_url

from bench.figures import Line, Spread, alternate, at_most
from bench.run import Run
from bench.seeds import opened, raised, seed
from bot.runtime.clock import MovableClock
from bot.schedule import reminders
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from store.unit_of_work import Store
from tests.builders import a_runtime
from tests.town import MONDAY

NOW = MONDAY + timedelta(days=1)
TENTH = 10
MB = 1_048_576


async def sweep(run: Run) -> tuple[Line, ...]:
    """S5."""
    return await asyncio.to_thread(_measured, run)


def _measured(run: Run) -> tuple[Line, ...]:
    open_ = run.many(100_000, 200)
    large, small = run.sqlite("sweep"), run.sqlite("due-only")
    with opened(large) as (engine, store), opened(small) as (lean, few):
        seed(engine, _due(open_, TENTH))
        seed(lean, _due(open_ // TENTH, 1))
        file = str(make_url(large).database)
        ours, raw = _alternate(run, partial(_listing, store), partial(_raw, file))
        grown, lone = _alternate(run, partial(_listing, store), partial(_listing, few))
        memory = Spread(tuple(_memory(store) for _ in range(run.rounds)))
    seconds, count = _handling(small)
    return (
        Line(
            code="S5",
            name=f"list {open_ // TENTH:,} due of {open_:,} open",
            unit="ms",
            ours=ours,
            ceiling=raw,
            goal=at_most(3),
        ),
        Line(
            code="S5",
            name=f"the same, against {open_ // TENTH:,} due of as many open",
            unit="ms",
            ours=grown,
            ceiling=lone,
            goal=at_most(1.5),
        ),
        Line(code="S5", name="memory that listing adds", unit="MB", ours=memory, goal=at_most(32)),
        Line(code="S5", name=f"handling the {count:,} due, each", unit="ms", ours=Spread((seconds / count * 1000,))),
    )


def _due(open_: int, one_in: int) -> Iterator[tuple[Case, Fact, datetime | None]]:
    for number, (case, fact) in enumerate(raised(open_, MONDAY)):
        yield (
            case,
            fact,
            NOW - timedelta(minutes=number % 600) if number % one_in == 0 else NOW + timedelta(days=1 + number % 20),
        )


def _alternate(run: Run, ours: object, ceiling: object) -> tuple[Spread, Spread]:
    async def once(measure: object) -> float:
        began = time.perf_counter()
        measure()  # type: ignore[operator] # either side
        return (time.perf_counter() - began) * 1000

    return asyncio.run(alternate(run.rounds, partial(once, ours), partial(once, ceiling)))


def _listing(store: Store) -> None:
    """As the sweep does it."""
    reminders.listed(store, NOW)


def _raw(file: str) -> int:
    """The query that an engineer would type."""
    connection = sqlite3.connect(file)
    try:
        before = NOW.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
        return len(
            connection.execute("SELECT id FROM cases WHERE next_due <= ? ORDER BY next_due, id", (before,)).fetchall()
        )
    finally:
        connection.close()


def _memory(store: Store) -> float:
    tracemalloc.start()
    _listing(store)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / MB


def _handling(url: str) -> tuple[float, int]:
    """A whole sweep, in seconds, and how many cases it looked at."""
    with a_runtime(url, clock=MovableClock(lambda: NOW)) as runtime:
        began = time.perf_counter()
        count = reminders.sweep(runtime)
        return time.perf_counter() - began, count
