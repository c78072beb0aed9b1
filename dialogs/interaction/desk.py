"""What the partnership office does from its desk that is no command of the procedure: reminding, at most once a day (P17)."""

from dialogs import words
from dialogs.cards.desk import NAME, draw, reminded
from dialogs.cards.need_to_know import as_readable
from dialogs.cards.next_steps import way_to
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Tell, Turn
from dialogs.model.views import Tone
from dialogs.procedure.asks import Ask
from dialogs.procedure.case import Case

NOT_OPEN = "This case is over, or waits for nobody now. Nobody was reminded."


def nudged(press: Press, scene: Scene) -> Turn:
    """Whoever owes something in a case is shown it again. The day is in the key, so that a second press on it tells nobody twice."""
    desk = draw(as_readable(scene), press.about)
    case, actor = scene.case, scene.actor
    if actor is None or not actor.office:
        return Turn(reply=desk)
    found = reminded(case, scene) if case and not case.over else {}
    if case is None or not found:
        return Turn(reply=desk.saying(NOT_OPEN, Tone.WARNING))
    effects = tuple(_telling(case, PersonId(person), ask, scene) for person, ask in found.items())
    names = words.listed(scene.named(PersonId(person)) for person in found)
    said = f"{case.reference}: a reminder is on its way to {names}. Each gets one a day from here, however often you press."
    return Turn(reply=desk.saying(said), effects=effects)


def _telling(case: Case, person: PersonId, ask: Ask, scene: Scene) -> Tell:
    way = way_to(ask, case)
    key = f"{case.id}/{NAME}/{scene.terms.today}/{person}"
    return Tell(person=person, card=way.card, case=case.id, about=way.about, key=key)
