"""S1 and S2: a whole turn in Slack.

Ours: our service as it is deployed: on SQLite one process, which also works the queue meanwhile; on PostgreSQL the half that
answers (`jsv serve --no-worker`). A slash command for somebody's list, a button that shows a case,
and a button that decides: that one writes the case, its fact, who is on it, and a job for each person who is to be told.
Each answers after the commit; after the answer a button's card is brought up to date by a call of Slack's Web API.
Ceiling: bare Bolt, which checks the signature, reads a row and writes a row in one raw transaction (the same pragmas on
SQLite), acknowledges with nothing, and calls nobody.
"""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import count
from typing import Final

from sqlalchemy.engine import make_url

from bench.arena import good, serving
from bench.child import Side, side
from bench.figures import Line, alternate, at_least
from bench.run import Run, postgres
from bench.slack_traffic import commands, decisions, looks
from bench.wire import load
from tests.slack_double import SECRET

AT_ONCE: Final = (1, 16, 64)
GOAL: Final = at_least(0.5)
Traffic = Callable[[int], Iterable[bytes]]


async def on_sqlite(run: Run) -> tuple[Line, ...]:
    """S1."""
    ceiling = str(make_url(run.sqlite("bolt")).database)
    return await _raced(run, "S1", run.sqlite("ours"), ceiling, works=True)


async def on_postgres(run: Run) -> tuple[Line, ...]:
    """S2."""
    with postgres() as ours, postgres() as ceiling:
        dsn = make_url(ceiling).set(drivername="postgresql").render_as_string(hide_password=False)
        return await _raced(run, "S2", ours, dsn, works=False)


async def _raced(run: Run, code: str, ours: str, ceiling: str, *, works: bool) -> tuple[Line, ...]:
    many, rounds = run.many(300, 10), run.rounds
    levels = AT_ONCE[: run.many(3, 1)]
    fresh = count()

    def decided(number: int) -> Iterable[bytes]:
        return decisions(number, next(fresh) * many)

    kinds: dict[str, Traffic] = {"command, my list": commands, "button, a look": looks, "button, a decision": decided}
    async with (
        serving(ours, many * (len(levels) * rounds + 1), works=works) as mine,
        side("bolt", database=ceiling, secret=SECRET) as bare,
    ):

        async def rate(which: Side, traffic: Callable[[], Iterable[bytes]], level: int) -> float:
            return good(await load(which.url, traffic(), level)).rate

        lines = []
        least = partial(rate, bare, partial(looks, run.many(600, 10)))
        for name, traffic in kinds.items():
            await rate(mine, partial(traffic, many), 4)
            await least(4)
            for level in levels:
                both = await alternate(
                    rounds, partial(rate, mine, partial(traffic, many), level), partial(least, level)
                )
                lines.append(
                    Line(
                        code=code,
                        name=f"{name}, {level} at once",
                        unit="turns/s",
                        ours=both[0],
                        ceiling=both[1],
                        goal=GOAL,
                    )
                )
    return tuple(lines)
