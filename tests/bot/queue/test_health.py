"""Up, and able to work."""

from collections.abc import Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.queue.health import routes
from bot.runtime.runtime import Runtime


async def asked(runtime: Runtime, path: str, engine_runs: Callable[[], bool]) -> tuple[int, object]:
    app = web.Application()
    app.add_routes(routes(runtime, engine_runs))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get(path)
        return answer.status, await answer.json()


async def test_ready(runtime: Runtime) -> None:
    """With a database that answers and a queue that runs, work can begin."""
    assert await asked(runtime, "/healthz", lambda: True) == (200, {"up": True})
    assert await asked(runtime, "/readyz", lambda: True) == (200, {"database": True, "queue": True})


async def test_not_ready(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that does not run, or a database that does not answer, is told; the process is up all the same."""
    assert await asked(runtime, "/readyz", lambda: False) == (503, {"database": True, "queue": False})

    def down() -> None:
        raise OSError

    monkeypatch.setattr(runtime.store, "reading", down)
    assert await asked(runtime, "/readyz", lambda: True) == (503, {"database": False, "queue": True})
    assert await asked(runtime, "/healthz", lambda: True) == (200, {"up": True})
