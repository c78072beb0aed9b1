"""Processes of ours and the platform they write to, for tests of what happens when some of them are killed."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import ClientError, ClientSession, web
from aiohttp.test_utils import TestServer
from sqlalchemy import Engine, text

from dialogs.ids import CaseId
from tests.waiting import in_time

ROOT = Path(__file__).parent.parent.parent.parent
CLEAN = {name: given for name, given in os.environ.items() if not name.startswith("JSV_")}


class Platform:
    """Takes messages, and counts them by key and by who sent them. One that `remembers` says which it has taken.

    The first so many that it `holds` are answered only when it is told to: until then they are half-sent.
    """

    def __init__(self, holds: int = 0, *, remembers: bool = False) -> None:
        self._holds, self._remembers = holds, remembers
        self._free = asyncio.Event()
        self._taken: dict[str, str] = {}
        self.sent: Counter[str] = Counter()
        self.edited: Counter[str] = Counter()
        self.by: Counter[int] = Counter()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes([web.post("/send", self._send), web.post("/edit", self._edit), web.post("/find", self._find)])
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._server.close()

    @property
    def url(self) -> str:
        """Where it is."""
        return str(self._server.make_url("")).rstrip("/")

    def answers(self) -> None:
        """Whoever waits is answered, and nobody waits from now on."""
        self._free.set()

    async def _send(self, request: web.Request) -> web.Response:
        given = await request.json()
        self.sent[given["key"]] += 1
        self.by[given["by"]] += 1
        number = self.sent.total()
        self._taken[given["key"]] = str(number)
        if number <= self._holds:
            await self._free.wait()
        return web.json_response({"number": str(number)})

    async def _find(self, request: web.Request) -> web.Response:
        given = await request.json()
        return web.json_response({"number": self._taken.get(given["key"], "") if self._remembers else ""})

    async def _edit(self, request: web.Request) -> web.Response:
        given = await request.json()
        self.edited[given["key"]] += 1
        return web.json_response({"number": given["key"]})


class Replica:
    """One process."""

    def __init__(self, process: Process, url: str) -> None:
        self.process, self.url = process, url

    async def hears(self, session: ClientSession, given: Mapping[str, str]) -> str:
        """Somebody does something there: the card that answers; nothing when it was not answered."""
        try:
            async with session.post(f"{self.url}/heard", json=given) as answered:
                return str((await answered.json())["card"]) if answered.status == 200 else ""
        except ClientError:
            return ""

    async def kill(self) -> None:
        """As when the machine loses power."""
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        """As when it is asked to stop: how it ended."""
        self.process.terminate()
        return await in_time(self.process.wait())


@asynccontextmanager
async def replica(
    url: str, platform: Platform, dies: str = "", moment: datetime | None = None
) -> AsyncIterator[Replica]:
    """A process that has begun, at a moment of its own if need be; gone afterwards."""
    more = moment.isoformat() if moment else dies
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bot.resilience.replica", url, platform.url, more, stdout=PIPE, cwd=ROOT, env=CLEAN
    )
    assert started.stdout
    line = (await started.stdout.readline()).decode().split()
    running = Replica(started, line[1] if line else "")
    assert line or dies, "it did not begin"
    try:
        yield running
    finally:
        await running.kill()


def begun(engine: Engine, place: str) -> set[str]:
    """The jobs that a process has begun and not ended."""
    return _jobs(engine, "status = 'PENDING' AND executor_id = :place", place=place)


def under_way(engine: Engine) -> set[str]:
    """The jobs that wait, are done just now, or are to be tried again."""
    return _jobs(engine, "status IN ('ENQUEUED', 'DELAYED', 'PENDING')")


def unfinished(engine: Engine) -> set[str]:
    """The jobs that are still to be done, or have failed."""
    return _jobs(engine, "status != 'SUCCESS'")


def _jobs(engine: Engine, where: str, **given: str) -> set[str]:
    table = "workflow_status" if engine.dialect.name == "sqlite" else "dbos.workflow_status"
    with engine.connect().execution_options(sqlite_reads=True) as connection:
        return {*connection.execute(text(f"SELECT workflow_uuid FROM {table} WHERE {where}"), given).scalars()}  # noqa: S608 - no input of anybody


def press(turn: str, verb: str, case: CaseId, who: str = "mo", **more: str) -> dict[str, str]:
    """Somebody presses a button of the agreement's card."""
    return {"turn": turn, "who": who, "card": "agreement", "verb": verb, "case": case, **more}


def decline(turn: str, case: CaseId, who: str = "mo") -> dict[str, str]:
    """Somebody sends the form that declines."""
    return press(turn, "decline", case, who, section="decline", reason="A Core Group matter")
