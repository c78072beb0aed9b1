"""Somebody who is not reached any more: the next way, remembered, and the coordinator told once."""

from dataclasses import replace

from adapters.shared.channel import Unreachable
from bot.channels.introductions import introduce
from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import Outcome
from bot.outbox.scenes import scene_for
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.engine import draw
from dialogs.model.heard import Handle
from dialogs.model.reach import State
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import polled, raised
from tests.builders import HAL, MO, OLU, PAT, SAL, days, web
from tests.doubles import FakeChannel

TEAMS = Handle("teams", "T1", "uhal")


class Blocking(FakeChannel):
    """Says why."""

    def __init__(self, name: str, state: State) -> None:
        super().__init__(name)
        self.state = state

    def _fail(self, to: Handle) -> None:
        raise Unreachable("MessageWritesBlocked", self.state)


def told(jobs: InMemoryJobs) -> list[str]:
    return [one.key.partition("/unreached/")[2] for one in jobs.given if "/unreached/" in one.key]


def again(runtime: Runtime, key: str, case: Case) -> Telling:
    return Telling(HAL, "poll", case.id, "", key)


def linked(runtime: Runtime) -> None:
    with runtime.store.begin() as work:
        work.people.link(TEAMS, HAL, runtime.clock() + days(1))


async def test_blocked_people_move_to_the_next_channel_and_the_lead_is_told_once(
    runtime: Runtime, player: Player, jobs: InMemoryJobs
) -> None:
    """The message goes out the next way; the lead coordinator's card says so; a second message tells nobody again."""
    case = polled(runtime, player)
    linked(runtime)
    pages = FakeChannel()
    town = replace(runtime, channels={"web": pages, "teams": Blocking("teams", State.BLOCKED)})

    assert await deliver(town, again(runtime, "k1", case)) is Outcome.SENT
    assert await deliver(town, again(runtime, "k2", case)) is Outcome.SENT

    assert ["k1", "k2"] == [put.key for put in pages.sent]
    assert [f"{HAL}/teams/blocked/{SAL}"] == told(jobs)


async def test_nothing_reaches_somebody(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """A refused address is remembered, the lead is told once of each, and sees it on the card."""
    case = polled(runtime, player)
    with runtime.store.begin() as work:
        work.people.unlink(web(HAL))
    town = replace(
        runtime,
        channels={"email": Blocking("email", State.BOUNCED)},
        last_resort=lambda one: (Handle("email", one.id, one.email),),
    )

    assert await deliver(town, again(runtime, "k1", case)) is Outcome.UNREACHABLE
    assert await deliver(town, again(runtime, "k2", case)) is Outcome.UNREACHABLE

    assert [f"{HAL}/email/bounced/{SAL}", f"{HAL}/nowhere/{SAL}"] == told(jobs)
    with runtime.store.reading() as work:
        card = draw("case", scene_for(work, SAL, case.id, "case", town))
    assert "Their e-mail address is refused. Nothing reaches them" in repr(card)


async def test_before_there_is_a_lead_whoever_decides_is_told(
    runtime: Runtime, player: Player, jobs: InMemoryJobs
) -> None:
    """Not the one who is lost: they would not be reached either. Of a manager, whoever asked them and the office."""
    case = raised(runtime, player)
    with runtime.store.begin() as work:
        work.people.unlink(web(MO))

    assert await deliver(runtime, Telling(MO, "agreement", case.id, "", "k")) is Outcome.UNREACHABLE
    asked = [f"{MO}/nowhere/{PAT}", f"{MO}/nowhere/{OLU}"]
    assert asked == told(jobs)

    with runtime.store.begin() as work:
        work.people.unlink(web(case.raiser))
    assert await deliver(runtime, Telling(case.raiser, "case", case.id, "", "k")) is Outcome.UNREACHABLE
    assert [*asked, f"{PAT}/nowhere/{MO}"] == told(jobs)


async def test_heard_from_is_reached_again(runtime: Runtime, player: Player) -> None:
    """Installing twice is installing once; removing twice is removing once; whoever is met again is written to there."""
    linked(runtime)

    def states() -> list[State]:
        with runtime.store.reading() as work:
            return [one.state for one in work.people.reach((HAL,))[HAL] if one.channel == "teams"]

    for _ in range(2):
        with runtime.store.begin() as work:
            work.people.reachable(TEAMS, State.REMOVED)
    assert [State.REMOVED] == states()
    for _ in range(2):
        introduce(runtime, TEAMS, "hal@testshire.example", active=True)
    assert [State.OK] == states()
