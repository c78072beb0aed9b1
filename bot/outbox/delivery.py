"""Putting cards before people: drawn when they are sent, not when it was decided to send them.

Rule 1: at least once, and seen once: a message that was sent before under the same key is edited, not sent again.
Rule 2: what has been overtaken is dropped. Nobody is nagged about what they did a minute ago.
Rule 3: no transaction is open while a platform is called.
Rule 4: what a platform did not take just now is `Later`, and `bot/queue/retries.py` sees to it.
"""

from dataclasses import dataclass, replace
from functools import partial

import structlog

from adapters.shared.channel import (
    Delayed,
    Finds,
    Later,
    Posting,
    Refused,
    Stopped,
    Unreachable,
)
from bot.outbox.edits import Outcome, edited, fingerprint, or_smaller, said_below, supersede
from bot.outbox.leftovers import leftovers
from bot.outbox.scenes import news, scene_for
from bot.outbox.stopping import called
from bot.outbox.tellings import Telling as Telling
from bot.outbox.unreachable import arrived, delayed, lost, nowhere, reached
from bot.runtime.runtime import Runtime
from dialogs.cards.covers import cover_of
from dialogs.model.heard import Handle
from dialogs.model.reach import in_chats
from dialogs.model.views import Card, look
from dialogs.procedure.people import Person
from store.accounts import LETTER
from store.queue.failed_jobs import named
from store.rows.postings import Posted
from store.unit_of_work import Work

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be sent: drawn now, and where it may go, the best place first."""

    card: Card
    handles: tuple[Handle, ...]
    lies: Posted | None  # where the same card was put last
    meet: Person | None = None  # somebody whom no chat knows yet, to be looked up first


async def deliver(runtime: Runtime, telling: Telling) -> Outcome:
    """Put a card before a person, on the channel they used last. Raises `Later` when it could not be taken just now."""
    ready = await runtime.in_thread(prepare, runtime, telling)
    if ready and ready.meet and await _met(runtime, ready):
        ready = await runtime.in_thread(prepare, runtime, telling)
    if ready is None:
        return Outcome.OVERTAKEN
    lies = ready.lies
    if lies and lies.key == telling.key:
        changed = await edited(runtime, lies, ready.card)
        if changed:
            return changed
    return await _sent(runtime, telling, ready, lies.handle if lies and lies.key == telling.key else None)


async def _met(runtime: Runtime, ready: Ready) -> bool:
    """Whether a chat knows them from now on. Where it does not say just now, another way is taken, or the message waits."""
    try:
        return ready.meet is not None and await runtime.first_contact.meet(runtime, ready.meet)
    except Later:
        if ready.handles:
            return False
        raise


async def _sent(runtime: Runtime, telling: Telling, ready: Ready, but: Handle | None = None) -> Outcome:
    """Send it the first way that works, apart from one that was just found gone."""
    waits: Stopped | Refused | None = None
    for handle in ready.handles:
        if handle == but:
            continue
        try:
            at = await _put(runtime, telling, handle, ready.card)
        except Unreachable as gone:
            await runtime.in_thread(lost, runtime, telling.person, handle, gone, telling.case)
            continue
        except Delayed:
            tried = named(telling.job).tried if telling.job else 0
            await runtime.in_thread(delayed, runtime, telling.person, handle, telling.case, tried)
            raise
        except (Stopped, Refused) as fault:  # nobody's fault: another way, and where there is none it waits
            log.warning(
                "another way", action="other_way", person=telling.person, channel=handle.channel, code=str(fault)
            )
            waits = waits if isinstance(waits, Stopped) else fault
            continue
        if handle.channel == LETTER:
            await runtime.in_thread(arrived, runtime, handle, telling.case)
        for old in await runtime.in_thread(_noted, runtime, telling, handle, at, ready.card):
            await supersede(runtime, old, ready.card)
        return Outcome.SENT
    if waits:
        raise waits
    log.warning(
        "unreachable",
        action="unreachable",
        person=telling.person,
        card=telling.card,
        case=telling.case,
        key=telling.key,
    )
    await runtime.in_thread(nowhere, runtime, telling)
    return Outcome.UNREACHABLE


async def _put(runtime: Runtime, telling: Telling, handle: Handle, card: Card) -> Posting:
    """Send it, or what says where it is to be read; or, where that may have been done before and never noted, change what was sent then."""
    channel = runtime.channels[handle.channel]
    doubtful = (
        isinstance(channel, Finds) and telling.job and await runtime.in_thread(begun_before, runtime, telling.job)
    )
    found = await channel.find(handle, telling.key) if isinstance(channel, Finds) and doubtful else None

    if not found:  # before it is there: whoever answers a moment later has seen it
        await runtime.in_thread(said_below, runtime, telling.person, handle, card.title)

    async def put(card: Card) -> Posting:
        return await (channel.edit(handle, found, card) if found else channel.send(handle, card, key=telling.key))

    return await called(runtime, handle, partial(or_smaller, put, card))


def begun_before(runtime: Runtime, job: str) -> bool:
    """Whether a job has been tried before, also before it was set aside, or was under way when a process died."""
    return bool(named(job).round or named(job).tried) or runtime.jobs.begun(job) > 1


def prepare(runtime: Runtime, telling: Telling) -> Ready | None:
    """The card as it is now, and the ways to its person; nothing when it has been overtaken."""
    with runtime.store.reading() as work:
        scene = scene_for(work, telling.person, telling.case, telling.card, runtime)
        card = news(scene, telling.card, telling.about)
        if card is None:
            return None
        letter = runtime.last_resort(scene.actor) if scene.actor else ()
        handles = _wanted(work, telling, letter) if telling.to else (*work.people.handles(telling.person), *letter)
        copies = work.postings.copies(telling.person, telling.card, telling.case, telling.about)
        gone = work.people.taken_away((copy.handle, copy.person) for copy in copies)
        lying = [copy for copy in copies if (copy.handle, copy.person) not in gone]
        shut = work.people.shut(telling.person)
        unmet = not telling.to and scene.actor and not in_chats(work.people.reach((telling.person,))[telling.person])
    ways = tuple(
        handle for handle in dict.fromkeys(handles) if handle.channel in runtime.channels and handle not in shut
    )
    lies = next((one for one in lying if one.handle in ways), None) if telling.to else next(iter(lying), None)
    if any(handle.channel == LETTER for handle in ways):
        card = replace(card, cover=cover_of(card, scene))
    meet = scene.actor if unmet and scene.actor and runtime.first_contact.channel(scene.actor) else None
    return Ready(card, ways, lies, meet) if ways or not telling.to else None


def _wanted(work: Work, telling: Telling, letter: tuple[Handle, ...]) -> tuple[Handle, ...]:
    """The one way by which somebody is to be told."""
    if telling.to == LETTER:
        return letter
    handle = work.people.handle(telling.person, telling.to)
    return (handle,) if handle else ()


def _noted(runtime: Runtime, telling: Telling, handle: Handle, at: Posting, card: Card) -> tuple[Posted, ...]:
    """Noted; what lay at the same handle and is superseded now, also by another telling a moment ago."""
    posted = Posted(
        person=telling.person,
        handle=handle,
        card=telling.card,
        case=telling.case,
        about=telling.about,
        conversation=at.conversation,
        message=at.message,
        drawn=fingerprint(card),
        key=telling.key,
    )
    with runtime.store.begin() as work:
        work.postings.alone(
            telling.person
        )  # two tellings of one card may end together: each must see the other's message
        copies = work.postings.copies(telling.person, telling.card, telling.case, telling.about)
        work.postings.add(posted)
        reached(work, runtime, telling)
        old = leftovers(work, runtime, posted)
        if telling.case and handle.channel != LETTER and (seen := look(card)):  # a letter has no word of it
            work.audit.put_before(telling.person, seen, telling.case, runtime.clock())
    return (*(copy for copy in copies if copy.handle == handle and copy.where != posted.where), *old)
