"""What somebody sees who has done nothing: the scene in which a card is drawn for a person, with nobody heard."""

from dataclasses import replace

from bot.outbox.stopping import stops
from bot.runtime.runtime import Runtime
from dialogs.cards.deck import kind_of
from dialogs.engine import draw, still_owed
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.reach import STOPPED
from dialogs.model.turns import Scene, Wants
from dialogs.model.views import Card
from dialogs.model.views import look as words_of
from store.unit_of_work import Work


def scene_for(work: Work, person: PersonId, case: CaseId | None, card: str, runtime: Runtime) -> Scene:
    """All that drawing one card for one person may look at, as things stand now."""
    terms, kind = runtime.terms(), kind_of(card)
    loaded = work.view(person, Wants(case=case, needs=kind.needs), terms)
    scene = replace(loaded, fallback=runtime.fallback, posts=runtime.posts, addresses=runtime.addresses)
    if card == STOPPED:
        scene = replace(scene, stopped=frozenset(place.replace("/", ":", 1) for place in stops(work)))
    if scene.case is None and case and kind.beyond and (found := work.cases.get(case)):
        return replace(scene, case=found, terms=terms(found.profile))
    return scene


def look(runtime: Runtime, who: Handle, press: Press) -> Card | None:
    """A card as somebody sees it now, unasked; that they saw it is written down. A card that may only be read on record is not shown this way."""
    with runtime.store.reading() as work:
        person = work.people.by_handle(who)
        if person is None:
            return None
        card = draw(press.card, scene_for(work, person, press.case, press.card, runtime), press.about)
    if card.looked:
        return None
    if press.case and (seen := words_of(card)):
        with runtime.store.begin() as work:
            work.audit.seen(person, seen, press.case, runtime.clock())
    return card


def news(scene: Scene, card: str, about: str) -> Card | None:
    """The card as it is now; nothing when telling it has been overtaken."""
    return draw(card, scene, about) if still_owed(card, scene, about) else None
