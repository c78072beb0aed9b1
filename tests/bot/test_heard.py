"""What people said of a session comes back to the two who led it: from three answers on, and never one alone (P22)."""

from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import Outcome
from bot.outbox.scenes import scene_for
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.engine import draw
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.views import Card
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from tests.adapters.faces import channels_with, channels_without
from tests.bot.acts import booked, stored
from tests.builders import BO, HAL, KIT, NIA, PAT, SAL
from tests.doubles import FakeChannel

SCALES = ("safe", "experience", "perspective", "change", "reflection", "facilitated", "recommend")


def held(runtime: Runtime, player: Player, clock: MovableClock) -> Case:
    """All six came, and the session is over."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.end)
    player.fills(SAL, Press("session", "hold", case.id), {"attended": (SAL, NIA, PAT, HAL, BO, KIT)})
    return stored(runtime, case.id)


def says(player: Player, case: Case, who: PersonId, mark: str) -> None:
    """Somebody answers every scale alike, and writes a line."""
    given = {**dict.fromkeys(SCALES, mark), "useful": f"What {who} found", "differently": ""}
    player.fills(who, Press("feedback", "feedback", case.id, "1"), given)


def told(jobs: InMemoryJobs) -> list[str]:
    """Who is told that there is something to read."""
    return [str(job.args[0]) for job in jobs.given if "/heard/" in job.key]


def heard(runtime: Runtime, case: Case, who: PersonId) -> Card:
    """The card of it, as somebody sees it now."""
    with runtime.store.reading() as work:
        return draw("heard", scene_for(work, who, case.id, "heard", runtime), "1")


def test_nothing_is_told_of_two_answers(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """After two answers nobody is told, and the card says from when on it is shown."""
    case = held(runtime, player, clock)
    for who in (PAT, HAL):
        says(player, case, who, "5")
    card = heard(runtime, case, SAL)

    assert told(jobs) == []
    assert channels_without("shown once three people have answered", card) == []
    assert channels_with("What pat found", card) == []


def test_three_answers_reach_both_who_led_it_and_nobody_else(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """Both supervisors are told once; each scale has its middle, each line stands alone; a supervisee reads nothing of it."""
    case = held(runtime, player, clock)
    for who, mark in ((PAT, "5"), (HAL, "4"), (BO, "3")):
        says(player, case, who, mark)
    card = heard(runtime, case, NIA)

    assert sorted(told(jobs)) == [NIA, SAL]
    for said in ("3 people have answered", "On average 4.0 of 5", "What bo found", "What pat found"):
        assert channels_without(said, card) == []
    for other in (PAT, KIT):
        assert channels_with("What bo found", heard(runtime, case, other)) == []


async def test_a_fourth_answer_is_not_seen_by_what_it_changes(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, channel: FakeChannel
) -> None:
    """The card stays as it was until three more have answered, and nobody is told again; the message goes out as a card."""
    case = held(runtime, player, clock)
    for who in (PAT, HAL, BO):
        says(player, case, who, "5")
    before = heard(runtime, case, SAL)
    says(player, case, KIT, "1")

    assert before == heard(runtime, case, SAL)
    assert sorted(told(jobs)) == [NIA, SAL]
    key = next(job.key for job in jobs.given if "/heard/" in job.key and job.args[0] == SAL)
    assert await deliver(runtime, Telling(SAL, "heard", case.id, "1", key)) is Outcome.SENT
