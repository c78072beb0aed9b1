"""S12: two processes on one PostgreSQL database instead of one.

Ours: turns a second (a button that shows a case) with two processes of ours that answer, half of the people at each.
Ceiling: all of them at one. The database and the people are on the same machine, and take their share of its cores:
where there are only two, the second process has little of a core left to itself.
"""

import asyncio
from functools import partial

from bench.arena import environ, fill, good, platform
from bench.child import Side, side
from bench.figures import Line, alternate, at_least
from bench.run import Run, postgres
from bench.slack_traffic import looks
from bench.wire import load

PEOPLE = 32


async def replicas(run: Run) -> tuple[Line, ...]:
    """S12."""
    many = run.many(800, 20)
    with postgres() as database:
        await asyncio.to_thread(fill, database, 100)
        begun = partial(side, "ours", environ=environ(database, "http://127.0.0.1:9"), works=False)
        async with platform() as api, begun(api=api) as one, begun(api=api) as other:

            async def rate(*sides: Side) -> float:
                loads = [load(each.url, looks(many // len(sides)), PEOPLE // len(sides)) for each in sides]
                done = await asyncio.gather(*loads)
                return many / max(good(each).seconds for each in done)

            await rate(one, other)
            ours, ceiling = await alternate(run.rounds, partial(rate, one, other), partial(rate, one))
    return (
        Line(
            code="S12", name="two processes against one", unit="turns/s", ours=ours, ceiling=ceiling, goal=at_least(1.7)
        ),
    )
