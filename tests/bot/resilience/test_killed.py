"""A process that is killed at the worst moments, or asked to stop in the middle of the work, on both databases (R1, R4, R13)."""

import asyncio
from threading import Barrier, Thread

import pytest
from aiohttp import ClientSession

from bot.simulation.player import Player
from bot.turn import take_turn
from dialogs.model.heard import Heard
from dialogs.model.press import Press
from store.database.connect import open_engine
from store.queue.jobs import DELIVER, DELIVERIES, DbosJobs
from tests.bot.acts import raised
from tests.bot.queue.test_replicas import facts
from tests.bot.resilience.fleet import Platform, Replica, decline, press, replica, unfinished
from tests.bot.resilience.replica import heard
from tests.builders import MO, a_runtime
from tests.databases import MOSTLY_ON_SQLITE
from tests.waiting import in_time, until

pytestmark = pytest.mark.slow
LONG = pytest.mark.long
HELD = 5  # messages that are half-sent when it is asked to stop
EACH = 6  # cases that each of four has agreed by then


@pytest.mark.parametrize(
    ("moment", "remembers"),
    [("before", False), pytest.param("after", False, marks=LONG), pytest.param("after", True, marks=LONG)],
)
async def test_killed_around_a_send(database_url: str, moment: str, *, remembers: bool) -> None:
    """Killed after the commit and before the send: sent once at the restart. Killed right after the send: at most once more; then only edited.

    A platform that can be asked what it has taken gets nothing twice: it is found and edited there.
    """
    engine = open_engine(database_url)
    jobs = DbosJobs(engine)
    with a_runtime(database_url, jobs=jobs) as runtime:
        case = raised(runtime, Player(runtime)).id
        mo, pat = f"{case}/1/agreement/mo", f"{case}/1/case/pat"
        async with Platform(remembers=remembers) as platform:
            async with replica(database_url, platform, moment) as dying:
                await in_time(dying.process.wait())
            reached = set(platform.sent)
            assert bool(reached) == (moment == "after")

            async with replica(database_url, platform) as again, ClientSession() as session:
                await until(lambda: set(platform.sent) == {mo, pat} and not unfinished(engine))
                assert all(times == 1 + (key in reached and not remembers) for key, times in platform.sent.items())
                assert bool(platform.edited) == remembers
                before = platform.sent.copy()

                assert await again.hears(session, press("agree", "agree", case))
                with runtime.store.begin() as work:
                    jobs.enqueue(
                        work.connection,
                        DELIVER,
                        "once more",
                        (MO, "agreement", case, "", mo),
                        queue=DELIVERIES,
                        partition=MO,
                    )
                await until(lambda: not unfinished(engine))
                assert (platform.sent[mo], platform.sent[pat]) == (before[mo], before[pat])
                assert platform.edited
    engine.dispose()


@MOSTLY_ON_SQLITE
async def test_stopped_in_the_middle_of_the_work(database_url: str) -> None:
    """Asked to stop under load: it ends by itself; what it answered is kept, and every message goes out, once (R13)."""
    engine = open_engine(database_url)
    with a_runtime(database_url, jobs=DbosJobs(engine)) as runtime:
        player = Player(runtime)
        cases = [raised(runtime, player, f"CASE-{number}").id for number in range(60)]
        answered: list[str] = []
        stops = asyncio.Event()

        async def hurry(at: Replica, session: ClientSession, number: int) -> None:
            for turn, case in enumerate(cases[number::4]):
                if turn == EACH:
                    await stops.wait()  # the rest come while it stops
                if await at.hears(session, press(f"agree {case}", "agree", case)):
                    answered.append(case)

        async with Platform(holds=HELD) as platform:
            async with replica(database_url, platform) as stopping, ClientSession() as session:
                clients = [asyncio.create_task(hurry(stopping, session, number)) for number in range(4)]
                await until(lambda: len(answered) == 4 * EACH and platform.sent.total() >= HELD)
                stopping.process.terminate()
                stops.set()
                platform.answers()
                ended = await in_time(stopping.process.wait())
                await asyncio.gather(*clients)
            assert len(answered) >= 4 * EACH

            async with replica(database_url, platform):
                await until(lambda: not unfinished(engine))
        kept = {case for case in cases if facts(runtime.store, case) == ("Raise", "Agree")}
    engine.dispose()
    print(f"answered {len(answered)}, kept {len(kept)}, sent {platform.sent.total()}")

    assert ended == 0
    assert set(answered) <= kept
    assert {f"{case}/2/nomination/mo" for case in kept} <= set(platform.sent)
    assert set(platform.sent.values()) == {1}


def test_agree_and_decline_in_the_same_moment(database_url: str) -> None:
    """Forty times, through two stores at once: the case is agreed or it is declined, never both and never neither (R4)."""
    with a_runtime(database_url) as one, a_runtime(database_url) as other:
        player = Player(one)
        outcomes = set()
        for number in range(40):
            case = raised(one, player, f"CASE-{number}").id
            player.presses(MO, Press("agreement", "decline", case))
            gate = Barrier(2)

            def hears(what: Heard, gate: Barrier = gate) -> None:
                gate.wait()
                take_turn(what, one if "agree" in what.turn else other)

            both = [
                Thread(target=hears, args=[heard(given)])
                for given in (press(f"agree {number}", "agree", case), decline(f"decline {number}", case))
            ]
            for thread in both:
                thread.start()
            for thread in both:
                thread.join()
            outcomes.add(facts(one.store, case))

    assert outcomes <= {("Raise", "Agree"), ("Raise", "Decline")}
    print(outcomes)
