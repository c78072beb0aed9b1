"""Hours of work in a row: memory stays as it is, and no task, thread or connection is left over (R14)."""

import asyncio
import gc
import logging
import threading
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import structlog
from aiohttp import ClientSession, CookieJar
from aiohttp.test_utils import TestServer
from sqlalchemy import QueuePool

from adapters.shared.channel import Abilities, Posting
from bot.queue.engine import Durable
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.schedule.reminders import sweep
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.model.heard import Handle
from dialogs.model.views import Card
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import raised
from tests.bot.resilience.fleet import decline, press, unfinished
from tests.bot.resilience.replica import SECRET, way_in
from tests.bot.resilience.test_database_gone import linked
from tests.builders import a_runtime, still
from tests.doubles import ABLE
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.long]

WARM, LONG = 24, 24  # cases
KEPT = 1_300_000  # bytes that may be in use more than when it was warm: caches fill; what turns look at, kept, is twice as much


class Silent:
    """A channel that remembers nothing but how much it was given."""

    name: str = "web"
    abilities: Abilities = ABLE

    def __init__(self) -> None:
        self.count = 0

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """It is there."""
        self.count += 1
        return Posting("there", str(self.count))

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """It is changed."""
        return at


async def test_memory_is_flat_and_nothing_is_left_over(tmp_path: Path) -> None:
    """Cases raised, agreed, declined and looked at, messages sent and edited, sweeps on moving days; twice as long is not more."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    silent, clock = Silent(), still()
    before = threads()
    jobs = DbosJobs(engine := open_engine(url))
    with a_runtime(url, jobs=jobs, channels={"web": silent}, clock=clock) as runtime, quiet():
        queue = Durable(url, 0.05)
        await queue.start(runtime)
        app = application(runtime, None, SECRET)
        app.add_routes([way_in(runtime)])
        async with TestServer(app) as server:
            base = str(server.make_url("")).rstrip("/")
            await lives(runtime, clock, base, WARM)
            await until(lambda: not unfinished(engine))
            with traced():
                first, tasks, running = held(), len(asyncio.all_tasks()), threads()
                await lives(runtime, clock, base, LONG)
                await until(lambda: not unfinished(engine))
                grown = held() - first
                print(
                    f"{LONG} cases, {silent.count} messages, {grown / 1e6:.2f} MB more, {grown / LONG:.0f} bytes for each case"
                )
            await until(lambda: len(asyncio.all_tasks()) <= tasks)
            assert threads() == running
            assert connections(runtime) == 0
        await queue.stop()
    engine.dispose()
    await asyncio.get_running_loop().shutdown_default_executor()

    assert grown < KEPT
    assert threads() - before == Counter()
    assert len(asyncio.all_tasks()) == 1


async def lives(runtime: Runtime, clock: MovableClock, base: str, cases: int) -> None:
    """People do things in so many cases, and a quarter of an hour passes with each."""
    player = Player(runtime)
    for number in range(cases):
        case = (await asyncio.to_thread(raised, runtime, player, f"CASE-{clock():%d-%H-%M}")).id
        async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
            given = press(f"agree {case}", "agree", case) if number % 2 else decline(f"decline {case}", case)
            if not number % 2:
                await (await session.post(f"{base}/heard", json=press(f"begin {case}", "decline", case))).read()
            for _ in range(2):  # and once more, as platforms do
                async with session.post(f"{base}/heard", json=given) as answered:
                    assert answered.status == 200
            await linked(session, base, case)
        clock.move(timedelta(minutes=15))
        await asyncio.to_thread(sweep, runtime)


def held() -> int:
    """Bytes in use."""
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def threads() -> Counter[str]:
    """What runs, by the first word of its name."""
    return Counter(one.name.split("-")[0].split("_")[0] for one in threading.enumerate())


def connections(runtime: Runtime) -> int:
    """How many somebody has taken and not given back."""
    pool = runtime.store._writer.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


@contextmanager
def traced() -> Iterator[None]:
    """What is in use is counted."""
    with ExitStack() as stack:
        tracemalloc.start()
        stack.callback(tracemalloc.stop)
        yield


@contextmanager
def quiet() -> Iterator[None]:
    """Log lines go nowhere: what is printed is kept by the test itself."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    yield
    structlog.configure(**before)
