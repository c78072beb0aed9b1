"""S11: messages through the durable queue.

Ours: so many messages to as many people, from the moment they are noted until each has been drawn, put before its person
and noted as put. Ceiling: the same queue with jobs that do nothing. Both run in a process of their own, one at a time.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from bench.child import started, stopped
from bench.figures import Line, alternate, at_least
from bench.run import Run, postgres


async def queue(run: Run) -> tuple[Line, ...]:
    """S11."""
    return (await _line(run, "SQLite", partial(_file, run)), await _line(run, "PostgreSQL", postgres))


async def _line(run: Run, name: str, database: Callable[[], AbstractContextManager[str]]) -> Line:
    many = run.many(300, 5)

    async def rate(kind: str) -> float:
        with database() as url:
            process = await started("-m", "bench.sides.queue", kind, url, str(many))
            try:
                said, _ = await process.communicate()
                return float(said)
            finally:
                await stopped(process)

    mine, ceiling = await alternate(run.rounds, partial(rate, "deliver"), partial(rate, "empty"))
    return Line(code="S11", name=f"delivery on {name}", unit="jobs/s", ours=mine, ceiling=ceiling, goal=at_least(0.7))


@contextmanager
def _file(run: Run) -> Iterator[str]:
    yield run.sqlite("queue")
