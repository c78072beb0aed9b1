"""The ways on from a card: what the viewer owes the case next, and back to the case as a whole."""

from collections.abc import Iterable, Iterator
from typing import Final

from dialogs.model.press import Press
from dialogs.model.turns import Scene
from dialogs.model.views import Button, Style
from dialogs.owed import OWED
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.case import Case
from dialogs.verbs import VERBS

CARD_OF: Final = {what: VERBS[owed.verb].card for what, owed in OWED.items()}


def way_to(ask: Ask, case: Case) -> Press:
    """The card on which something owed is done: of a session that was held, its own; until then there is but one."""
    session = case.numbered(ask.session)
    return Press(CARD_OF[ask.what], "show", case.id, str(session.number) if session and session.held_at else "")


def mine(scene: Scene) -> tuple[Ask, ...]:
    """What the viewer owes this case."""
    return tuple(ask for ask in open_asks(scene.of, scene.terms) if scene.actor and ask.of == scene.actor.id)


def titled(scene: Scene, card: str, else_: str, about: str = "") -> str:
    """What a chapter is called: the viewer's duty there, if they have one ("Choose the supervisors: JS-7K3M"), else what it is about."""
    ways = ((ask, way_to(ask, scene.of)) for ask in mine(scene))
    duty = next((OWED[ask.what].yours for ask, way in ways if way.card == card and about in ("", way.about)), "")
    return f"{duty[:1].upper()}{duty[1:]}: {scene.of.reference}" if duty else else_


def chapter(scene: Scene, card: str, here: Iterable[Button], about: str = "") -> tuple[Button, ...]:
    """The buttons of a chapter: what stands out comes first, then what can be done here, then back to the case."""
    buttons = (*here, *_onward(scene, card, about))
    return (
        *(button for button in buttons if button.style is Style.PRIMARY),
        *(button for button in buttons if button.style is not Style.PRIMARY),
    )


def _onward(scene: Scene, card: str, about: str) -> Iterator[Button]:
    """What the viewer owes on another card, standing out unless something is owed here; and the case."""
    case, asks = scene.of, mine(scene)
    here, back = Press(card, "show", case.id, about), Press("case", "show", case.id)
    busy = any(way_to(ask, case) == here for ask in asks)
    elsewhere = {way_to(ask, case): OWED[ask.what].yours for ask in reversed(asks)}
    elsewhere.pop(here, None)
    for place, (press, says) in enumerate(reversed(elsewhere.items())):
        yield Button(f"Next: {says}", press, Style.PLAIN if busy or place else Style.PRIMARY)
    if back not in elsewhere:
        yield Button("Back to the case", back)
