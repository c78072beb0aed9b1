"""A command is judged and, if it is accepted, its fact, its effects and the card that answers are handed back."""

from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.cards.deck import DECK
from dialogs.cards.others import nothing
from dialogs.cards.reaching import said
from dialogs.flows.verbs import FLOWS
from dialogs.ids import CaseId, PersonId, TurnId, born, reference, turn_id
from dialogs.interaction.consequences import consequences
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.turns import Feedback, Scene, Tell, Turn
from dialogs.model.views import Card, Tone
from dialogs.procedure.case import Case
from dialogs.procedure.commands.agreement import Agree, Redirect
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.booking import Book, Rsvp
from dialogs.procedure.lifecycle import decide, evolve, row_for
from dialogs.procedure.people import Person
from dialogs.procedure.trouble import Trouble
from dialogs.verbs import VERBS

FIRST_OF_TWO: Final = "Your agreement is kept. The window starts when the other accountable manager agrees too."
LEAD_CANNOT_COME: Final = "It is noted that you cannot come. You can move the session, or have it go on without you."
NOT_INVITED: Final = (
    "Booked. E-mail is not set up here, so no calendar invitations go out. The date is on the session’s card."
)


def do(
    command: Command | Feedback,
    scene: Scene,
    verb: str,
    *,
    finished: Press | None = None,
    newcomers: tuple[Person, ...] = (),
) -> Turn | Trouble:
    """The turn in which a command is done, or feedback handed in; or why it cannot be, and then nothing has changed."""
    if isinstance(command, Feedback):
        return _handed_in(command, scene, verb, finished)
    case = scene.of
    fact = decide(case, command, by=scene.who, terms=scene.terms, channel=scene.sender.channel)
    if isinstance(fact, Trouble):
        return fact
    after = evolve(case, fact)
    known = {**scene.people, **{newcomer.id: newcomer for newcomer in newcomers}}
    seen = replace(scene, case=after, people=known, draft=None)
    effects = consequences(case, after, fact, scene.terms, known)
    told = frozenset(effect.person for effect in effects if isinstance(effect, Tell)) - {scene.who.id}
    return Turn(
        reply=_answer(command, verb, seen, told),
        facts=(fact,),
        case=after,
        effects=effects,
        finished=finished,
        newcomers=newcomers,
    )


def _handed_in(given: Feedback, scene: Scene, verb: str, finished: Press | None) -> Turn:
    after = replace(scene, feedback_given=scene.feedback_given | {given.session})
    reply = DECK[card_of(verb)].draw(after, str(given.session))
    return Turn(reply=reply, feedback=given, finished=finished)


def _answer(command: Command, verb: str, scene: Scene, told: frozenset[PersonId]) -> Card:
    if isinstance(command, Redirect):
        return DECK["signpost"].draw(scene, command.signpost)
    about = command.about
    return DECK[VERBS[verb].card].draw(scene, about).saying(*said(scene, _done(command, verb, scene), told))


def _done(command: Command, verb: str, scene: Scene) -> str:
    if isinstance(command, Agree) and scene.of.decided_on is None:
        return FIRST_OF_TWO
    if isinstance(command, Rsvp) and not command.coming and scene.who.id == scene.of.leading:
        return LEAD_CANNOT_COME
    return NOT_INVITED if isinstance(command, Book) and not scene.posts else VERBS[verb].done


def card_of(verb: str) -> str:
    """The card that answers a verb which has a flow."""
    apart = FLOWS[verb].apart
    return apart.card if apart else VERBS[verb].card


def refused(press: Press, scene: Scene) -> Card | None:
    """The card that answers where the gate does not let somebody begin, or go on; nothing where it does."""
    apart = FLOWS[press.verb].apart
    if apart:
        return None if apart.may(scene, press.about) else DECK[apart.card].draw(scene, press.about)
    row = row_for(scene.of, VERBS[press.verb].does, scene.who, scene.terms, press.about)
    return refusal(row, press.verb, scene, press.about) if isinstance(row, Trouble) else None


def refusal(trouble: Trouble, verb: str, scene: Scene, about: str) -> Card:
    """The card as it is now, with one sentence why not."""
    card = DECK[VERBS[verb].card].draw(scene, about) if scene.case and scene.case.version else nothing(scene)
    return card.saying(words.trouble(trouble), Tone.WARNING)


def new_case(turn: TurnId, sender: Handle, mark: str = "") -> CaseId:
    """The id of the case that a form makes: the form's own, by its mark, so that sent from two windows it makes one.

    A mark is read within its sender alone: nobody can name a case of somebody else by it. Without one the turn decides,
    so that a repeated event makes no second case.
    """
    return CaseId(born(turn_id(sender.channel, f"{sender.tenant}\n{sender.user}\n{mark}") if mark else turn, "case"))


def blank(scene: Scene, id_: CaseId) -> Case:
    """A case that nobody has heard of yet."""
    return Case(
        id=id_,
        reference=reference(id_, scene.attempt),
        profile=scene.terms.profile.id,
        raiser=scene.who.id,
        leads_required=scene.terms.profile.leads,
        supervisors_required=scene.terms.profile.supervisors,
    )


def on_case(press: Press, scene: Scene, mark: str = "") -> Scene:
    """Raising is judged on a case that nobody has heard of yet; everything else on the case that was loaded."""
    if press.verb == "raise" and scene.case is None:
        return replace(scene, case=blank(scene, new_case(scene.turn, scene.sender, mark)))
    return scene
