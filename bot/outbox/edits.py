"""Messages that lie somewhere already: edited when their case has changed, taken away when another takes their place.

Nothing depends on an edit: what a platform does not take just now is `Later`, and what it never takes is left as it is.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from enum import StrEnum
from functools import partial
from hashlib import sha256
from typing import Final

import structlog

from adapters.shared.channel import Channel, Deletes, Later, Posting, Refused, Unreachable
from bot.outbox.scenes import scene_for
from bot.outbox.stopping import called
from bot.outbox.unreachable import lost
from bot.runtime.runtime import Runtime
from dialogs.engine import draw
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.views import Button, Card, Text, look
from dialogs.procedure.people import Part, on_case
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


async def or_smaller(put: Callable[[Card], Awaitable[Posting]], card: Card) -> Posting:
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
            await edited(runtime, posted, card)
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


async def edited(runtime: Runtime, posted: Posted, card: Card, *, anyway: bool = False) -> Outcome | None:
    """Change a card where it lies, if it differs or `anyway`; nothing when it cannot be reached there any more."""
    if posted.drawn == fingerprint(card) and not anyway:
        return Outcome.SAME
    try:
        at = await called(runtime, posted.handle, partial(or_smaller, partial(_edit, runtime, posted), card))
    except Refused as refused:
        log.warning("not changed", action="edit_refused", person=posted.person, card=posted.card, code=str(refused))
        return None
    except Unreachable as gone:
        await runtime.in_thread(lost, runtime, posted.person, posted.handle, gone, posted.case, posted)
        return None
    now = replace(
        posted, conversation=at.conversation, message=at.message, drawn=fingerprint(card), edited=runtime.clock()
    )
    if not await runtime.in_thread(_moved, runtime, posted, now, look(card)):
        await _give_back(runtime, now, card)
    return Outcome.EDITED


async def _edit(runtime: Runtime, posted: Posted, card: Card) -> Posting:
    """Where it is gone it is sent anew, unless we have taken it away ourselves meanwhile: nobody's chat rings for that."""
    channel, lies = runtime.channels[posted.handle.channel], Posting(posted.conversation, posted.message)
    if isinstance(channel, Deletes):
        if await channel.change(posted.handle, lies, card) or not await runtime.in_thread(_belongs, runtime, posted):
            return lies
        await runtime.in_thread(said_below, runtime, posted.person, posted.handle, card.title)
        return await channel.send(posted.handle, card, key=f"{lies.conversation}/{lies.message}")
    return await channel.edit(posted.handle, lies, card)


def said_below(runtime: Runtime, person: PersonId, handle: Handle, words: str) -> None:
    """A message of ours comes into a chat: a question that stands open there is not the last thing said any more."""
    with runtime.store.reading() as work:
        here = handle.conversation
        if not any(draft != draft.under(here, words) for draft in work.drafts.of(person)):
            return
    with runtime.store.begin() as work:
        work.drafts.said_below(person, here, words)


async def _give_back(runtime: Runtime, lying: Posted, card: Card) -> None:
    """News took the place of what was just edited, or an answer was drawn there meanwhile: the message shows what belongs there again."""
    belongs = await runtime.in_thread(_belongs, runtime, lying)
    if belongs is None:
        await supersede(runtime, lying, card)
    else:
        await edited(runtime, *belongs, anyway=True)


def _belongs(runtime: Runtime, lying: Posted) -> tuple[Posted, Card] | None:
    """What lies at that message by now, and how it has to be drawn."""
    with runtime.store.reading() as work:
        other = next((one for one in work.postings.at(lying.person, lying.handle) if one.where == lying.where), None)
        return (other, _now(work, other, runtime)) if other else None


async def supersede(runtime: Runtime, old: Posted, card: Card) -> None:
    """The message that another has taken the place of is taken away; where it cannot be, it leads to what is so now. Nothing depends on it."""
    see = Button(NOW, Press(old.card, "show", old.case, old.about))
    said = Card(name=OLDER, title=card.title, body=(Text(NEWER),), buttons=(see,), case=card.case)
    channel = runtime.channels.get(old.handle.channel)
    with suppress(Later, Unreachable, Refused):
        if channel:
            if not await _taken_away(runtime, channel, old):
                lay = Posting(old.conversation, old.message)
                change = channel.change if isinstance(channel, Deletes) else channel.edit
                await change(old.handle, lay, said)
            if belongs := await runtime.in_thread(_belongs, runtime, old):
                await edited(runtime, *belongs, anyway=True)  # somebody pressed there meanwhile, and it lives again


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


def _moved(runtime: Runtime, was: Posted, now: Posted, seen: str) -> bool:
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
        if seen and now.case:
            work.audit.put_before(now.person, seen, now.case, runtime.clock())
        return lies
