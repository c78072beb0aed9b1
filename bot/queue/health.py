"""Two questions that whatever runs us may ask: are we up, and can we work."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from aiohttp import web

from bot.outbox.stopping import stops
from bot.runtime.runtime import Runtime

PATIENCE: Final = 2.0  # seconds
PROBE: Final = "ready"

Answer = Callable[[web.Request], Awaitable[web.Response]]
Told = Mapping[str, bool]


def routes(runtime: Runtime, engine_runs: Callable[[], bool] | None) -> list[web.RouteDef]:
    """`/healthz`: the process answers. `/readyz`: the database takes what is written, our keys fit, and the queue, if worked here, runs; 503 when not.

    Where nothing can be sent it says so, by `channel/place`, with the platform's code: it works all the same, so no 503.
    """
    return [web.get("/healthz", _up), web.get("/readyz", _ready(runtime, engine_runs))]


async def _up(_: web.Request) -> web.Response:
    return web.json_response({"up": True})


def _ready(runtime: Runtime, engine_runs: Callable[[], bool] | None) -> Answer:
    probe = _Probe(runtime)

    async def answer(_: web.Request) -> web.Response:
        told = {**await probe.told(), **({"queue": engine_runs()} if engine_runs else {})}
        well = all(told.values())
        stopped = await runtime.in_thread(_stopped, runtime) if well else {}
        said = {**told, **({"stopped": stopped} if stopped else {})}
        return web.json_response(said, status=200 if well else 503)

    return answer


@dataclass(slots=True)
class _Probe:
    """One look at the database at a time, however many ask: each writes a little."""

    runtime: Runtime
    looking: asyncio.Task[Told] | None = field(default=None, init=False)

    async def told(self) -> Told:
        if self.looking is None or self.looking.done():
            self.looking = asyncio.create_task(self._look())
        return await asyncio.shield(self.looking)

    async def _look(self) -> Told:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self.runtime.in_thread(_asked, self.runtime)
        except Exception:  # noqa: BLE001 - whatever it is, the answer is no
            return {"database": False}


def _stopped(runtime: Runtime) -> Mapping[str, str]:
    with runtime.store.reading() as work:
        return {place: stop.code for place, stop in stops(work).items()}


def _asked(runtime: Runtime) -> Told:
    """A full disk and a database that may only be read answer every question, and take nothing: so something is written."""
    with runtime.store.reading() as work:
        if work.key_checks.fault():
            return {"database": True, "keys": False}
    with runtime.store.begin() as work:
        work.key_values.put(PROBE, runtime.clock().isoformat())
    return {"database": True}
