"""Our service in a process of its own, on a database with cases in it, and the platforms around it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bench.child import Side, side
from bench.seeds import opened, raised, seed
from bench.slack_traffic import API_ANSWER
from bench.wire import Canned, Load
from bot.runtime.clock import london
from tests.doubles_teams.double import TENANT
from tests.doubles_teams.signing import APP
from tests.slack_double import SECRET, TEAM, TOKEN

OK: Final = 200


@asynccontextmanager
async def serving(
    database: str, cases: int, *, works: bool = True, microsoft: str = "http://127.0.0.1:9"
) -> AsyncIterator[Side]:
    """The service on a database that is filled first."""
    await asyncio.to_thread(fill, database, cases)
    async with platform() as api, side("ours", environ=environ(database, microsoft), api=api, works=works) as ours:
        yield ours


def fill(database: str, cases: int) -> None:
    """Cases that wait for their manager, none of them due."""
    with opened(database) as (engine, _):
        seed(engine, ((case, fact, None) for case, fact in raised(cases, london())))


def environ(database: str, microsoft: str) -> dict[str, str]:
    """Settings with both channels."""
    return {
        "JSV_DATABASE_URL": database,
        "JSV_SECRET": "s" * 64,
        "JSV_PORT": "0",
        "JSV_SLACK_TEAMS": f"{TEAM}:testshire.example",
        "JSV_SLACK_BOT_TOKEN": TOKEN,
        "JSV_SLACK_SIGNING_SECRET": SECRET,
        "JSV_TEAMS_APP_ID": APP,
        "JSV_TEAMS_APP_SECRET": "shh",
        "JSV_TEAMS_TENANTS": f"{TENANT}:testshire.example",
        "JSV_TEAMS_OPENID_URL": f"{microsoft}/openid",
        "JSV_TEAMS_TOKEN_URL": f"{microsoft}/token",
    }


@asynccontextmanager
async def platform() -> AsyncIterator[str]:
    """Slack's Web API, which takes everything."""
    server = await asyncio.get_running_loop().create_server(lambda: Canned(API_ANSWER), "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


def good(done: Load) -> Load:
    """The load, if every request was answered as it should be; a quick refusal is no speed."""
    if set(done.statuses) != {OK}:
        raise RuntimeError(f"answered {dict(done.statuses)}")
    return done
