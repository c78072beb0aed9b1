"""Several processes on one PostgreSQL database: whose jobs are whose, and what becomes of those whose process is killed (R2-R4)."""

import asyncio
import inspect
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from aiohttp import ClientSession
from dbos import DBOS
from dbos._core import ActiveWorkflowById
from dbos._sys_db import SystemDatabase
from sqlalchemy import create_engine, text

from bot.config.errors import Plain
from bot.queue import replicas
from bot.queue.replicas import NumberedPlace, take
from bot.simulation.player import Player
from dialogs.ids import CaseId
from store.database.connect import open_engine
from store.queue.jobs import DELIVER, DbosJobs, InMemoryJobs
from store.unit_of_work import Store
from tests.bot.acts import raised
from tests.bot.resilience.fleet import Platform, begun, decline, press, replica, unfinished
from tests.builders import a_runtime
from tests.waiting import until


def test_what_is_private_is_still_there() -> None:
    """The calls of DBOS that are not public take what we give them; `pyproject.toml` keeps us below 3.5."""
    assert list(inspect.signature(DBOS._recover_pending_workflows).parameters) == ["executor_ids"]
    assert list(inspect.signature(SystemDatabase.reenqueue_for_recovery).parameters) == [
        "self",
        "workflow_id",
        "executor_ids",
        "recovery_queue_name",
    ]
    assert ActiveWorkflowById().activeList() == []


@pytest.mark.postgres
@pytest.mark.slow
@pytest.mark.long
async def test_a_survivor_takes_over(postgres_url: str) -> None:
    """One of two processes is killed with 200 messages to go: all arrive, twice only those it was sending (R2)."""
    engine, paper = open_engine(postgres_url), InMemoryJobs()
    with a_runtime(postgres_url, jobs=paper) as runtime:
        player = Player(runtime)
        for number in range(125):
            raised(runtime, player, f"CASE-{number}")
        noted = [job for job in paper.given if job.workflow == DELIVER]
        wanted = {job.key for job in noted}
        async with (
            Platform(holds=1000) as platform,
            replica(postgres_url, platform) as first,
            replica(postgres_url, platform),
        ):
            with engine.begin() as connection:
                for job in noted:
                    DbosJobs(engine).enqueue(
                        connection, job.workflow, job.key, job.args, queue=job.queue, partition=job.partition
                    )
            await until(lambda: platform.by[first.process.pid] >= 10)
            await first.kill()
            waiting, interrupted = len(unfinished(engine) & wanted), begun(engine, "jsv-1")
            platform.answers()
            await until(lambda: not begun(engine, "jsv-1"))
            await until(lambda: not unfinished(engine) & wanted)
    engine.dispose()
    repeated = {key for key, times in platform.sent.items() if times > 1}
    print(f"to go {waiting}, under way {len(interrupted)}, sent twice {len(repeated)}")

    assert waiting >= 200
    assert set(platform.sent) == wanted
    assert repeated <= interrupted
    assert max(platform.sent.values()) <= 2


@pytest.mark.postgres
@pytest.mark.slow
async def test_what_was_claimed_as_the_connection_broke_is_begun(postgres_url: str) -> None:
    """A claim was kept and its answer lost: the database says that the job runs here, and it does not. It is done all the same, and once (R5)."""
    engine, paper = open_engine(postgres_url), InMemoryJobs()
    with a_runtime(postgres_url, jobs=paper) as runtime:
        raised(runtime, Player(runtime))
        noted = [job for job in paper.given if job.workflow == DELIVER]
        async with Platform() as platform, replica(postgres_url, platform):
            with engine.begin() as connection:
                for job in noted:
                    DbosJobs(engine).enqueue(
                        connection, job.workflow, job.key, job.args, queue=job.queue, partition=job.partition
                    )
                connection.execute(
                    text(
                        "UPDATE dbos.workflow_status SET status = 'PENDING', executor_id = 'jsv-1' WHERE status = 'ENQUEUED'"
                    )
                )
            await until(lambda: not unfinished(engine))
    engine.dispose()

    assert {job.key: 1 for job in noted} == platform.sent


@pytest.mark.postgres
@pytest.mark.slow
async def test_the_same_event_at_two_processes(postgres_url: str) -> None:
    """An event that is delivered one to five times to two processes is one fact; of Agree and Decline at once one is done (R3, R4)."""
    lots = random.Random(4)  # noqa: S311 - no secret
    with a_runtime(postgres_url) as runtime:
        player = Player(runtime)
        cases = [raised(runtime, player, f"CASE-{number}").id for number in range(40)]
        again, raced = cases[:20], cases[20:]
        async with (
            Platform() as platform,
            replica(postgres_url, platform) as one,
            replica(postgres_url, platform) as other,
            ClientSession() as session,
        ):
            repeats = [
                (lots.choice((one, other)), press(f"agree {case}", "agree", case))
                for case in again
                for _ in range(lots.randint(1, 5))
            ]
            lots.shuffle(repeats)
            both = [
                (at, given)
                for case in raced
                for at, given in ((one, press(f"a {case}", "agree", case)), (other, decline(f"d {case}", case)))
            ]
            answers = [*await asyncio.gather(*(at.hears(session, given) for at, given in repeats))]
            for pair in zip(both[::2], both[1::2], strict=True):
                answers += await asyncio.gather(*(at.hears(session, given) for at, given in pair))
        outcomes = {case: facts(runtime.store, case) for case in cases}

    assert all(answers)
    assert all(outcomes[case] == ("Raise", "Agree") for case in again)
    assert {outcomes[case] for case in raced} <= {("Raise", "Agree"), ("Raise", "Decline")}


def facts(store: Store, case: CaseId) -> tuple[str, ...]:
    """What happened to a case."""
    with store.reading() as work:
        return tuple(type(fact.command).__name__ for fact in work.facts.of(case))


@pytest.mark.postgres
def test_places_are_numbered(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each process has the first place that is free, and the next one refuses when there are none."""
    monkeypatch.setattr(replicas, "PLACES", 2)
    one, two = take(postgres_url), take(postgres_url)
    assert (one.name, two.name) == ("jsv-1", "jsv-2")
    with pytest.raises(Plain, match="2 processes are at work"):
        take(postgres_url)

    one.leave()
    again = take(postgres_url)
    assert again.name == "jsv-1"
    again.leave()
    two.leave()


@pytest.mark.postgres
def test_only_the_dead_are_taken_over(empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody's jobs are put back when their place was free twice running: not at the first look, and never while they live."""
    back: list[str] = []

    def put_back(owner: str) -> int:
        back.append(owner)
        return 1

    monkeypatch.setattr(replicas, "put_back", put_back)
    with pending(empty_postgres_url, "jsv-2", "jsv-3"):
        here, living = take(empty_postgres_url), take(empty_postgres_url)
        here.look()
        assert back == []
        here.look()
        assert back == ["jsv-3"]

        living.leave()
        here.look()
        newcomer = take(empty_postgres_url)
        back.clear()
        here.look()
        assert (newcomer.name, back) == ("jsv-2", ["jsv-3"])
        newcomer.leave()
        here.leave()


@pytest.mark.postgres
def test_only_what_does_not_run_is_begun_anew(empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job of one's own is put back when it was not under way at four looks on end, and never while it is."""
    back: list[tuple[str, str]] = []
    running = {"job of jsv-1"}
    monkeypatch.setattr(replicas, "under_way", lambda: frozenset(running))
    monkeypatch.setattr(replicas, "put_back_one", lambda job, owner: back.append((job, owner)))
    with pending(empty_postgres_url, "jsv-1"):
        here = take(empty_postgres_url)
        for _ in range(3):
            here.look()
        running.clear()
        for _ in range(3):
            here.look()
        running.add("job of jsv-1")
        here.look()
        running.clear()
        for _ in range(3):
            here.look()
        assert [] == back

        here.look()
        assert [("job of jsv-1", "jsv-1")] == back
        here.leave()


@pytest.mark.postgres
def test_a_place_is_kept_over_a_lost_connection(empty_postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that breaks is made anew under the same name; if another has the name by then, the process stops."""
    asked: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    with pending(empty_postgres_url):
        here = take(empty_postgres_url)
        assert isinstance(here, NumberedPlace)
        cut(empty_postgres_url, here)
        here.look()
        here.look()
        assert here._locked("jsv-1")

        cut(empty_postgres_url, here)
        other = take(empty_postgres_url)
        assert other.name == "jsv-1"
        for _ in range(3):
            here.look()
        assert asked == []
        monkeypatch.setattr(replicas, "ADRIFT", 0.0)
        here.look()
        assert asked == [signal.SIGTERM]
        other.leave()
    signal.signal(signal.SIGTERM, before)


@contextmanager
def pending(url: str, *owners: str) -> Iterator[None]:
    """A queue in which these own a job that is under way."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE SCHEMA dbos"))
        connection.execute(
            text("CREATE TABLE dbos.workflow_status (workflow_uuid text, executor_id text, status text)")
        )
        for owner in owners:
            connection.execute(
                text("INSERT INTO dbos.workflow_status VALUES ('job of ' || :owner, :owner, 'PENDING')"),
                {"owner": owner},
            )
    yield
    engine.dispose()


def cut(url: str, place: NumberedPlace) -> None:
    """The database ends a place's connection."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(:number, 2000)"), {"number": place._connection.info.backend_pid}
        )
    engine.dispose()
