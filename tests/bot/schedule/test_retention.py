"""What is deleted, and when: the night's tidying, and one case with all that was said of it (V12)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.shared.channel import Later, Refused, Unreachable
from bot.outbox.delivery import Telling, deliver
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.schedule.retention import GONE, Tidied, due, erase, take_back, tidy
from bot.simulation.player import Player
from dialogs.ids import CaseId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.queue.jobs import TAKE_BACK, InMemoryJobs
from tests.bot.acts import raised
from tests.builders import MO, PAT
from tests.doubles import DeletingChannel, FakeChannel

YEAR = timedelta(days=365)


def withdrawn(runtime: Runtime, player: Player, reference: str = "CASE-1001") -> Case:
    """A case that is over."""
    case = raised(runtime, player, reference)
    player.fills(PAT, Press("case", "withdraw", case.id), {"reason": "Moved away"})
    return case


def kept(runtime: Runtime, case: CaseId) -> bool:
    """Whether anything of it can be read."""
    with runtime.store.reading() as work:
        return work.cases.get(case) is not None or bool(work.facts.of(case))


def test_a_case_is_kept_so_long_and_no_longer(
    runtime: Runtime, player: Player, clock: MovableClock, jobs: InMemoryJobs
) -> None:
    """A case that has been over for a year is erased at night; one that is open, on hold or over since yesterday is not."""
    gone, held, still_open = (
        withdrawn(runtime, player, "CASE-1"),
        withdrawn(runtime, player, "CASE-2"),
        raised(runtime, player, "CASE-3"),
    )
    with runtime.store.begin() as work:
        work.cases.hold(held.id, clock())
    clock.move(YEAR)
    young = withdrawn(runtime, player, "CASE-4")
    assert due(runtime.store, clock(), YEAR).cases == 0
    clock.move(timedelta(days=1))

    assert due(runtime.store, clock(), YEAR).cases == 1
    assert kept(runtime, gone.id)
    assert tidy(runtime.store, jobs, clock(), YEAR).cases == 1
    assert [kept(runtime, one.id) for one in (gone, held, still_open, young)] == [False, True, True, True]
    assert [job.args for job in jobs.given if job.workflow == TAKE_BACK] == [(gone.id,)]
    assert tidy(runtime.store, jobs, clock(), YEAR).cases == 0


def test_for_ever(runtime: Runtime, player: Player, clock: MovableClock, jobs: InMemoryJobs) -> None:
    """Where nothing is said of how long, no case is ever erased by the night."""
    case = withdrawn(runtime, player)
    clock.move(10 * YEAR)

    assert tidy(runtime.store, jobs, clock(), None).cases == 0
    assert kept(runtime, case.id)


def test_what_nobody_needs_goes_too(runtime: Runtime, player: Player, clock: MovableClock, jobs: InMemoryJobs) -> None:
    """Forms left half-way for two weeks and events heard a month ago are deleted; looking first deletes nothing."""
    player.presses(PAT, Press("case", "raise"))
    clock.move(timedelta(days=31))
    before = due(runtime.store, clock(), YEAR)

    assert before == due(runtime.store, clock(), YEAR)
    assert before.drafts == 1
    assert before.events > 0
    assert tidy(runtime.store, jobs, clock(), YEAR) == before
    assert due(runtime.store, clock(), YEAR) == Tidied(0, 0, 0, 0)


async def test_an_erased_case_is_taken_back_where_it_lies(
    runtime: Runtime, player: Player, channel: FakeChannel, jobs: InMemoryJobs
) -> None:
    """Each of its cards says afterwards that the case is no longer kept, and nothing of it; a platform that is busy is asked again."""
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    await deliver(runtime, Telling(PAT, "case", case.id, "", "k2"))
    with runtime.store.begin() as work:
        erase(work, jobs, case.id)
    channel.faults.append(Later("busy"))

    with pytest.raises(Later):
        await take_back(runtime, case.id)
    await take_back(runtime, case.id)
    await take_back(runtime, case.id)

    assert sorted((put.to.user, put.card) for put in channel.edits) == [(MO, GONE), (PAT, GONE)]
    assert case.reference not in repr(GONE)


async def test_who_cannot_be_reached_holds_nothing_up(
    runtime: Runtime, player: Player, channel: FakeChannel, jobs: InMemoryJobs
) -> None:
    """A card on a channel that is closed or no longer set up is forgotten."""
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    await deliver(runtime, Telling(PAT, "case", case.id, "", "k2"))
    with runtime.store.begin() as work:
        erase(work, jobs, case.id)
    channel.faults.append(Unreachable("gone"))

    await take_back(runtime, case.id)
    await take_back(replace(runtime, channels={}), case.id)

    with runtime.store.reading() as work:
        assert tuple(work.postings.of_case(case.id)) == ()


async def test_what_waits_in_the_queue_is_not_sent(
    runtime: Runtime, player: Player, channel: FakeChannel, jobs: InMemoryJobs
) -> None:
    """A message about a case that has been erased meanwhile is dropped."""
    case = raised(runtime, player)
    with runtime.store.begin() as work:
        erase(work, jobs, case.id)

    assert await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1")) == "overtaken"
    assert channel.sent == []


@pytest.mark.parametrize("refused", [True, False], ids=["may not be changed", "has gone already"])
async def test_one_card_of_an_erased_case_holds_no_other_up(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, refused: bool
) -> None:
    """A message that may not be changed is taken away, one that has gone is not sent anew, and the other says that the case is no longer kept."""
    channel = DeletingChannel()
    runtime = replace(runtime, channels={"web": channel})
    case = raised(runtime, player)
    await deliver(runtime, Telling(MO, "agreement", case.id, "", "k1"))
    await deliver(runtime, Telling(PAT, "case", case.id, "", "k2"))
    first, second = (put.at for put in channel.sent)
    with runtime.store.begin() as work:
        erase(work, jobs, case.id)
    if refused:
        channel.faults.append(Refused("cant_update_message"))
    else:
        channel.missing.add(first)

    await take_back(runtime, case.id)

    assert [(put.at, put.card) for put in channel.edits] == [(second, GONE)]
    assert channel.deleted == ([first] if refused else [])
    assert len(channel.sent) == 2
