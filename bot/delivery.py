"""Putting cards before people: drawn when they are sent, not when it was decided to send them.

Rule 1: at least once, and seen once: a message that was sent before under the same key is edited, not sent again.
Rule 2: what has been overtaken is dropped. Nobody is nagged about what they did a minute ago.
Rule 3: no transaction is open while a platform is called.
Rule 4: what a platform did not take just now is `Later`, and `bot/trying.py` sees to it.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from typing import Final

import structlog

from adapters.channel import Later, Posting, Unreachable
from bot.house import House
from bot.viewing import news, scene_for
from dialogs.engine import draw
from dialogs.heard import Handle
from dialogs.ids import CaseId, PersonId
from dialogs.views import Card, Text
from store.postings import Posted
from store.unit_of_work import Work

NEWER: Final = "There is a newer message about this further down."

log = structlog.get_logger()


class Outcome(StrEnum):
    """What became of a job."""

    SENT = "sent"
    EDITED = "edited"
    SAME = "same"
    OVERTAKEN = "overtaken"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Telling:
    """One card for one person; the arguments of the job `deliver`: ids only."""

    person: PersonId
    card: str
    case: CaseId | None
    about: str
    key: str


@dataclass(frozen=True, slots=True)
class Ready:
    """What is to be sent: drawn now, and where it may go, the best place first."""

    card: Card
    handles: tuple[Handle, ...]
    lies: Posted | None  # where the same card was put last


async def deliver(house: House, telling: Telling) -> Outcome:
    """Put a card before a person, on the channel they used last. Raises `Later` when it could not be taken just now."""
    ready = await house.in_thread(prepare, house, telling)
    if ready is None:
        return Outcome.OVERTAKEN
    lies = ready.lies
    if lies and lies.key == telling.key:
        return await _edited(house, lies, ready.card) or await _sent(house, telling, ready, lies.handle)
    outcome = await _sent(house, telling, ready)
    if lies and outcome is Outcome.SENT:
        await _superseded(house, lies, ready.card)
    return outcome


async def _sent(house: House, telling: Telling, ready: Ready, but: Handle | None = None) -> Outcome:
    """Send it the first way that works, apart from one that was just found gone."""
    for handle in ready.handles:
        if handle == but:
            continue
        try:
            at = await house.channels[handle.channel].send(handle, ready.card, key=telling.key)
        except Unreachable as gone:
            await house.in_thread(_lost, house, telling.person, handle, gone)
            continue
        await house.in_thread(_noted, house, telling, handle, at, ready.card)
        return Outcome.SENT
    log.warning("unreachable", action="unreachable", person=telling.person, card=telling.card, case=telling.case, key=telling.key)
    return Outcome.UNREACHABLE


def prepare(house: House, telling: Telling) -> Ready | None:
    """The card as it is now, and the ways to its person; nothing when it has been overtaken."""
    with house.store.reading() as work:
        scene = scene_for(work, telling.person, telling.case, telling.card, house)
        card = news(scene, telling.card, telling.about)
        if card is None:
            return None
        handles = (*work.people.handles(telling.person), *(house.last_resort(scene.actor) if scene.actor else ()))
        lies = work.postings.find(telling.person, telling.card, telling.case, telling.about)
    ways = tuple(one for one in dict.fromkeys(handles) if one.channel in house.channels)
    return Ready(card, ways, lies)


def fingerprint(card: Card) -> str:
    """What tells two drawings of a card apart."""
    return sha256(repr(card).encode()).hexdigest()


async def redraw(house: House, case: CaseId, version: int) -> Outcome:
    """Edit every card of a case that has changed, wherever it lies. Raises `Later` when some of it has to wait."""
    stale = await house.in_thread(_stale, house, case, version)
    if stale is None:
        return Outcome.OVERTAKEN
    waits: list[Later] = []
    for posted, card in stale:
        try:
            await _edited(house, posted, card)
        except Later as wait:
            waits.append(wait)
    if waits:
        raise max(waits, key=lambda one: one.seconds or 0.0)
    return Outcome.EDITED if stale else Outcome.SAME


def _stale(house: House, case: CaseId, version: int) -> tuple[tuple[Posted, Card], ...] | None:
    """Postings that no longer show what is so, with what they should show; nothing when a later redraw is on its way."""
    with house.store.reading() as work:
        found = work.cases.get(case)
        if found is None or found.version > version:
            return None
        all_ = [(one, _now(work, one, case, house)) for one in work.postings.of_case(case) if one.handle.channel in house.channels]
    return tuple((one, card) for one, card in all_ if fingerprint(card) != one.drawn)


def _now(work: Work, posted: Posted, case: CaseId, house: House) -> Card:
    return draw(posted.card, scene_for(work, posted.person, case, posted.card, house), posted.about)


async def _edited(house: House, posted: Posted, card: Card) -> Outcome | None:
    """Change a card where it lies; nothing when it cannot be reached there any more."""
    if posted.drawn == fingerprint(card):
        return Outcome.SAME
    try:
        at = await house.channels[posted.handle.channel].edit(posted.handle, Posting(posted.conversation, posted.message), card)
    except Unreachable as gone:
        await house.in_thread(_lost, house, posted.person, posted.handle, gone, posted)
        return None
    now = replace(posted, conversation=at.conversation, message=at.message, drawn=fingerprint(card))
    await house.in_thread(_moved, house, posted, now)
    return Outcome.EDITED


async def _superseded(house: House, old: Posted, card: Card) -> None:
    """The message that the news has taken the place of says so, if it can still be changed; nothing depends on it."""
    said = Card(name=card.name, title=card.title, body=(Text(NEWER),), case=card.case)
    channel = house.channels.get(old.handle.channel)
    with suppress(Later, Unreachable):
        if channel:
            await channel.edit(old.handle, Posting(old.conversation, old.message), said)


def _noted(house: House, telling: Telling, handle: Handle, at: Posting, card: Card) -> None:
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
    with house.store.begin() as work:
        work.postings.add(posted)


def _moved(house: House, was: Posted, now: Posted) -> None:
    """Noted, unless news has taken its place while it was being changed."""
    with house.store.begin() as work:
        lying = work.postings.of_case(was.case) if was.case else (work.postings.find(was.person, was.card, None, was.about),)
        if was in lying:
            work.postings.moved(now)


def _lost(house: House, person: PersonId, handle: Handle, gone: Unreachable, posted: Posted | None = None) -> None:
    """The platform will never take it for this person there: remembered, so that it is not tried again."""
    log.warning("lost", action="handle_gone", person=person, channel=handle.channel, code=str(gone))
    with house.store.begin() as work:
        work.people.reachable(handle, "gone")
        if posted:
            work.postings.drop(posted)
