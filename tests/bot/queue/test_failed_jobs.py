"""What was set aside is listed, and tried again when somebody says so (R7)."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from adapters.shared.channel import Later
from bot.__main__ import main
from bot.dashboard.figures import figures
from bot.queue.engine import Durable
from bot.runtime.runtime import Pace
from bot.simulation.player import Player
from store.database.connect import open_engine
from store.queue.failed_jobs import JobName, named
from store.queue.jobs import DbosJobs
from tests.bot.acts import raised
from tests.builders import OLU, a_runtime
from tests.doubles import FakeChannel
from tests.waiting import until, until_answered

POLL = 0.05
PATIENT = Pace(tries=2, first=0.05, longest=0.05, each=0.0)


@pytest.mark.parametrize(
    ("id_", "means"),
    [
        ("a/b", JobName("a/b")),
        ("a/b~3", JobName("a/b", 0, 3)),
        ("a/b~2", JobName("a/b", 0, 2)),
        ("a/b~1.0", JobName("a/b", 1)),
        ("a/b~12.19", JobName("a/b", 12, 19)),
    ],
)
def test_what_a_jobs_id_says(id_: str, means: JobName) -> None:
    """The key, the round and the try are written and read alike."""
    assert named(id_) == means
    assert str(means) == id_


@pytest.mark.slow
async def test_set_aside_listed_and_tried_again(
    database_url: str, channel: FakeChannel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A job that fails too often is listed by its key; tried again it fails again, and is listed again; tried once more it is sent, once."""
    monkeypatch.chdir(tmp_path)
    jobs = DbosJobs(open_engine(database_url))
    with a_runtime(database_url, channels={"web": channel}, jobs=jobs, pace=PATIENT) as runtime:
        case = await asyncio.to_thread(raised, runtime, Player(runtime))
        keys = {f"{case.id}/1/case/pat", f"{case.id}/1/agreement/mo"}
        channel.faults += [Later("down")] * 4
        engine = Durable(database_url, POLL)
        await engine.start(runtime)
        try:
            listed = await _set_aside(database_url, 2)
            assert {line.split("  ")[0] for line in listed[:-1]} == keys
            assert (await _jsv(database_url, "retry", "nothing")).stderr.splitlines()[1:] == [
                "No job is set aside under nothing. `jsv jobs` lists them."
            ]
            assert (await _jsv(database_url, "retry")).exit_code == 1
            board = await asyncio.to_thread(figures, runtime, OLU, "")
            assert board
            assert [row[0] for table in board.tables if table.name == "unsent" for row in table.rows] == [
                "A message"
            ] * 2

            channel.faults += [Later("down")] * 2
            assert (await _jsv(database_url, "retry", f"{case.id}/1/agreement/mo")).stdout == "1 back in the queue.\n"
            await until(lambda: not channel.faults)
            await _set_aside(database_url, 2)
            assert channel.sent == []

            assert (await _jsv(database_url, "retry", "--all")).stdout == "2 back in the queue.\n"
            await until(lambda: len(channel.sent) == 2)
            assert (await _jsv(database_url)).stdout == "Nothing is set aside.\n"
        finally:
            await engine.stop()
    jobs._engine.dispose()

    assert sorted(put.key for put in channel.sent) == sorted(keys)


async def _set_aside(url: str, count: int) -> list[str]:
    """What the command says, once so many are set aside."""

    async def said() -> list[str]:
        lines = (await _jsv(url)).stdout.splitlines()
        return lines if lines[-1] == f"{count} set aside." else []

    return await until_answered(said)


async def _jsv(url: str, *words: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, main, ("jobs", *words), env={"JSV_DATABASE_URL": url})
