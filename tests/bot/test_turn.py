"""The one way in: once, however often; run again when the race is lost; nothing half done."""

from dataclasses import replace
from threading import Thread

import pytest

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.turn import ATTEMPTS, BUSY, take_turn, turns
from dialogs.ids import CaseId, TurnId, born, reference, turn_id
from dialogs.model.heard import Pressed
from dialogs.model.press import Press
from dialogs.model.views import Card, Reply
from dialogs.procedure.case import Stage
from store.queue.jobs import InMemoryJobs
from store.unit_of_work import Conflict, Store, Work
from tests.bot.acts import raised, stored
from tests.builders import MO, PAT, a_case, web


class Contested(Store):
    """A store in which somebody else was quicker, so many times."""

    lost = 0

    def begin(self):  # type: ignore[no-untyped-def] # as it is
        if self.lost:
            self.lost -= 1
            raise Conflict
        return super().begin()


def pressed(event: str, card: str, verb: str, case: CaseId | None = None, who: str = MO) -> Pressed:
    return Pressed(turn=turn_id("test", event), sender=web(who), press=Press(card, verb, case))  # type: ignore[arg-type] # an id


def test_the_same_event_is_answered_again_and_done_once(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """An event that is delivered five times agrees once, and enqueues once; each time the card as it is comes back."""
    case = raised(runtime, player)
    replies = [take_turn(pressed("one", "agreement", "agree", case.id), runtime) for _ in range(5)]

    after = stored(runtime, case.id)
    assert (after.stage, after.version) == (Stage.AGREED, case.version + 1)
    assert all(isinstance(reply, Card) and reply.name == "agreement" for reply in replies)
    assert len([one for one in jobs.given if one.workflow == "redraw"]) == 2


def test_a_lost_race_is_run_again(runtime: Runtime, player: Player) -> None:
    """Whoever loses a race decides again on what is so now, and is answered."""
    case = raised(runtime, player)
    contested = Contested(runtime.store._writer, runtime.store._keys, runtime.jobs)
    contested.lost = ATTEMPTS - 1

    reply = take_turn(pressed("two", "agreement", "agree", case.id), replace(runtime, store=contested))

    assert reply != BUSY
    assert stored(runtime, case.id).stage is Stage.AGREED


def test_too_many_lost_races_say_so_and_change_nothing(runtime: Runtime, player: Player) -> None:
    """After five lost races the person is asked to try again; trying again works."""
    case = raised(runtime, player)
    contested = Contested(runtime.store._writer, runtime.store._keys, runtime.jobs)
    contested.lost = ATTEMPTS

    heard = pressed("three", "agreement", "agree", case.id)
    assert take_turn(heard, replace(runtime, store=contested)) == BUSY
    assert stored(runtime, case.id).stage is Stage.RAISED

    take_turn(heard, runtime)
    assert stored(runtime, case.id).stage is Stage.AGREED


def test_agree_and_decline_at_once(runtime: Runtime, player: Player) -> None:
    """Of two presses in the same moment one is done, and the other is told how things stand (R4)."""
    case = raised(runtime, player)
    presses = [pressed("four", "agreement", "agree", case.id), pressed("five", "agreement", "withdraw", case.id, PAT)]
    replies: list[Reply] = []
    threads = [Thread(target=lambda heard=heard: replies.append(take_turn(heard, runtime))) for heard in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with runtime.store.reading() as work:
        facts = work.facts.of(case.id)
    assert len(replies) == 2
    assert [fact.number for fact in facts] == list(range(1, len(facts) + 1))


def test_a_reference_that_is_taken_becomes_longer(runtime: Runtime, player: Player) -> None:
    """Two cases never share what people call them: the second one's is a letter longer."""
    first = raised(runtime, player)
    press = Press("case", "raise")
    page = player.presses(PAT, press)
    turn = turn_id("test", "six")
    taken = reference(CaseId(born(turn, "case")))
    with runtime.store.begin() as work:
        _rename(work, first.id, taken)

    reply = _sent(player, page, turn)

    second = stored(runtime, CaseId(reply.case))
    assert second.reference.startswith(taken)
    assert len(second.reference) == len(taken) + 1


def _rename(work: Work, case: CaseId, to: str) -> None:
    from sqlalchemy import update

    from store.database.tables import cases

    work.connection.execute(update(cases).where(cases.c.id == case).values(reference=to))


def _sent(player: Player, page: Reply, turn: TurnId) -> Card:
    """Fills the form, and sends its review as one given event."""
    from dialogs.model.views import Page, Review
    from tests.town import RAISED

    reply: Reply = page
    while isinstance(reply, Page):
        reply = player.hears(player._sent(PAT, reply, {**RAISED, "local_reference": "CASE-2"}))
    assert isinstance(reply, Review)
    done = player.hears(replace(player._sent(PAT, reply, {}), turn=turn))
    assert isinstance(done, Card)
    return done


def test_a_stranger_sees_nothing(runtime: Runtime, player: Player) -> None:
    """Somebody whose handle is nobody's is told how to be known, and nothing of a case."""
    case = raised(runtime, player)
    reply = take_turn(pressed("seven", "case", "show", case.id, "stranger"), runtime)

    assert isinstance(reply, Card)
    assert case.reference not in repr(reply)


@pytest.mark.parametrize("who", ["bo", "tess"])
def test_somebody_not_on_the_case_sees_nothing(runtime: Runtime, player: Player, who: str) -> None:
    """A case that somebody may not see looks as if there were none (V5)."""
    case = raised(runtime, player)
    reply = take_turn(pressed("eight" + who, "case", "show", case.id, who), runtime)
    none = take_turn(pressed("nine" + who, "case", "show", a_case().id, who), runtime)

    assert reply == none


async def test_for_those_who_cannot_wait(runtime: Runtime) -> None:
    """The same turn, taken in a thread for somebody in a loop."""
    reply = await turns(runtime)(pressed("ten", "home", "show"))

    assert isinstance(reply, Card)
    assert reply.name == "home"
