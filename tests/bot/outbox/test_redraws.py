"""A busy poll: many votes in a few seconds are one edit of each copy, and none is lost."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import Outcome, overtaken
from bot.outbox.redraws import Merging
from bot.queue import workflows
from bot.queue.engine import Durable
from bot.runtime.runtime import Pace, Runtime
from bot.simulation.player import Player
from dialogs.ids import CaseId, PersonId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from dialogs.procedure.people import Person
from dialogs.words import listed
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import agreed, raised, stored
from tests.bot.queue.test_engine import POLL
from tests.bot.resilience.fleet import under_way
from tests.builders import AT_ONCE, KIT, MO, NIA, SAL, a_runtime, still
from tests.doubles import FakeChannel
from tests.town import CHOSEN, INVITED, PEOPLE
from tests.waiting import until

NINE = tuple(
    Person(id=PersonId(f"voter-{at}"), name=f"Voter Number{at}", agency="Sample Academy", email=f"v{at}@sample.example")
    for at in range(9)
)
ALL_TEN = f"Yes: {listed(['Kit Keyworker', *(one.name for one in NINE)])};"  # as the lead coordinator reads it


class Watch:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.while_asleep: list[Callable[[], object]] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Time passes, and what was planned for it happens."""
        self.now += seconds
        for one in self.while_asleep:
            await asyncio.to_thread(one)
        self.while_asleep.clear()


@pytest.fixture
def watch() -> Watch:
    """Nobody waits in these tests."""
    return Watch()


async def test_the_first_is_drawn_at_once_and_the_next_with_those_that_follow(
    runtime: Runtime, player: Player, channel: FakeChannel, watch: Watch
) -> None:
    """After a quiet time nobody waits; within the time, the one that is the latest waits and draws for all."""
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    merging = Merging(3.0, watch, watch.sleep)
    agreed(player, case)
    two = stored(runtime, case.id).version

    assert await merging.redraw(runtime, case.id, two) is Outcome.EDITED
    assert watch.now == 0.0

    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    three = stored(runtime, case.id).version
    assert await merging.redraw(runtime, case.id, two) is Outcome.OVERTAKEN
    watch.while_asleep.append(lambda: player.presses(SAL, Press("nomination", "accept", case.id)))
    assert await merging.redraw(runtime, case.id, three) is Outcome.EDITED
    assert watch.now == 3.0
    assert ("Nia Notreal to say" in repr(channel.edits[-1].card), "Sal" in repr(channel.edits[-1].card)) == (
        True,
        False,
    )
    assert await merging.redraw(runtime, case.id, stored(runtime, case.id).version) is Outcome.SAME


async def test_a_stream_of_changes_starves_nobody(
    runtime: Runtime, player: Player, channel: FakeChannel, watch: Watch
) -> None:
    """A redraw that was overtaken still draws when the last drawing is long ago."""
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    merging = Merging(3.0, watch, watch.sleep)
    agreed(player, case)

    assert overtaken(runtime, case.id, case.version)
    assert await merging.redraw(runtime, case.id, case.version) is Outcome.EDITED
    assert await merging.redraw(runtime, CaseId("none"), 1) is Outcome.SAME


@contextmanager
def polling(url: str, channel: FakeChannel, merged: float) -> Iterator[tuple[Runtime, Player]]:
    """Nine people more in the directory, and the real queue to be started."""
    pace: Pace = replace(AT_ONCE, merged=merged)
    with a_runtime(
        url,
        channels={"web": channel},
        jobs=DbosJobs(open_engine(url)),
        clock=still(),
        people=(*PEOPLE, *NINE),
        pace=pace,
    ) as runtime:
        yield runtime, Player(runtime)


def asked(runtime: Runtime, player: Player) -> Case:
    """Ten people and their two supervisors are asked when they can come."""
    case = raised(runtime, player)
    agreed(player, case)
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)
    for who in (SAL, NIA):
        player.presses(who, Press("nomination", "accept", case.id))
    people = tuple(one.id for one in NINE)
    invited = {
        **INVITED,
        "attendees": people,
        "others": "",
        "required": (),
        "slots": lambda field: tuple(option.value for option in field.options[:2]),
    }
    player.fills(SAL, Press("poll", "invite", case.id), invited)
    return stored(runtime, case.id)


def vote(player: Player, case: Case, voters: tuple[PersonId, ...]) -> None:
    """One after the other."""
    assert case.session
    for who in voters:
        player.presses(who, Press("poll", "yes", case.id, case.session.slots[0].id))


@pytest.mark.slow
@pytest.mark.parametrize(("merged", "most"), [(0.0, 10), (1.0, 3)])
async def test_ten_votes_in_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, merged: float, most: int) -> None:
    """Merged, each copy is edited at most three times for ten votes; and in the end every copy shows all of them.

    All of them come in one moment: the clock stands, and the rest of the second is over when the last has voted.
    """
    voted = asyncio.Event()

    async def rest(_: float) -> None:
        await voted.wait()

    monkeypatch.setattr(workflows, "Merging", lambda seconds: Merging(seconds, lambda: 0.0, rest))
    channel = FakeChannel()
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    with polling(url, channel, merged) as (runtime, player):
        engine = Durable(url, POLL)
        await engine.start(runtime)
        try:
            case = await asyncio.to_thread(asked, runtime, player)
            await until(
                lambda: {one.id for one in NINE} <= {put.to.user for put in channel.sent if put.card.name == "poll"}
            )
            voted.set()
            await until(lambda: not under_way(runtime.store._writer))
            voted.clear()
            channel.edits.clear()
            await asyncio.to_thread(vote, player, case, (*(one.id for one in NINE), KIT))
            voted.set()
            await until(
                lambda: (
                    any(put.to.user == SAL and ALL_TEN in repr(put.card) for put in channel.edits)
                    and not under_way(runtime.store._writer)
                )
            )
        finally:
            await engine.stop()

    edits = Counter((put.to.user, put.at.message) for put in channel.edits)

    assert max(edits.values()) <= most
    latest = {put.to.user: repr(put.card) for put in channel.edits if put.card.name == "poll" and put.to.user != SAL}
    assert [] == [who for who, card in latest.items() if "You said yes." not in card]
