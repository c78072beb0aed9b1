"""What an answer has put before somebody is kept true: one live copy at each handle, drawn again when things change."""

from dataclasses import replace

from adapters.shared.channel import Posting, Refused
from bot.outbox.copies import showing
from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import NEWER, Outcome, fingerprint, redraw
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from dialogs.ids import turn_id
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.views import Card
from dialogs.procedure.case import Case
from store.queue.jobs import InMemoryJobs
from store.rows.postings import Posted
from tests.bot.acts import agreed, raised, stored
from tests.builders import MO, PAT, web
from tests.doubles import FakeChannel, Put


def shows(player: Player, card: str, case: Case) -> tuple[Pressed, Card]:
    """Mo looks at a card."""
    press = Press(card, "show", case.id)
    reply = player.presses(MO, press)
    assert isinstance(reply, Card)
    return Pressed(turn=turn_id("test", card), sender=web(MO), press=press), reply


def lying(runtime: Runtime, case: Case) -> list[Posted]:
    with runtime.store.reading() as work:
        return [one for one in work.postings.of_case(case.id) if one.person == MO]


async def test_an_answer_is_redrawn_like_any_other_copy(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """A card that somebody asked for changes where it lies when somebody else decides."""
    case = raised(runtime, player)
    heard, card = shows(player, "case", case)
    await showing(runtime)(heard, Posting("chat", "7"), card)
    agreed(player, case)

    assert await redraw(runtime, case.id) is Outcome.EDITED

    assert [("7", "case")] == [(put.at.message, put.card.name) for put in channel.edits]


async def test_the_earlier_copy_says_that_there_is_a_newer_one(
    runtime: Runtime, player: Player, channel: FakeChannel
) -> None:
    """Asked for again, the card lies below, and the copy above has one way to it and nothing else."""
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    heard, card = shows(player, "agreement", case)

    await showing(runtime)(heard, Posting("chat", "7"), card)

    (old,) = channel.edits
    assert ("1", NEWER, ["show"]) == (
        old.at.message,
        getattr(old.card.body[0], "words", ""),
        [press.press.verb for press in old.card.presses],
    )
    assert ["7"] == [one.message for one in lying(runtime, case)]
    assert await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1")) is Outcome.EDITED


async def test_another_card_in_the_place_of_the_first(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """Where a press leads from one card to another in the same message, the message is noted as what it shows."""
    case = raised(runtime, player)
    for name in ("case", "agreement"):
        heard, card = shows(player, name, case)
        await showing(runtime)(heard, Posting("chat", "7"), card)

    assert [("agreement", "7")] == [(one.card, one.message) for one in lying(runtime, case)]
    assert [] == channel.edits


async def test_an_answer_and_an_edit_cross(
    runtime: Runtime, player: Player, channel: FakeChannel, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """An edit was noted between an answer's arrival and its own note: whichever the message shows, it is drawn once more."""
    case = raised(runtime, player)
    heard, card = shows(player, "agreement", case)
    await showing(runtime)(heard, Posting("chat", "7"), card)
    agreed(player, case)
    heard, card = shows(player, "agreement", case)
    with runtime.store.begin() as work:
        (one,) = work.postings.of_case(case.id)
        work.postings.moved(replace(one, drawn="what was so before", edited=clock()))
    before = len(jobs.given)

    await showing(runtime)(replace(heard, turn=turn_id("test", "crossed")), Posting("chat", "7"), card)

    assert [job.workflow for job in jobs.given[before:]] == ["redraw"]
    assert await redraw(runtime, case.id) is Outcome.EDITED
    assert await redraw(runtime, case.id) is Outcome.SAME


async def test_an_answer_during_a_redraw(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """An answer that was put in the place of what a redraw is changing is drawn there again, and the redraw's own is not what is noted."""
    case = raised(runtime, player)
    heard, card = shows(player, "agreement", case)
    await showing(runtime)(heard, Posting("chat", "7"), card)
    player.fills(MO, Press("agreement", "ask-more", case.id), {"question": "Since when?"})

    class Crossing(FakeChannel):
        async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
            if not self.edits:
                agreed(player, case)
                heard, answer = shows(player, "agreement", case)
                await showing(runtime)(replace(heard, turn=turn_id("test", "later")), at, answer)
            return await super().edit(to, at, card)

    crossing = Crossing()
    await redraw(replace(runtime, channels={"web": crossing}), case.id)

    last = crossing.edits[-1].card
    assert "agree" not in [press.press.verb for press in last.presses]
    assert {fingerprint(last)} == {one.drawn for one in lying(runtime, case)}


async def test_an_answer_overtaken_on_its_way(runtime: Runtime, player: Player, jobs: InMemoryJobs) -> None:
    """What has changed between drawing and noting is drawn again, by a job of its own."""
    case = raised(runtime, player)
    heard, card = shows(player, "agreement", case)
    agreed(player, case)

    before = len(jobs.given)
    await showing(runtime)(heard, Posting("chat", "7"), card)

    (job,) = jobs.given[before:]
    assert ("redraw", (case.id, stored(runtime, case.id).version)) == (job.workflow, job.args)


async def test_strangers_and_cards_of_no_moment_are_not_noted(runtime: Runtime, player: Player) -> None:
    """Help, an apology, and whatever is shown to nobody we know."""
    case = raised(runtime, player)
    heard, card = shows(player, "case", case)
    await showing(runtime)(heard, Posting("chat", "7"), replace(card, name="sorry"))
    await showing(runtime)(replace(heard, sender=Handle("slack", "T1", "UNOBODY")), Posting("chat", "7"), card)

    assert [] == lying(runtime, case)


async def test_a_list_is_redrawn_too(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """My list in a chat loses what is no longer owed."""
    case = raised(runtime, player)
    heard, card = shows(player, "home", case)
    await showing(runtime)(heard, Posting("chat", "7"), card)
    agreed(player, case)

    await redraw(runtime, case.id)

    assert ["7"] == [put.at.message for put in channel.edits]
    assert "agree or decline" in repr(card)
    assert "agree or decline" not in repr(channel.edits[0].card)


async def test_two_tellings_at_once_leave_one_live_copy(runtime: Runtime, player: Player) -> None:
    """Two jobs that both saw no earlier copy: the one that notes last has the other say that it is old."""
    case = raised(runtime, player)
    one = Telling(PAT, "case", case.id, "", "k1")

    class Slow(FakeChannel):
        async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
            at = await super().send(to, card, key=key)
            if key == "k1":
                await deliver(replace(runtime, channels={"web": self}), replace(one, key="k2"))
            return at

    slow = Slow()
    await deliver(replace(runtime, channels={"web": slow}), one)

    assert ["1", "2"] == sorted(put.at.message for put in slow.sent)
    assert ["2"] == [put.at.message for put in slow.edits]


async def test_a_copy_that_lives_again_while_it_is_put_away(runtime: Runtime, player: Player) -> None:
    """Somebody presses on the old message while news takes its place: it shows the card, not that it is old."""
    case = raised(runtime, player)
    telling = Telling(MO, "agreement", case.id, "", "k1")
    heard, card = shows(player, "agreement", case)

    class Pressed(FakeChannel):
        async def edit(self, to: Handle, at: Posting, card_: Card) -> Posting:
            if not self.edits:
                self.edits.append(Put(to, card_, "", at))
                await showing(replace(runtime, channels={"web": self}))(heard, Posting("with mo", "1"), card)
                return at
            return await super().edit(to, at, card_)

    pressed = Pressed()
    town = replace(runtime, channels={"web": pressed})
    await deliver(town, telling)
    await deliver(town, replace(telling, key="k2"))

    latest = {put.at.message: getattr(put.card.body[0], "words", "") for put in pressed.edits}
    assert {"1": "", "2": NEWER} == latest
    assert ["1"] == [one.message for one in lying(runtime, case)]


async def test_an_edit_that_news_overtook_is_given_back(runtime: Runtime, player: Player, channel: FakeChannel) -> None:
    """A redraw that lands after its message was superseded does not bring dead buttons back."""
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    agreed(player, case)

    class Overtaken(FakeChannel):
        async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
            self.edits.append(Put(to, card, "", at))
            if len(self.edits) == 1:
                await deliver(replace(runtime, channels={"web": channel}), Telling(MO, "agreement", case.id, "", "k2"))
            return at

    late = Overtaken()
    await redraw(replace(runtime, channels={"web": late}), case.id)

    assert NEWER == getattr(late.edits[-1].card.body[0], "words", "")
    assert "1" == late.edits[-1].at.message


async def test_a_redraw_does_not_bring_back_what_news_took_away(runtime: Runtime, player: Player) -> None:
    """Where messages are taken away, one that went while the case was being redrawn is not sent anew: no chat rings for it."""
    case = raised(runtime, player)

    class Quiet(FakeChannel):
        def __init__(self) -> None:
            super().__init__()
            self.away: list[str] = []

        async def delete(self, _: Handle, at: Posting) -> None:
            if at.message in self.away:
                raise Refused("gone")
            self.away.append(at.message)

        async def change(self, to: Handle, at: Posting, card: Card) -> bool:
            if not self.away:
                await deliver(town, Telling(MO, "nomination", case.id, "", "k2"))
            if at.message in self.away:
                return False
            await super().edit(to, at, card)
            return True

        async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
            return at if await self.change(to, at, card) else await self.send(to, card, key="anew")

    quiet = Quiet()
    town = replace(runtime, channels={"web": quiet})
    await deliver(town, Telling(MO, "agreement", case.id, "", "k1"))
    agreed(player, case)

    await redraw(town, case.id)

    assert (["agreement", "nomination"], ["1"]) == ([put.card.name for put in quiet.sent], quiet.away)
    assert ["2"] == [posted.message for posted in lying(runtime, case)]
