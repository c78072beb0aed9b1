"""Two questions that whatever runs us may ask: are we up, and can we work."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web
from sqlalchemy import text

from bot.runtime.runtime import Runtime

PATIENCE: Final = 2.0  # seconds

Answer = Callable[[web.Request], Awaitable[web.Response]]


def routes(runtime: Runtime, engine_runs: Callable[[], bool] | None) -> list[web.RouteDef]:
    """`/healthz`: the process answers. `/readyz`: the database answers and the queue, if it is worked here, runs; 503 when not."""
    return [web.get("/healthz", _up), web.get("/readyz", _ready(runtime, engine_runs))]


async def _up(_: web.Request) -> web.Response:
    return web.json_response({"up": True})


def _ready(runtime: Runtime, engine_runs: Callable[[], bool] | None) -> Answer:
    async def answer(_: web.Request) -> web.Response:
        told = {"database": await _database(runtime), **({"queue": engine_runs()} if engine_runs else {})}
        return web.json_response(told, status=200 if all(told.values()) else 503)

    return answer


async def _database(runtime: Runtime) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await runtime.in_thread(_asked, runtime)
    except Exception:  # noqa: BLE001 - whatever it is, the answer is no
        return False


def _asked(runtime: Runtime) -> bool:
    with runtime.store.reading() as work:
        return work.connection.execute(text("SELECT 1")).scalar() == 1
