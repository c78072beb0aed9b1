"""A command is judged and, if it is accepted, its fact, its effects and the card that answers are handed back."""

from dataclasses import replace

from dialogs import words
from dialogs.cards.deck import DECK
from dialogs.cards.others import nothing
from dialogs.ids import CaseId, born, reference
from dialogs.interaction.consequences import consequences
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Card, Tone
from dialogs.procedure.case import Case
from dialogs.procedure.commands.agreement import Redirect
from dialogs.procedure.commands.base import Command
from dialogs.procedure.lifecycle import decide, evolve
from dialogs.procedure.people import Person
from dialogs.procedure.trouble import Trouble
from dialogs.verbs import VERBS


def do(
    command: Command, scene: Scene, verb: str, *, finished: Press | None = None, newcomers: tuple[Person, ...] = ()
) -> Turn | Trouble:
    """The turn in which a command is done, or why it cannot be; then nothing has changed."""
    case = scene.of
    fact = decide(case, command, by=scene.who, terms=scene.terms, channel=scene.sender.channel)
    if isinstance(fact, Trouble):
        return fact
    after = evolve(case, fact)
    known = {**scene.people, **{newcomer.id: newcomer for newcomer in newcomers}}
    seen = replace(scene, case=after, people=known, draft=None)
    return Turn(
        reply=_answer(command, verb, seen),
        facts=(fact,),
        case=after,
        effects=consequences(case, after, fact, scene.terms, known),
        finished=finished,
        newcomers=newcomers,
    )


def _answer(command: Command, verb: str, scene: Scene) -> Card:
    if isinstance(command, Redirect):
        return DECK["signpost"].draw(scene, command.signpost)
    about = command.about
    return DECK[VERBS[verb].card].draw(scene, about).saying(VERBS[verb].done, Tone.DONE)


def refusal(trouble: Trouble, verb: str, scene: Scene, about: str) -> Card:
    """The card as it is now, with one sentence why not."""
    card = DECK[VERBS[verb].card].draw(scene, about) if scene.case and scene.case.version else nothing(scene)
    return card.saying(words.trouble(trouble), Tone.WARNING)


def blank(scene: Scene) -> Case:
    """A case that nobody has heard of yet; its ids come from the turn, so that a repeated event makes no second one."""
    id_ = CaseId(born(scene.turn, "case"))
    return Case(
        id=id_,
        reference=reference(id_, scene.attempt),
        profile=scene.terms.profile.id,
        raiser=scene.who.id,
        leads_required=scene.terms.profile.leads,
        supervisors_required=scene.terms.profile.supervisors,
    )


def on_case(press: Press, scene: Scene) -> Scene:
    """Raising is judged on a case that nobody has heard of yet; everything else on the case that was loaded."""
    if press.verb == "raise" and scene.case is None:
        return replace(scene, case=blank(scene))
    return scene
