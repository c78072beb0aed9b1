"""Up, and able to work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import Connection, event

from bot.queue.health import routes
from bot.runtime.runtime import Runtime
from tests.bot.resilience.test_database_gone import no_file_larger


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


@pytest.mark.parametrize("why", ["a full disk", "may only be read"])
async def test_not_ready_where_nothing_can_be_written(runtime: Runtime, tmp_path: Path, why: str) -> None:
    """A database that answers and takes nothing is not one to work with; when there is room again, it is."""
    with runtime.store.begin() as work:
        work.key_values.put("much", "x" * 100_000)

    with no_file_larger(tmp_path / "jsv.db") if why == "a full disk" else only_read(runtime):
        told = await asked(runtime, "/readyz", lambda: True)
    assert told == (503, {"database": False, "queue": True})

    assert (await asked(runtime, "/readyz", lambda: True))[0] == 200


@contextmanager
def only_read(runtime: Runtime) -> Iterator[None]:
    """As of a file system that was mounted to be read only."""
    engine = runtime.store._writer
    event.listen(engine, "begin", _refuse)
    try:
        yield
    finally:
        event.remove(engine, "begin", _refuse)


def _refuse(connection: Connection) -> None:
    connection.exec_driver_sql("PRAGMA query_only = ON")
