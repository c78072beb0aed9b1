"""Delivery: drawn when sent, edited and not doubled, dropped when overtaken, by the next way when one is closed."""

import asyncio
from dataclasses import replace

import pytest

from adapters.shared.channel import Later, Posting
from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import NEWER, Outcome, overtaken, redraw
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.views import Card, Text
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import agreed, raised, stored
from tests.builders import HAL, MO, OLU, PAT, a_runtime, days, web
from tests.doubles import FakeChannel, Put, busy


def asked(case: Case, key: str = "k1") -> Telling:
    """Mo is told that an agreement is asked for."""
    return Telling(MO, "agreement", case.id, "", key)


async def test_a_card_is_drawn_when_it_is_sent(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """A telling puts the card before its person, as it is now, and notes where it lies."""
    case = raised(runtime, player)

    assert await deliver(runtime, asked(case)) is Outcome.SENT

    (put,) = channel.sent
    assert (put.to, put.card.name, put.key) == (web(MO), "agreement", "k1")
    assert case.reference in repr(put.card)


async def test_a_repeat_is_no_second_message(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """The same telling again, as after a crash, sends nothing; if the card has changed meanwhile, it is edited."""
    case = raised(runtime, player)
    await deliver(runtime, asked(case))

    assert await deliver(runtime, asked(case)) is Outcome.SAME
    agreed(player, case)
    assert await deliver(runtime, asked(case)) is Outcome.EDITED
    assert (len(channel.sent), len(channel.edits)) == (1, 1)


async def test_news_is_a_new_message_and_the_old_one_says_so(
    runtime: Runtime, player: Player, channel: FakeChannel
) -> None:
    """Another telling of the same card makes a sound, so it is sent; the card it replaces points to it."""
    case = raised(runtime, player)
    await deliver(runtime, asked(case))

    assert await deliver(runtime, asked(case, "k2")) is Outcome.SENT

    assert [put.key for put in channel.sent] == ["k1", "k2"]
    (old,) = channel.edits
    assert (old.at.message, old.card.body, [button.press.verb for button in old.card.buttons]) == (
        "1",
        (Text(NEWER),),
        ["show"],
    )
    assert await deliver(runtime, asked(case, "k2")) is Outcome.SAME


class Together(FakeChannel):
    """Takes messages in pairs: neither of two is said to be there before the other is."""

    def __init__(self) -> None:
        super().__init__()
        self.both = asyncio.Barrier(2)

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        await self.both.wait()
        at = await super().send(to, card, key=key)
        await self.both.wait()
        return at


async def test_two_pieces_of_news_at_once(database_url: str, clock: MovableClock, jobs: InMemoryJobs) -> None:
    """Of two messages of one card that are sent in the same moment one lives, and the other points to it."""
    channel = Together()
    with a_runtime(database_url, clock=clock, jobs=jobs, channels={"web": channel}) as runtime:
        case = raised(runtime, Player(runtime))

        for number in range(10):
            told = [deliver(runtime, asked(case, f"{number}{letter}")) for letter in "ab"]
            assert await asyncio.gather(*told) == [Outcome.SENT, Outcome.SENT]

        with runtime.store.reading() as work:
            lying = work.postings.find(MO, "agreement", case.id)
    old = {edit.at.message for edit in channel.edits if edit.card.body == (Text(NEWER),)}
    assert lying is not None
    assert {str(number) for number in range(1, 21)} - old == {lying.message}


async def test_the_old_message_cannot_be_changed(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """What has been superseded is changed where it can be; the news has gone out all the same."""
    case = raised(runtime, player)
    await deliver(runtime, asked(case))

    class Stubborn(FakeChannel):
        async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
            raise Later("no")

    stubborn = Stubborn()
    assert await deliver(replace(runtime, channels={"web": stubborn}), asked(case, "k2")) is Outcome.SENT
    assert len(stubborn.sent) == 1


async def test_overtaken(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """Somebody who may not see the case, or has left, is not told."""
    case = raised(runtime, player)

    assert await deliver(runtime, Telling(HAL, "case", case.id, "", "k")) is Outcome.OVERTAKEN
    assert await deliver(runtime, Telling(HAL, "digest", None, "", "k")) is Outcome.OVERTAKEN
    with runtime.store.begin() as work:
        work.people.save([replace(work.people.directory()[MO], active=False)])
    assert await deliver(runtime, asked(case)) is Outcome.OVERTAKEN
    assert channel.sent == []


async def test_the_channel_used_last_comes_first(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """People are written to where they last were."""
    slack, pages = FakeChannel("slack"), FakeChannel()
    case = raised(runtime, player)
    account = Handle("slack", "T1", "U1")
    with runtime.store.begin() as work:
        work.people.link(account, MO, clock() + days(1))

    await deliver(replace(runtime, channels={"web": pages, "slack": slack}), asked(case))

    assert [put.to for put in slack.sent] == [account]
    assert pages.sent == []


async def test_unreachable_goes_the_next_way(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """An account that is gone is remembered, and the next way is taken; the next telling goes there at once."""
    slack, pages = FakeChannel("slack", gone={"U1"}), FakeChannel()
    town = replace(runtime, channels={"web": pages, "slack": slack})
    case = raised(runtime, player)
    with runtime.store.begin() as work:
        work.people.link(Handle("slack", "T1", "U1"), MO, clock() + days(1))

    assert await deliver(town, asked(case)) is Outcome.SENT
    assert [put.to for put in pages.sent] == [web(MO)]
    with runtime.store.reading() as work:
        assert work.people.handles(MO) == (web(MO),)


async def test_a_message_at_an_account_that_is_gone(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """A repeat whose message lies where nobody is any more goes another way."""
    slack, pages = FakeChannel("slack"), FakeChannel()
    town = replace(runtime, channels={"web": pages, "slack": slack})
    case = raised(runtime, player)
    with runtime.store.begin() as work:
        work.people.link(Handle("slack", "T1", "U1"), MO, clock() + days(1))
    await deliver(town, asked(case))
    agreed(player, case)
    slack.gone.add("U1")

    assert await deliver(town, asked(case)) is Outcome.SENT
    assert [put.to for put in pages.sent] == [web(MO)]


async def test_nowhere(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """Somebody whom nothing reaches is said to be so; a last resort is taken where there is one."""
    case = raised(runtime, player)
    with runtime.store.begin() as work:
        work.people.unlink(web(MO))

    assert await deliver(runtime, asked(case)) is Outcome.UNREACHABLE
    assert await deliver(replace(runtime, last_resort=lambda person: (web(person.id),)), asked(case)) is Outcome.SENT
    assert len(channel.sent) == 1


async def test_later_is_handed_on(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """A platform that asks for patience gets it: nothing is noted, and the next try sends."""
    case = raised(runtime, player)
    channel.faults.append(busy(30))

    with pytest.raises(Later):
        await deliver(runtime, asked(case))
    assert await deliver(runtime, asked(case)) is Outcome.SENT
    assert len(channel.sent) == 1


async def test_redraw_edits_what_has_changed(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """Every card of a case becomes true again wherever it lies; those that are true already are left alone."""
    case = raised(runtime, player)
    await deliver(runtime, asked(case))
    await deliver(runtime, Telling(PAT, "case", case.id, "", "k2"))
    assert await redraw(runtime, case.id) is Outcome.SAME

    agreed(player, case)
    after = stored(runtime, case.id)

    assert overtaken(runtime, case.id, case.version)
    assert not overtaken(runtime, case.id, after.version)
    assert await redraw(runtime, case.id) is Outcome.EDITED
    assert {put.to.user for put in channel.edits} == {MO, PAT}
    assert not any(button.press.verb == "agree" for put in channel.edits for button in put.card.presses)
    assert await redraw(runtime, case.id) is Outcome.SAME


async def test_news_that_comes_during_a_redraw(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """A card that is being changed while news takes its place does not take the place back."""
    case = raised(runtime, player)
    await deliver(runtime, asked(case))
    agreed(player, case)

    class Overtaken(FakeChannel):
        async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
            if not self.edits:
                self.edits.append(Put(to, card, "", at))
                await deliver(replace(runtime, channels={"web": channel}), asked(case, "k2"))
            return at

    await redraw(replace(runtime, channels={"web": Overtaken()}), case.id)

    with runtime.store.reading() as work:
        now = work.postings.find(MO, "agreement", case.id)
    assert now
    assert (now.key, now.message) == ("k2", "2")


async def test_redraw_goes_on_past_a_busy_platform(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """One card that has to wait keeps no other from being changed, and is changed at the next try."""
    case = raised(runtime, player)
    await deliver(runtime, asked(case))
    await deliver(runtime, Telling(PAT, "case", case.id, "", "k2"))
    agreed(player, case)
    channel.faults.append(busy(7))

    with pytest.raises(Later) as waiting:
        await redraw(runtime, case.id)
    assert waiting.value.seconds == 7
    assert len(channel.edits) == 1

    assert await redraw(runtime, case.id) is Outcome.EDITED
    assert len(channel.edits) == 2


async def test_a_card_of_somebody_who_may_not_see_the_case_any_more(
    runtime: Runtime, player: Player, channel: FakeChannel
) -> None:
    """When a manager has handed over, their card loses what it said of the case."""
    case = raised(runtime, player)
    await deliver(runtime, asked(case))
    player.fills(
        MO, Press("agreement", "hand-over", case.id), {"to": "sal", "managers": "sal", "who": "sal", "reason": "away"}
    )
    after = stored(runtime, case.id)
    assert MO not in after.managers

    await redraw(runtime, case.id)

    (put,) = channel.edits
    assert case.reference not in repr(put.card)


async def test_wider_learning_goes_to_those_who_may_not_see_the_case(runtime: Runtime, player: Player) -> None:
    """The card of wider learning is drawn for people who are not on the case, and says nothing of it (P20)."""
    from bot.outbox.scenes import scene_for

    case = raised(runtime, player)
    with runtime.store.reading() as work:
        assert scene_for(work, HAL, case.id, "learning", runtime).case is not None
        assert scene_for(work, HAL, case.id, "case", runtime).case is None
        assert scene_for(work, OLU, case.id, "case", runtime).case is not None


@pytest.mark.parametrize("job", ["k1~1", "k1~1.0"], ids=["an ordinary second try", "the first after `jsv jobs retry`"])
async def test_what_may_have_been_taken_is_looked_for_first(runtime: Runtime, player: Player, job: str) -> None:
    """A message whose answer was lost is found and edited by the next try, also by the first after it was set aside."""
    case = raised(runtime, player)
    channel = Lossy()
    mine = replace(runtime, channels={"web": channel})
    with pytest.raises(Later):
        await deliver(mine, replace(asked(case), job="k1"))

    await deliver(mine, replace(asked(case), job=job))

    assert (channel.looked, len(channel.sent), len(channel.edits)) == (["k1"], 1, 1)


class Lossy(FakeChannel):
    """Takes the first message and loses its answer; can be asked what it took."""

    def __init__(self) -> None:
        super().__init__()
        self.looked: list[str] = []

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        at = await super().send(to, card, key=key)
        if len(self.sent) == 1:
            raise Later("lost")
        return at

    async def find(self, to: Handle, key: str) -> Posting | None:
        self.looked.append(key)
        return next((one.at for one in self.sent if one.key == key), None)
