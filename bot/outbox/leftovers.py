"""What else lies in a chat about a case, once news of it lies below: nobody is to look through eleven messages for the one that counts."""

from typing import Final

from adapters.shared.channel import Deletes
from bot.outbox.scenes import scene_for
from bot.runtime.runtime import Runtime
from dialogs.cards.deck import kind_of
from dialogs.cards.next_steps import mine, way_to
from dialogs.model.turns import Need
from store.rows.postings import Posted
from store.unit_of_work import Work

CASE: Final = "case"
SESSION: Final = "session"


def leftovers(work: Work, runtime: Runtime, news: Posted) -> tuple[Posted, ...]:
    """The messages of the same case at the same handle that nothing is owed on any more; they are no longer noted.

    Only where the platform can take them away without a trace. What is owed on another card stays until it is done, a
    session that is booked until it was held, and so does what is not about the reader's part: feedback, and wider learning.
    """
    if news.case is None or _apart(news) or not isinstance(runtime.channels.get(news.handle.channel), Deletes):
        return ()
    scene = scene_for(work, news.person, news.case, CASE, runtime)
    if scene.case is None or scene.actor is None:
        return ()
    ways = {(way.card, way.about) for way in (way_to(ask, scene.case) for ask in mine(scene))}
    if scene.case.session and scene.case.session.booked and not scene.case.session.held_at:
        ways.add((SESSION, ""))
    old = tuple(
        posted
        for posted in work.postings.at(news.person, news.handle)
        if posted.case == news.case and posted.where != news.where
        if not _apart(posted) and (posted.card, posted.about) not in ways
    )
    for posted in old:
        work.postings.drop(posted)
    return old


def _apart(posted: Posted) -> bool:
    kind = kind_of(posted.card)
    return kind.beyond or bool(kind.needs & Need.FEEDBACK)
