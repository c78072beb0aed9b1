"""What an answer has put before somebody is a copy like any other: noted, so that it is drawn again when things change.

Rule 1: at each handle each card lies live once. An earlier copy there says so, and keeps a way to the card.
Rule 2: an answer and a redraw may overtake one another on their way. Whoever notes a copy looks whether it is still true,
and has the case drawn again if it is not, or if nobody can tell which of the two was there last.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from adapters.shared.channel import Posting
from bot.outbox.edits import fingerprint, supersede
from bot.outbox.scenes import scene_for
from bot.runtime.runtime import Runtime
from dialogs.cards.deck import kind_of
from dialogs.engine import draw
from dialogs.ids import CaseId, TurnId
from dialogs.model.heard import Heard, Pressed, Submitted
from dialogs.model.views import Card
from store.queue.jobs import again
from store.rows.postings import Posted
from store.unit_of_work import Work

ON_ITS_WAY: Final = timedelta(seconds=10)  # as long as an answer may take from its turn to the message


def showing(runtime: Runtime) -> Callable[[Heard, Posting, Card], Awaitable[None]]:
    """For channels: hears which card an answer has put where."""

    async def shown(heard: Heard, at: Posting, card: Card) -> None:
        old = await runtime.in_thread(note, runtime, heard, at, card)
        if old:
            await supersede(runtime, old, card)

    return shown


def note(runtime: Runtime, heard: Heard, at: Posting, card: Card) -> Posted | None:
    """Notes where the card lies; the earlier copy at the same handle, if it lies elsewhere."""
    with runtime.store.begin() as work:
        person = work.people.by_handle(heard.sender)
        if person is None:
            return None
        work.postings.alone(person)
        bare = replace(card, note=None)  # what was just said is no part of what is so
        now = Posted(
            person=person,
            handle=heard.sender,
            card=card.name,
            case=CaseId(card.case) if card.case else None,
            about=_about(heard, card),
            conversation=at.conversation,
            message=at.message,
            drawn=fingerprint(bare),
        )
        return _kept(work, runtime, now, heard)


def _kept(work: Work, runtime: Runtime, now: Posted, heard: Heard) -> Posted | None:
    lying = [*work.postings.at(now.person, now.handle)]
    there = [one for one in lying if one.where == now.where]
    for one in there:
        if not _same(one, now):
            work.postings.drop(one)  # another card lies there now
    if not kind_of(now.card).live:
        return None
    if isinstance(heard, Pressed | Submitted) and (not there or any(_crossed(runtime, one, now) for one in there)):
        now = replace(
            now, drawn=""
        )  # what it shows is not known: see `_crossed`; or news may be marking the message as old just now
    old = next((one for one in lying if _same(one, now)), None)
    work.postings.add(replace(now, key=old.key if old else ""))
    _check(work, runtime, now, heard.turn)
    return old if old and old not in there else None


def _check(work: Work, runtime: Runtime, now: Posted, turn: TurnId) -> None:
    """Drawn again if things have changed since it was drawn."""
    case = work.cases.get(now.case) if now.case else None
    if case and not (
        now.drawn
        and now.drawn == fingerprint(draw(now.card, scene_for(work, now.person, case.id, now.card, runtime), now.about))
    ):
        again(runtime.jobs, work.connection, case, turn)


def _crossed(runtime: Runtime, there: Posted, now: Posted) -> bool:
    """Whether an edit of something else may have reached the message after the answer did."""
    return bool(there.edited and there.drawn != now.drawn and runtime.clock() - there.edited < ON_ITS_WAY)


def _same(one: Posted, other: Posted) -> bool:
    return (one.card, one.case, one.about) == (other.card, other.case, other.about)


def _about(heard: Heard, card: Card) -> str:
    """Which session's, for cards of which a case has several."""
    return heard.press.about if kind_of(card.name).per_session and isinstance(heard, Pressed | Submitted) else ""
