"""Stopped for days and started again: everybody is told once what is due now, not once for each day (R9)."""

from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from sqlalchemy import Engine, text

from bot.simulation.player import Player
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import polled, raised
from tests.bot.resilience.fleet import Platform, Replica, replica, unfinished
from tests.bot.resilience.test_killed_midway import waiting
from tests.builders import MO, a_runtime, still
from tests.town import LONDON, MONDAY
from tests.waiting import until

pytestmark = [pytest.mark.slow, pytest.mark.long]


async def test_three_working_days_down(tmp_path: Path) -> None:
    """Reminded on Tuesday, stopped, started on Friday: one digest each for Friday, none for the days between, and Tuesday's not again (R9)."""
    tuesday, friday = datetime(2026, 11, 24, 9, 5, tzinfo=LONDON), datetime(2026, 11, 27, 9, 5, tzinfo=LONDON)
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    engine = open_engine(url)
    clock = still(MONDAY)
    with a_runtime(url, jobs=DbosJobs(engine), clock=clock) as runtime:
        player = Player(runtime)
        for number in range(5):
            raised(runtime, player, f"CASE-{number}")
        polled(runtime, player)
        async with Platform() as platform, ClientSession() as session:
            async with replica(url, platform, moment=tuesday) as before:
                await sweeps(before, session, engine)
                assert await before.stop() == 0
            first = digests(platform)
            clock.to(friday)
            assert waiting(runtime)
            async with replica(url, platform, moment=friday) as after:
                for _ in range(2):
                    await sweeps(after, session, engine)
                assert await after.stop() == 0
        assert waiting(runtime) == set()
    engine.dispose()
    told = digests(platform) - first
    print(f"on Tuesday {sorted(first)}, on Friday {sorted(told)}")

    assert {day for _, day in first} == {"2026-11-24"}
    assert (MO, "2026-11-27") in told
    assert {day for _, day in told} == {"2026-11-27"}
    assert set(platform.sent.values()) == {1}


def digests(platform: Platform) -> set[tuple[str, str]]:
    """Who was sent a digest, for which day."""
    return {(who, day) for _, who, day in (key.split("/") for key in platform.sent if key.startswith("digest/"))}


async def sweeps(at: Replica, session: ClientSession, engine: Engine) -> None:
    """Five minutes pass there, and everything that comes of it is done."""
    before = swept(engine)
    async with session.post(f"{at.url}/sweep") as answered:
        assert answered.status == 200
    await until(lambda: swept(engine) > before and not unfinished(engine))


def swept(engine: Engine) -> int:
    """How many sweeps have ended."""
    with engine.connect().execution_options(sqlite_reads=True) as connection:
        return int(
            connection.execute(
                text("SELECT count(*) FROM workflow_status WHERE name = 'sweep' AND status = 'SUCCESS'")
            ).scalar_one()
        )
