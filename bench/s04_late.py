"""S4: how long somebody waits.

Ours alone: the 99th percentile of a button and of a command in Slack, 16 at once; and under an overload (500 people at once,
each pressing again as soon as they are answered) the longest that anybody waited, and that each got an answer: what could
not be done in time is said to be late, in words.
"""

from collections.abc import Iterable

from bench.arena import good, serving
from bench.figures import Line, Spread, at_most
from bench.run import Run
from bench.slack_traffic import commands, looks
from bench.wire import Load, load

LEVEL = 16
CROWD = 500


async def waits(run: Run) -> tuple[Line, ...]:
    """S4."""
    async with serving(run.sqlite("waits"), run.many(100, 10)) as ours:

        async def once(requests: Iterable[bytes], level: int) -> Load:
            return good(await load(ours.url, requests, level))

        many, crowd = run.many(800, 20), run.many(CROWD, 20)
        await once(looks(many), LEVEL)
        buttons = [await once(looks(many), LEVEL) for _ in range(run.rounds)]
        typed = [await once(commands(many), LEVEL) for _ in range(run.rounds)]
        rushes = [await once(looks(crowd * 4), crowd) for _ in range(run.rounds)]
    return (
        _line(f"button, {LEVEL} at once, 99% within", [button.slowest(0.99) * 1000 for button in buttons], 150),
        _line(f"command, {LEVEL} at once, 99% within", [one.slowest(0.99) * 1000 for one in typed], 150),
        _line(f"overload, {crowd} at once, the longest wait", [rush.slowest(1) * 1000 for rush in rushes], 2500),
    )


def _line(name: str, seen: list[float], most: float) -> Line:
    return Line(code="S4", name=name, unit="ms", ours=Spread(tuple(seen)), goal=at_most(most))
