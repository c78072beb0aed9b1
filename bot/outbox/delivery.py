"""Putting cards before people: drawn when they are sent, not when it was decided to send them.

Rule 1: at least once, and seen once: a message that was sent before under the same key is edited, not sent again.
Rule 2: what has been overtaken is dropped. Nobody is nagged about what they did a minute ago.
Rule 3: no transaction is open while a platform is called.
Rule 4: what a platform did not take just now is `Later`, and `bot/queue/retries.py` sees to it.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from hashlib import sha256
from typing import Final

import structlog

from adapters.shared.channel import (
    Channel,
    Delayed,
    Deletes,
    Finds,
    Later,
    Posting,
    Refused,
    Stopped,
    Unreachable,
)
from bot.outbox.leftovers import leftovers
from bot.outbox.scenes import news, scene_for
from bot.outbox.stopping import called
from bot.outbox.tellings import Telling as Telling
from bot.outbox.unreachable import arrived, delayed, lost, nowhere, reached
from bot.runtime.runtime import Runtime
from dialogs.cards.covers import cover_of
from dialogs.engine import draw
from dialogs.ids import CaseId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.reach import in_chats
from dialogs.model.views import Button, Card, Text
from dialogs.procedure.people import Part, Person, on_case
from store.accounts import LETTER
from store.queue.failed_jobs import named
from store.rows.postings import Posted
from store.unit_of_work import Work

OLDER: Final = "older"  # no card that could be drawn anew
NEWER: Final = "This message is out of date."
NOW: Final = "See it as it is now"
TOO_MUCH: Final = "There is more to this than fits into a message here."

log = structlog.get_logger()


class Outcome(StrEnum):
    """What became of a job."""

    SENT = "sent"
    EDITED = "edited"
    SAME = "same"
    OVERTAKEN = "overtaken"
    UNREACHABLE = "unreachable"


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
        edited = await _edited(runtime, lies, ready.card)
        if edited:
            return edited
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

    async def put(card: Card) -> Posting:
        return await (channel.edit(handle, found, card) if found else channel.send(handle, card, key=telling.key))

    return await called(runtime, handle, partial(_or_smaller, put, card))


async def _or_smaller(put: Callable[[Card], Awaitable[Posting]], card: Card) -> Posting:
    """The card; where the platform does not take it as it is, a small one that leads to it."""
    try:
        return await put(card)
    except Refused as refused:
        if not refused.smaller:
            raise
        log.warning("smaller", action="sent_smaller", card=card.name, code=str(refused))
        return await put(smaller(card))


def smaller(card: Card) -> Card:
    """What is left of a card that a platform does not take: its title, and the way to the rest."""
    see = Button(NOW, Press(card.name, "show", CaseId(card.case) if card.case else None))
    return Card(name=card.name, title=card.title, body=(Text(TOO_MUCH),), buttons=(see,), case=card.case, web=card.web)


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


def fingerprint(card: Card) -> str:
    """What tells two drawings of a card apart."""
    return sha256(repr(card).encode()).hexdigest()


def overtaken(runtime: Runtime, case: CaseId, version: int) -> bool:
    """Whether a later redraw of the case is on its way."""
    with runtime.store.reading() as work:
        found = work.cases.get(case)
    return found is None or found.version > version


async def redraw(runtime: Runtime, case: CaseId) -> Outcome:
    """Edit every card of a case that has changed, wherever it lies, and the lists of those on it. Raises `Later` when some of it has to wait."""
    stale = await runtime.in_thread(_stale, runtime, case)
    waits: list[Later] = []
    for posted, card in stale:
        try:
            await _edited(runtime, posted, card)
        except Later as wait:
            waits.append(wait)
    if waits:
        raise max(waits, key=lambda one: one.seconds or 0.0)
    return Outcome.EDITED if stale else Outcome.SAME


def _stale(runtime: Runtime, case: CaseId) -> tuple[tuple[Posted, Card], ...]:
    """Postings that no longer show what is so, with what they should show."""
    with runtime.store.reading() as work:
        found = work.cases.get(case)
        if found is None:
            return ()
        lying = (
            *work.postings.of_case(case),
            *work.postings.lists(on_case(found, Part.EVERYONE | Part.DEPUTY | Part.NOMINEE)),
        )
        gone = work.people.taken_away(
            (one.handle, one.person) for one in lying
        )  # what lies there is taken back, never drawn anew
        all_ = [
            (one, _now(work, one, runtime))
            for one in lying
            if one.handle.channel in runtime.channels and (one.handle, one.person) not in gone
        ]
    return tuple((one, card) for one, card in all_ if fingerprint(card) != one.drawn)


def _now(work: Work, posted: Posted, runtime: Runtime) -> Card:
    return draw(posted.card, scene_for(work, posted.person, posted.case, posted.card, runtime), posted.about)


async def _edited(runtime: Runtime, posted: Posted, card: Card, *, anyway: bool = False) -> Outcome | None:
    """Change a card where it lies, if it differs or `anyway`; nothing when it cannot be reached there any more."""
    if posted.drawn == fingerprint(card) and not anyway:
        return Outcome.SAME
    try:
        at = await called(runtime, posted.handle, partial(_or_smaller, partial(_edit, runtime, posted), card))
    except Refused as refused:
        log.warning("not changed", action="edit_refused", person=posted.person, card=posted.card, code=str(refused))
        return None
    except Unreachable as gone:
        await runtime.in_thread(lost, runtime, posted.person, posted.handle, gone, posted.case, posted)
        return None
    now = replace(
        posted, conversation=at.conversation, message=at.message, drawn=fingerprint(card), edited=runtime.clock()
    )
    if not await runtime.in_thread(_moved, runtime, posted, now):
        await _give_back(runtime, now, card)
    return Outcome.EDITED


async def _edit(runtime: Runtime, posted: Posted, card: Card) -> Posting:
    lies = Posting(posted.conversation, posted.message)
    return await runtime.channels[posted.handle.channel].edit(posted.handle, lies, card)


async def _give_back(runtime: Runtime, edited: Posted, card: Card) -> None:
    """News took the place of what was just edited, or an answer was drawn there meanwhile: the message shows what belongs there again."""
    belongs = await runtime.in_thread(_belongs, runtime, edited)
    if belongs is None:
        await supersede(runtime, edited, card)
    else:
        await _edited(runtime, *belongs, anyway=True)


def _belongs(runtime: Runtime, edited: Posted) -> tuple[Posted, Card] | None:
    """What lies at that message by now, and how it has to be drawn."""
    with runtime.store.reading() as work:
        other = next((one for one in work.postings.at(edited.person, edited.handle) if one.where == edited.where), None)
        return (other, _now(work, other, runtime)) if other else None


async def supersede(runtime: Runtime, old: Posted, card: Card) -> None:
    """The message that another has taken the place of is taken away; where it cannot be, it leads to what is so now. Nothing depends on it."""
    see = Button(NOW, Press(old.card, "show", old.case, old.about))
    said = Card(name=OLDER, title=card.title, body=(Text(NEWER),), buttons=(see,), case=card.case)
    channel = runtime.channels.get(old.handle.channel)
    with suppress(Later, Unreachable, Refused):
        if channel:
            if not await _taken_away(runtime, channel, old):
                await channel.edit(old.handle, Posting(old.conversation, old.message), said)
            if belongs := await runtime.in_thread(_belongs, runtime, old):
                await _edited(runtime, *belongs, anyway=True)  # somebody pressed there meanwhile, and it lives again


async def _taken_away(runtime: Runtime, channel: Channel, old: Posted) -> bool:
    """Whether the message is gone now. Not where something else lies by now."""
    belongs = await runtime.in_thread(_belongs, runtime, old)
    if belongs or not isinstance(channel, Deletes):
        return False
    try:
        await channel.delete(old.handle, Posting(old.conversation, old.message))
    except (Later, Unreachable, Refused):
        return False
    return True


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
    return (*(copy for copy in copies if copy.handle == handle and copy.where != posted.where), *old)


def _moved(runtime: Runtime, was: Posted, now: Posted) -> bool:
    """Noted, unless something else has taken its place, or was drawn there, while it was being changed."""
    with runtime.store.begin() as work:
        work.postings.alone(was.person)
        copies = work.postings.copies(was.person, was.card, was.case, was.about)
        lies = any(
            (copy.where, copy.drawn, copy.edited) == (was.where, was.drawn, was.edited)
            for copy in copies
            if copy.handle == was.handle
        )
        if lies:
            work.postings.moved(now)
        return lies
