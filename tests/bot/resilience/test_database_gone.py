"""The database locked, gone and back, or full: nobody is told that something is done which is not, and it goes on by itself (R5, R10)."""

import asyncio
import resource
import sqlite3
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path
from typing import Self

import pytest
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from sqlalchemy import Connection, Engine, ExceptionContext, event, make_url
from sqlalchemy.exc import OperationalError

from bot.queue.engine import Durable
from bot.runtime.links import SignedLinks
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.turn import take_turn
from bot.wiring import application
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.model.views import Card
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import raised
from tests.bot.queue.test_replicas import facts
from tests.bot.resilience.fleet import Platform, Replica, press, replica, unfinished
from tests.bot.resilience.replica import SECRET, heard
from tests.bot.resilience.running import words
from tests.bot.resilience.test_killed_midway import keys
from tests.builders import MO, a_runtime, still
from tests.doubles import FakeChannel
from tests.play.browser import HIDDEN
from tests.waiting import until

pytestmark = pytest.mark.slow

AGREED = ("Raise", "Agree")
MANY = 10  # times that somebody tries to get through before it is over
LEAST = 65_536  # bytes that any file may have when the disk is full


class Proxy:
    """Between a process and PostgreSQL. While it is `cut` nobody gets through, and whoever was through is thrown out."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._open: set[StreamWriter] = set()
        self._cut = False
        self.thrown_out = self.turned_away = 0

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._through, "127.0.0.1", 0)
        self.port = int(self._server.sockets[0].getsockname()[1])
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self._throw_out()

    @asynccontextmanager
    async def cut(self) -> AsyncIterator[None]:
        """Nobody gets through meanwhile."""
        self._cut = True
        self.thrown_out += len(self._open)
        self._throw_out()
        yield
        self._cut = False

    def _throw_out(self) -> None:
        for one in self._open:
            one.transport.abort()

    async def _through(self, theirs: StreamReader, back: StreamWriter) -> None:
        if self._cut:
            self.turned_away += 1
            return back.transport.abort()
        ours, on = await asyncio.open_connection(self._host, self._port)
        self._open |= {back, on}
        await asyncio.gather(_poured(theirs, on), _poured(ours, back))
        self._open -= {back, on}
        return None


async def _poured(out_of: StreamReader, into: StreamWriter) -> None:
    with suppress(ConnectionError):
        while some := await out_of.read(65_536):
            into.write(some)
            await into.drain()
    into.close()


@pytest.mark.postgres
async def test_postgresql_gone_and_back(postgres_url: str) -> None:
    """Every connection cut in the middle of the work, and none for some time: words meanwhile; all that was answered is kept; every message once, for the platform can be asked (R5)."""
    where = make_url(postgres_url)
    engine = open_engine(postgres_url)
    with a_runtime(postgres_url, jobs=DbosJobs(engine)) as runtime:
        player = Player(runtime)
        cases = [raised(runtime, player, f"CASE-{number}").id for number in range(60)]
        answered: list[CaseId] = []

        async def hurry(at: Replica, session: ClientSession, number: int) -> None:
            for case in cases[number::4]:
                if await at.hears(session, press(f"agree {case}", "agree", case)) == "agreement":
                    answered.append(case)

        async with (
            Proxy(where.host or "", where.port or 5432) as proxy,
            Platform(holds=5, remembers=True) as platform,
            ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
        ):
            through = where.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
            async with replica(through, platform) as running:
                clients = [asyncio.create_task(hurry(running, session, number)) for number in range(4)]
                await until(lambda: len(answered) >= 15 and platform.sent.total() >= 5)
                async with proxy.cut():
                    before = len(answered)
                    assert (said := await linked(session, running.url, cases[0]))[0] == 500
                    assert "try again" in said[1]
                    assert await status(session, f"{running.url}/healthz") == 200
                    assert await status(session, f"{running.url}/readyz") == 503
                    platform.answers()  # which cannot be noted
                    await until(lambda: proxy.turned_away >= MANY)
                    assert len(answered) <= before + 4, "somebody was answered without a database"
                await asyncio.gather(*clients)
                done = {case for case in cases if facts(runtime.store, case) == AGREED}
                assert set(answered) <= done
                assert {facts(runtime.store, case) for case in cases} <= {("Raise",), AGREED}
                missed = set(cases) - done

                again = [await running.hears(session, press(f"agree {case}", "agree", case)) for case in cases]
                await until(lambda: not unfinished(engine))
                assert await status(session, f"{running.url}/readyz") == 200
        kept = {case for case in cases if facts(runtime.store, case) == AGREED}
    engine.dispose()
    print(f"thrown out {proxy.thrown_out}, answered {len(answered)}, kept {len(done)}, missed {len(missed)}")

    assert proxy.thrown_out
    assert all(again)
    assert kept == set(cases)
    assert {f"{case}/2/nomination/mo" for case in cases} <= set(platform.sent)
    assert set(platform.sent.values()) == {1}


async def test_sqlite_locked_for_long(tmp_path: Path) -> None:
    """Another program holds the file longer than we wait: words meanwhile, nothing half done, then everything goes on and out once (R5)."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    channel = FakeChannel()
    jobs = DbosJobs(engine := open_engine(url))
    with ExitStack() as stack, a_runtime(url, jobs=jobs, channels={"web": channel}) as runtime:
        impatient(runtime)
        refused = locked_out(stack)
        cases = [raised(runtime, Player(runtime), f"CASE-{number}").id for number in range(8)]
        queue = Durable(url, 0.05)
        await queue.start(runtime)
        try:
            with locked(tmp_path / "jsv.db"):
                told = await asyncio.to_thread(agreed_at_once, runtime, cases)
                assert told == set()
                async with answering(runtime) as (session, base):
                    assert "try again" in (await linked(session, base, cases[0]))[1]
                await until(lambda: len(refused) >= 2)  # the queue itself has found it locked, and goes on
            assert {facts(runtime.store, case) for case in cases} == {("Raise",)}

            assert await asyncio.to_thread(agreed_at_once, runtime, cases) == set(cases)
            await until(lambda: not unfinished(engine))
        finally:
            await queue.stop()
        assert {facts(runtime.store, case) for case in cases} == {AGREED}
    engine.dispose()
    sent = [put.key for put in channel.sent]
    assert {f"{case}/2/nomination/mo" for case in cases} <= set(sent)
    assert len(sent) == len(set(sent))


@pytest.mark.parametrize("how", ["few pages more", "no file larger"])
async def test_disk_full(tmp_path: Path, how: str) -> None:
    """Eight at once on a full disk: whoever is told "done" is done, wholly; the others are not at all, and are when there is room (R10).

    Without pages a statement fails; without a byte more the commit does, which the eight share.
    """
    file = tmp_path / "jsv.db"
    url = f"sqlite:///{file}"
    jobs = DbosJobs(engine := open_engine(url))
    with a_runtime(url, jobs=jobs) as runtime:
        cases = [raised(runtime, Player(runtime), f"CASE-{number}").id for number in range(40)]
        fault: AbstractContextManager[None] = (
            few_pages_more(runtime) if how == "few pages more" else no_file_larger(file)
        )
        async with answering(runtime) as (session, base):
            with fault:
                told = await asyncio.to_thread(agreed_at_once, runtime, cases)
                _, shown = await linked(session, base, cases[0])
            assert len(told) < len(cases)
            assert kept(runtime, url, cases) == told
            assert how == "few pages more" or "try again" in shown

            assert await asyncio.to_thread(agreed_at_once, runtime, cases) == set(cases)
            assert kept(runtime, url, cases) == set(cases)
            assert (await linked(session, base, cases[0]))[0] == 200
        with runtime.store.reading() as work:
            assert [*work.facts.broken()] == []
    engine.dispose()
    print(f"{how}: {len(told)} of {len(cases)} were done all the same")


def agreed_at_once(runtime: Runtime, cases: Collection[CaseId]) -> set[CaseId]:
    """Eight threads at a time agree, each event as its platform would repeat it; which were told that it is done."""

    def hear(case: CaseId) -> CaseId | None:
        with suppress(OperationalError):
            reply = take_turn(heard(press(f"agree {case}", "agree", case)), runtime)
            return case if isinstance(reply, Card) and reply.name == "agreement" else None
        return None

    with ThreadPoolExecutor(8) as people:
        return {case for case in people.map(hear, cases) if case}


def kept(runtime: Runtime, url: str, cases: Collection[CaseId]) -> set[CaseId]:
    """Which are agreed; each of them with its job, and no other."""
    assert {facts(runtime.store, case) for case in cases} <= {("Raise",), AGREED}
    found = {case for case in cases if facts(runtime.store, case) == AGREED}
    noted = keys(url)
    assert {case for case in cases if f"{case}/2/nomination/mo" in noted} == found
    return found


@asynccontextmanager
async def answering(runtime: Runtime) -> AsyncIterator[tuple[ClientSession, str]]:
    """Its pages, and somebody to look at them."""
    async with (
        TestServer(application(runtime, None, SECRET)) as server,
        ClientSession(cookie_jar=CookieJar(unsafe=True)) as session,
    ):
        yield session, str(server.make_url("")).rstrip("/")


async def linked(session: ClientSession, base: str, case: CaseId) -> tuple[int, str]:
    """Mo follows a personal link to a case, and on from its first page: the number and the words that come."""
    token = SignedLinks(SECRET, still()).token(MO, Press("agreement", "show", case))
    async with session.get(f"{base}/l/{token}") as first:
        sent = dict(HIDDEN.findall(door := await first.text()))
        if not sent:
            return first.status, words(door)
    async with session.post(f"{base}/l/{token}", data=sent) as page:
        return page.status, words(await page.text())


async def status(session: ClientSession, url: str) -> int:
    """How it answers."""
    async with session.get(url) as answer:
        return answer.status


def impatient(runtime: Runtime) -> None:
    """Its connections wait a quarter of a second for the file, not thirty."""
    runtime.store._writer.dispose()
    event.listen(runtime.store._writer, "connect", _impatient)


def locked_out(stack: ExitStack) -> list[str]:
    """The queue's connections do not wait long either; how often one of them was told that the file is locked."""
    told: list[str] = []

    def noted(context: ExceptionContext) -> None:
        if context.engine is not None and "locked" in str(context.original_exception):
            told.append(str(context.statement))

    for name, done in (("connect", _impatient), ("handle_error", noted)):
        event.listen(Engine, name, done)
        stack.callback(event.remove, Engine, name, done)
    return told


def _impatient(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA busy_timeout = 250")


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def few_pages_more(runtime: Runtime) -> Iterator[None]:
    """The database may grow by so much only: SQLite says that the disk is full."""
    engine = runtime.store._writer
    with runtime.store.reading() as work:
        most = int(work.connection.exec_driver_sql("PRAGMA page_count").scalar_one()) + 4

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {most}")

    event.listen(engine, "begin", limit)
    try:
        yield
    finally:
        most = 1_000_000


@contextmanager
def no_file_larger(file: Path) -> Iterator[None]:
    """The system writes nothing beyond some bytes of any file: what would be committed cannot be."""
    assert file.with_name(f"{file.name}-wal").stat().st_size > LEAST
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with ExitStack() as stack:
        stack.callback(resource.setrlimit, resource.RLIMIT_FSIZE, before)
        resource.setrlimit(resource.RLIMIT_FSIZE, (LEAST, before[1]))
        yield
