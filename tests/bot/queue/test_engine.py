"""The queue itself, on both databases: committed is delivered, rolled back is not, and a restart goes on."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from dbos import DBOS
from sqlalchemy import Engine, event

from adapters.shared.channel import Later, Posting
from bot.config.errors import Plain
from bot.queue import engine as queue_engine
from bot.queue.engine import Durable
from bot.queue.replicas import take
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Pace, Runtime
from bot.simulation.player import Player
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.views import Card
from store.database.connect import open_engine
from store.queue.jobs import SWEEP, DbosJobs
from tests.bot.acts import agreed, booked, raised
from tests.builders import MO, PAT, a_runtime, days
from tests.doubles import FakeChannel, busy
from tests.waiting import never, until

pytestmark = pytest.mark.slow
POLL = 0.05


async def test_committed_is_delivered_and_rolled_back_is_not(
    database_url: str, channel: FakeChannel, clock: MovableClock
) -> None:
    """What a turn enqueued goes out once it is committed; what was rolled back never does."""
    jobs = DbosJobs(open_engine(database_url))
    with a_runtime(database_url, channels={"web": channel}, jobs=jobs, clock=clock) as runtime:
        engine = Durable(database_url, POLL)
        await engine.start(runtime)
        try:
            player = Player(runtime)
            case = await asyncio.to_thread(raised, runtime, player)
            with pytest.raises(ZeroDivisionError), runtime.store.begin() as work:
                jobs.enqueue(
                    work.connection,
                    "deliver",
                    "never",
                    (MO, "case", case.id, "", "never"),
                    queue="deliveries",
                    partition=MO,
                )
                raise ZeroDivisionError
            await until(lambda: len(channel.sent) >= 2)
            await asyncio.to_thread(agreed, player, case)
            await until(lambda: any(put.to.user == MO for put in channel.edits))
            clock.move(days(1))
            await asyncio.to_thread(DBOS.trigger_schedule, SWEEP)
            await until(lambda: any(put.card.name == "digest" for put in channel.sent))
        finally:
            await engine.stop()
        assert "never" not in [put.key for put in channel.sent]
        assert {put.card.name for put in channel.sent if put.to.user == MO} == {"agreement", "nomination", "digest"}
    jobs._engine.dispose()


async def test_what_had_to_wait_comes_later(database_url: str, channel: FakeChannel) -> None:
    """A platform that was busy is tried again after the time it asked for; poison ends in the list of failures (R6, R7)."""
    jobs = DbosJobs(open_engine(database_url))
    pace = Pace(tries=3, first=0.05, longest=0.05, each=0.0)
    with a_runtime(database_url, channels={"web": channel}, jobs=jobs, pace=pace) as runtime:
        engine = Durable(database_url, POLL)
        await engine.start(runtime)
        try:
            channel.faults += [busy(0.2), ValueError("a bug"), Later("x")]
            case = await asyncio.to_thread(raised, runtime, Player(runtime))
            await until(lambda: len(channel.sent) == 2)

            channel.faults += [Later("down")] * 3
            with runtime.store.begin() as work:
                jobs.enqueue(
                    work.connection,
                    "deliver",
                    "poison",
                    (PAT, "case", case.id, "", "poison"),
                    queue="deliveries",
                    partition=PAT,
                )
            await until(lambda: not channel.faults)
        finally:
            await engine.stop()
    jobs._engine.dispose()


async def test_a_job_that_was_under_way_begins_again(tmp_path: Path) -> None:
    """Jobs that had not ended when the process stopped are done by the next one: nothing is lost (R1)."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"

    class Hanging(FakeChannel):
        async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
            self.faults.append(Later("reached"))
            await never()

    hanging, working = Hanging(), FakeChannel()
    jobs = DbosJobs(open_engine(url))
    with a_runtime(url, channels={"web": hanging}, jobs=jobs) as runtime:
        engine = Durable(url, POLL)
        await engine.start(runtime)
        await asyncio.to_thread(raised, runtime, Player(runtime))
        await until(lambda: len(hanging.faults) == 2)
        await engine.stop()

        again = Durable(url, POLL)
        await again.start(replace(runtime, channels={"web": working}))
        try:
            await until(lambda: len(working.sent) == 2)
        finally:
            await again.stop()
    jobs._engine.dispose()


async def test_invitations_go_through_the_queue(tmp_path: Path) -> None:
    """Booking ends in a letter with a calendar file."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    jobs = DbosJobs(open_engine(url))
    with a_runtime(url, jobs=jobs) as runtime:
        engine = Durable(url, POLL)
        await engine.start(runtime)
        try:
            await asyncio.to_thread(booked, runtime, Player(runtime))
            await until(lambda: bool(runtime.mail.letters))  # type: ignore[attr-defined] # paper
        finally:
            await engine.stop()
    jobs._engine.dispose()


def test_only_one_process_on_one_file(tmp_path: Path) -> None:
    """A second process on the same SQLite file is refused in a plain line, until the first has gone."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    first = take(url)
    with pytest.raises(Plain, match="Another process is at work on"):
        take(url)

    first.leave()
    take(url).leave()


def test_mending_old_sqlite() -> None:
    """The function that DBOS asks for is given to each connection where it is missing, once."""
    queue_engine.mend()
    queue_engine.mend()
    asked: list[tuple[object, ...]] = []

    class Connection:
        def create_function(self, *given: object) -> None:
            asked.append(given)

    queue_engine._unixepoch(Connection(), None)
    assert asked == []
    if event.contains(Engine, "connect", queue_engine._unixepoch):
        event.remove(Engine, "connect", queue_engine._unixepoch)


def test_only_ids_lie_in_the_queue(runtime: Runtime, player: Player) -> None:
    """No argument of any job holds a word that was typed (V9)."""
    case = raised(runtime, player)
    player.presses(MO, Press("agreement", "agree", case.id))
    shown = repr(runtime.jobs.given)  # type: ignore[attr-defined] # paper

    assert not any(word in shown for word in (case.initials, case.thinking, case.lived, case.local_reference))
