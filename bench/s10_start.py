"""S10: from nothing to the first answer, and the memory held then.

Ours: a new process of the whole service, with Slack and Teams, on a SQLite file that is there; until its first command in
Slack has been answered. Ceiling: a new process that imports the packages which that service stands on, and ends.
"""

import time

from bench.arena import environ, fill, good, platform
from bench.child import side, started
from bench.figures import Line, Spread, alternate, at_most
from bench.run import Run
from bench.slack_traffic import commands
from bench.wire import load

PACKAGES = (
    "aiohttp.web", "slack_bolt.async_app", "slack_bolt.adapter.aiohttp", "slack_bolt.adapter.socket_mode.aiohttp", "slack_sdk.web.async_client",
    "botbuilder.core", "botbuilder.schema", "botframework.connector.auth", "sqlalchemy", "alembic.command", "dbos", "psycopg", "pydantic_settings",
    "jwt", "cryptography.hazmat.primitives.ciphers.aead", "jinja2", "structlog", "icalendar", "holidays", "dateparser", "click",
)  # fmt: skip


async def start(run: Run) -> tuple[Line, ...]:
    """S10."""
    database = run.sqlite("start")
    fill(database, run.many(1_000, 10))
    held: list[float] = []
    async with platform() as api:

        async def first_answer() -> float:
            began = time.perf_counter()
            async with side("ours", environ=environ(database, "http://127.0.0.1:9"), api=api) as ours:
                good(await load(ours.url, commands(1), 1))
                taken = time.perf_counter() - began
                good(await load(ours.url, commands(run.many(200, 1)), 4))
                held.append(ours.memory())
            return taken

        mine, ceiling = await alternate(run.rounds, first_answer, _imported)
    return (
        Line(code="S10", name="start to first answer", unit="s", ours=mine, ceiling=ceiling, goal=at_most(1.5)),
        Line(code="S10", name="memory after 200 turns", unit="MB", ours=Spread(tuple(held)), goal=at_most(180)),
    )


async def _imported() -> float:
    began = time.perf_counter()
    process = await started("-c", f"import {', '.join(PACKAGES)}")
    if await process.wait():
        raise RuntimeError("a package cannot be imported")
    return time.perf_counter() - began
