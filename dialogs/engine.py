"""The core's two ways in: `step`, somebody did something; `tick`, time passed. Both are pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, assert_never

from dialogs.cards.channels import NAME as CHANNELS
from dialogs.cards.deck import kind_of, needs_of, without_the_case
from dialogs.cards.desk import NUDGE
from dialogs.cards.lists import NAME as LISTS
from dialogs.cards.need_to_know import shown
from dialogs.cards.others import call_now, nothing, stranger
from dialogs.flows.verbs import FLOWS
from dialogs.interaction.accounts import about_accounts, code_in, given, pressed
from dialogs.interaction.begun import BEGUN, asks_back, form_press
from dialogs.interaction.chat import RAISE, card_said, line_of, reference_in, talked
from dialogs.interaction.commands import card_of, new_case, on_case, refused
from dialogs.interaction.consequences import tick
from dialogs.interaction.desk import nudged
from dialogs.interaction.forms import begin, received, resumed, submitted, untouched
from dialogs.interaction.looking_up import suggested
from dialogs.interaction.own_addresses import OWN, own
from dialogs.interaction.search import FIND, asked, found, typed
from dialogs.model.fields import Found, Raw
from dialogs.model.heard import Go, Heard, Pressed, Said, Submitted
from dialogs.model.press import SHOW, Press
from dialogs.model.reach import NEW_ACCOUNT
from dialogs.model.turns import Need, Scene, Turn, Wants
from dialogs.model.views import Card, Page, Tone
from dialogs.procedure.reading import readable
from dialogs.recognisers.emergency import emergency

__all__ = ["draw", "found_for", "step", "still_owed", "tick", "wants", "wants_to_find"]

NOT_OPEN: Final = "This form is not open any more: it was sent or thrown away. Nothing was sent just now."
OF_ACCOUNTS = (CHANNELS, NEW_ACCOUNT)
"""The cards about one's own accounts."""


def wants(heard: Heard) -> Wants:
    """What must be loaded to answer. Always the same for the same thing heard."""
    match heard:
        case Said():
            said = line_of(heard.words).casefold()
            if about_accounts(said):
                return Wants(needs=kind_of(CHANNELS).needs)
            raising, meant = said in RAISE, reference_in(said)
            asked = heard.private and not (raising or meant)
            press = _raising() if raising else None
            return Wants(needs=Need.MINE | kind_of(card_said(said)).needs, asked=asked, reference=meant, press=press)
        case Pressed():
            if heard.press.verb in BEGUN:
                wanted = _wanted(form_press(heard.press))
                return replace(wanted, needs=wanted.needs | Need.MINE, case=heard.press.case)
            return _wanted(heard.press)
        case Submitted():
            wanted = _wanted(heard.press)
            if heard.press.verb == FIND:
                shown = wanted.needs | kind_of("case").needs | kind_of(LISTS).needs
                return replace(wanted, case=None, reference=reference_in(typed(heard.raw)), needs=shown)
            given = heard.raw.get("local_reference", "")
            return replace(
                wanted,
                case=new_case(heard.turn, heard.sender, heard.mark) if heard.press.verb == "raise" else wanted.case,
                needs=wanted.needs | (Need.MINE if heard.go in (Go.KEEP, Go.CANCEL) else Need.NOTHING),
                local_reference=given if isinstance(given, str) else "",
                named=_values(heard) if Need.REACH in wanted.needs else frozenset(),
            )
        case _:
            assert_never(heard)


def _values(heard: Submitted) -> frozenset[str]:
    """Whatever was sent, each value alone."""
    several = ((value,) if isinstance(value, str) else tuple(value) for value in heard.raw.values())
    return frozenset(value for values in several for value in values)


def _raising() -> Press:
    return Press("case", "raise")


def _wanted(press: Press) -> Wants:
    learning = without_the_case(press)
    looks_only = press.verb == SHOW and not learning  # what is only shown has no draft
    return Wants(case=press.case, press=None if looks_only else press, needs=needs_of(press), learning=learning)


def step(heard: Heard, scene: Scene) -> Turn:
    """Somebody did something: the reply to show, and what follows. Nothing has happened yet."""
    if scene.actor is None and isinstance(heard, Said) and emergency(heard.words):
        return Turn(reply=call_now(scene))
    if scene.actor is None:
        code = code_in(line_of(heard.words)) if isinstance(heard, Said) else None
        return given(code, scene) if code else Turn(reply=stranger(scene))
    turn = _standing_last(heard, _naming_its_case(_stepped(heard, scene), scene))
    web = scene.addresses.page(scene.actor.id, turn.reply)
    return replace(turn, reply=replace(turn.reply, web=web)) if web else turn


def _standing_last(heard: Heard, turn: Turn) -> Turn:
    """With what is said in the conversation by this turn; a list that was looked at on a page of its own says nothing there."""
    if isinstance(heard, Pressed) and heard.press == Press("home", SHOW):
        return turn
    return replace(turn, said=turn.reply.title if isinstance(turn.reply, Card) else turn.reply.form.title)


def _naming_its_case(turn: Turn, scene: Scene) -> Turn:
    """A form says which case it is about, in a chat by its reference alone, and which kinds of its words it shows. Wider learning is about none."""
    reply = turn.reply
    if isinstance(reply, Card) or reply.press.card == "learning":
        return turn
    known = (case for case in (turn.case, scene.case, *scene.mine) if case and case.id == reply.press.case)
    case = next(known, None)
    if case is None:
        return turn
    handed = readable(case, scene.actor, scene.terms)
    child = "" if isinstance(reply, Page) and reply.as_question else handed.initials
    named = replace(reply, case=", ".join(filter(None, (case.reference, child))))
    return replace(turn, reply=replace(named, shows=shown(named, handed)))


def _stepped(heard: Heard, scene: Scene) -> Turn:
    match heard:
        case Said():
            return _pressed(_raising(), scene) if line_of(heard.words).casefold() in RAISE else talked(heard, scene)
        case Pressed():
            return _pressed(heard.press, scene, heard)
        case Submitted():
            return _sent(heard, scene)
        case _:
            assert_never(heard)


def wants_to_find(press: Press) -> Wants:
    """What must be loaded to say who may be meant in a form."""
    return _wanted(press)


def found_for(press: Press, name: str, words: str, given: Raw, scene: Scene) -> Found:
    """Who may be meant by words typed so far in a field of a form that is open; nobody for whoever may not fill it. It is no turn."""
    if scene.actor is None or press.verb not in FLOWS:
        return Found()
    on = on_case(press, scene)
    if on.case is None or refused(press, on):
        return Found()
    return suggested(on.draft or resumed(press, on), name, words, given, on)


def draw(card: str, scene: Scene, about: str = "") -> Card:
    """A card as the actor sees it now, with their own way to it on the web; one plain card when there is none such for them."""
    drawn = _drawn(card, scene, about)
    web = scene.addresses.page(scene.actor.id, drawn) if scene.actor else ""
    return replace(drawn, web=web) if web else drawn


def _drawn(card: str, scene: Scene, about: str) -> Card:
    kind = kind_of(card)
    if kind.of_case and (scene.case is None or scene.actor is None):
        return nothing(scene)
    return kind.draw(scene, about)


def still_owed(card: str, scene: Scene, about: str = "") -> bool:
    """Whether telling this card still makes sense; otherwise it has been overtaken and is dropped."""
    return bool(scene.actor and scene.actor.active and kind_of(card).still_news(scene, about))


def _pressed(press: Press, scene: Scene, heard: Pressed | None = None) -> Turn:
    if press.card in OF_ACCOUNTS:
        return pressed(press, scene)
    if press.verb == SHOW:
        return Turn(reply=draw(press.card, scene, press.about))
    if press.verb in APART:
        return APART[press.verb](press, scene)
    if press.verb not in FLOWS:
        return Turn(reply=draw(press.card, scene, press.about).saying("This button is no longer in use.", Tone.WARNING))
    return _of_case(press, on_case(press, scene), heard)


def _of_case(press: Press, scene: Scene, heard: Pressed | None) -> Turn:
    if scene.case is None:
        return Turn(reply=nothing(scene))
    return _shown(press, scene) if scene.repeated else _begun(press, scene, heard)


def _shown(press: Press, scene: Scene) -> Turn:
    """The very event has been answered before: what it led to is shown, nothing is done."""
    if scene.draft:
        return replace(begin(press, scene), draft=None)
    return Turn(reply=_back_to(press, scene))


def _begun(press: Press, scene: Scene, heard: Pressed | None) -> Turn:
    """A form is opened, or looked at again at one of its screens; whoever would raise a second case is asked which."""
    if card := refused(press, scene):
        return Turn(reply=card)
    if heard and heard.at and scene.draft:
        return begin(press, scene, heard.at, judge=heard.judged)
    kept = scene.draft if press.verb == "raise" else None
    if kept and not kept.gone(scene.now) and not untouched(kept, scene):
        return Turn(reply=asks_back(kept, scene))
    return begin(press, scene)


def _sent(heard: Submitted, scene: Scene) -> Turn:
    press = heard.press
    if press.verb == FIND:
        return found(heard, scene)
    on = on_case(press, scene, heard.mark)
    if press.verb not in FLOWS or on.case is None:
        return Turn(reply=nothing(scene))
    return _shown(press, on) if scene.repeated else _sent_before(heard, on) or _judged(heard, on)


def _sent_before(heard: Submitted, scene: Scene) -> Turn | None:
    """The same form was sent or thrown away in another window: that is said, and nothing is begun anew by it."""
    if heard.press.verb == "raise" and scene.of.version:
        return Turn(reply=draw("case", scene).saying(f"Already sent: {scene.of.reference}."))
    if heard.go in (Go.SEND, Go.CHANGE) and scene.draft is None and not heard.raw:
        return Turn(reply=_back_to(heard.press, scene).saying(NOT_OPEN, Tone.WARNING))
    return None


def _judged(heard: Submitted, scene: Scene) -> Turn:
    """The gate is asked again at every screen: a form that was open when things changed stops with the reason."""
    if card := refused(heard.press, scene):
        return Turn(reply=card, finished=heard.press)
    return _left(heard, scene) if heard.go in (Go.CANCEL, Go.KEEP) else submitted(heard, scene)


def _left(heard: Submitted, scene: Scene) -> Turn:
    """A form is put aside for later, or thrown away; in silence where it names nobody, and then it is not kept."""
    press, apart = heard.press, FLOWS[heard.press.verb].apart
    kept = received(heard, scene) if heard.go is Go.KEEP and not apart else None
    idle = kept is not None and untouched(kept.draft, scene)
    if kept and not idle:
        said = "Kept for 14 days. You can carry on in any channel."
        return Turn(reply=_back_to(press, scene).saying(said), draft=kept.draft)
    thrown = (press.verb, press.case, press.about)
    left = (draft for draft in scene.drafts if (draft.press.verb, draft.press.case, draft.press.about) != thrown)
    card = _back_to(press, replace(scene, drafts=tuple(left)))
    form = received(heard, scene)
    said = "The form has been thrown away." if form and form.form.fields else "Nothing has been done."
    return Turn(reply=card if apart or idle else card.saying(said), finished=press)


def _back_to(press: Press, scene: Scene) -> Card:
    return draw(card_of(press.verb), scene, press.about) if scene.of.version else draw("home", scene)


APART: Final[Mapping[str, Callable[[Press, Scene], Turn]]] = {
    FIND: lambda press, _: asked(press),
    NUDGE: nudged,
    **BEGUN,
    **dict.fromkeys(OWN, own),
}
"""What is no command of the procedure: nothing of it stands in a case's facts."""
