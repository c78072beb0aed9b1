"""What somebody sees who has done nothing: the scene in which a card is drawn for a person, with nobody heard."""

from dataclasses import replace
from typing import Final

from bot.runtime.runtime import Runtime
from dialogs.engine import OF_ACCOUNTS, draw, still_owed
from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Wants
from dialogs.model.views import Card
from store.unit_of_work import Work

LISTS: Final = frozenset({"home", "digest"})
WITHOUT_THE_CASE: Final = frozenset(
    {"learning"}
)  # goes to people who may not see the case, and says nothing of it (P20)


def scene_for(work: Work, person: PersonId, case: CaseId | None, card: str, runtime: Runtime) -> Scene:
    """All that drawing one card for one person may look at, as things stand now."""
    terms = runtime.terms()
    wants = Wants(
        case=case,
        mine=card in LISTS,
        feedback=card == "feedback",
        facts=card == "timeline",
        reach=card == "case",
        accounts=card in OF_ACCOUNTS,
    )
    scene = replace(work.view(person, wants, terms), fallback=runtime.fallback, addresses=runtime.addresses)
    if scene.case is None and case and card in WITHOUT_THE_CASE and (found := work.cases.get(case)):
        return replace(scene, case=found, terms=terms(found.profile))
    return scene


def look(runtime: Runtime, who: Handle, press: Press) -> Card | None:
    """A card as somebody sees it now. Nothing is kept of it, so a card that may only be read on record is not shown this way."""
    with runtime.store.reading() as work:
        person = work.people.by_handle(who)
        if person is None:
            return None
        card = draw(press.card, scene_for(work, person, press.case, press.card, runtime), press.about)
    return None if card.looked else card


def news(scene: Scene, card: str, about: str) -> Card | None:
    """The card as it is now; nothing when telling it has been overtaken."""
    return draw(card, scene, about) if still_owed(card, scene, about) else None
