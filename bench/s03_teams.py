"""S3: a whole turn in Teams.

Ours: an invoke (`adaptiveCard/action`, a button that shows a case) through our door with token checks on, the turn with its
read and its write on SQLite, and the card drawn as the answer.
Ceiling: botbuilder's `process_activity` with its own token checks on, answering an empty invoke with nothing.
Both meet the same signed token, as Microsoft's is the same for about an hour.
"""

import json
from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any, Final

from aiohttp import ClientSession

from bench.arena import good, serving
from bench.child import side
from bench.figures import Line, alternate, at_least
from bench.run import Run
from bench.seeds import MANAGER, named
from bench.wire import load, request
from dialogs.model.press import Press
from tests.doubles_teams.double import TeamsDouble
from tests.doubles_teams.person import Client
from tests.doubles_teams.signing import APP, Signer

AT_ONCE: Final = (1, 16)
EVENTS: Final = count()


async def invokes(run: Run) -> tuple[Line, ...]:
    """S3."""
    async with TeamsDouble() as microsoft, ClientSession() as session:
        microsoft.employs(MANAGER, f"{MANAGER}@testshire.example")
        traffic = partial(_traffic, Client(microsoft, session, ""), Signer().token(microsoft.service))
        async with (
            serving(run.sqlite("teams"), run.many(100, 10), microsoft=microsoft.url) as ours,
            side("botbuilder", app_id=APP, openid=f"{microsoft.url}/openid", login=f"{microsoft.url}/token") as stock,
        ):
            many, few = run.many(400, 10), run.many(60, 4)
            good(await load(ours.url, traffic(many), 4))
            good(await load(stock.url, traffic(few), 4))

            async def rate(url: str, requests: int, level: int) -> float:
                return good(await load(url, traffic(requests), level)).rate

            lines = []
            for level in AT_ONCE[: run.many(2, 1)]:
                mine, theirs = await alternate(
                    run.rounds, partial(rate, ours.url, many, level), partial(rate, stock.url, few, level)
                )
                lines.append(
                    Line(
                        code="S3",
                        name=f"invoke, {level} at once",
                        unit="turns/s",
                        ours=mine,
                        ceiling=theirs,
                        goal=at_least(10),
                    )
                )
            return tuple(lines)


def _traffic(client: Client, token: str, many: int) -> Iterator[bytes]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return (
        request("/api/messages", headers, json.dumps(_invoke(client, number % 10)).encode()) for number in range(many)
    )


def _invoke(client: Client, number: int) -> dict[str, Any]:
    press = Press("agreement", "show", named(number))
    action = {"type": "Action.Execute", "verb": "press", "title": "Open", "data": {"press": str(press)}}
    value = {"action": action, "trigger": "manual"}
    return client.activity(
        MANAGER, type="invoke", name="adaptiveCard/action", value=value, replyToId="m1", id=f"bench-{next(EVENTS)}"
    )
