"""Up, and able to work."""

from collections.abc import Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.queue.health import routes
from bot.runtime.runtime import House


async def asked(house: House, path: str, engine_runs: Callable[[], bool]) -> tuple[int, object]:
    app = web.Application()
    app.add_routes(routes(house, engine_runs))
    async with TestClient(TestServer(app)) as client:
        answer = await client.get(path)
        return answer.status, await answer.json()


async def test_ready(house: House) -> None:
    """With a database that answers and a queue that runs, work can begin."""
    assert await asked(house, "/healthz", lambda: True) == (200, {"up": True})
    assert await asked(house, "/readyz", lambda: True) == (200, {"database": True, "queue": True})


async def test_not_ready(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that does not run, or a database that does not answer, is told; the process is up all the same."""
    assert await asked(house, "/readyz", lambda: False) == (503, {"database": True, "queue": False})

    def down() -> None:
        raise OSError

    monkeypatch.setattr(house.store, "reading", down)
    assert await asked(house, "/readyz", lambda: True) == (503, {"database": False, "queue": True})
    assert await asked(house, "/healthz", lambda: True) == (200, {"up": True})
