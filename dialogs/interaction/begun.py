"""What somebody has begun and not sent: looked at, gone on with, begun anew, or thrown away, also once its case has moved."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.cards.deck import DECK
from dialogs.cards.home import draft_title
from dialogs.interaction.answering import settled
from dialogs.interaction.commands import on_case
from dialogs.interaction.filling import filled
from dialogs.interaction.forms import begin
from dialogs.interaction.spoken import spoken
from dialogs.interaction.whose import LEAVE, TAKE
from dialogs.model.drafts import Draft
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Block, Button, Card, Note, Pairs, Style, Text, Tone
from dialogs.verbs import VERBS, may

GONE: Final = "There is nothing here any more: it has been sent or thrown away."


def form_press(press: Press) -> Press:
    """The form that a button about something begun speaks of."""
    verb, _, about = press.about.partition(":")
    card = VERBS[verb].card if verb in VERBS else verb
    return Press(card, verb, press.case, about)


def about_draft(verb: str, press: Press) -> Press:
    """The button that does this with what was begun under that press."""
    return Press("home", verb, press.case, f"{press.verb}:{press.about}")


def begun(press: Press, scene: Scene) -> Turn:
    """What was typed, and what can be done with it."""
    return Turn(reply=_card(scene.draft, scene) if scene.draft else _nothing(scene))


def asks_back(draft: Draft, scene: Scene) -> Card:
    """Asks somebody who wants to raise a case, and has one begun, whether it is that one."""
    child = draft.given.get("initials", "")
    whose = f" about {child}" if isinstance(child, str) and child else ""
    said = f"You began a case{whose} on {_when(draft, scene)}, and have not sent it."
    return Card(
        name="home",
        title="Go on, or begin anew?",
        body=(Text(said),),
        buttons=(
            Button(f"Go on with {child if whose else 'it'}", about_draft("go-on", draft.press), Style.PRIMARY),
            Button("Throw it away and begin anew", about_draft("begin-anew", draft.press), Style.DANGER),
            HOME,
        ),
    )


def _card(draft: Draft, scene: Scene) -> Card:
    on = on_case(draft.press, scene)
    open_ = may_go_on(draft, on)
    press = draft.press
    ways = (
        *((Button("Carry on", about_draft("go-on", press), Style.PRIMARY),) if open_ else ()),
        Button("Throw it away", about_draft("discard", press), Style.DANGER),
        HOME,
    )
    moved = () if open_ else (Note("The case has moved on, so this cannot be sent any more.", Tone.WARNING),)
    return Card(
        name="home",
        title=draft_title(press, scene),
        body=(*moved, Text(f"Last changed on {_when(draft, scene)}. Nobody else sees it."), *_typed(draft, on)),
        buttons=ways,
    )


def may_go_on(draft: Draft, scene: Scene) -> bool:
    """Whether the gate would still take what was begun."""
    verb = draft.press.verb
    return verb not in VERBS or (scene.case is not None and may(scene, verb, draft.press.about))


def _typed(draft: Draft, scene: Scene) -> tuple[Block, ...]:
    """The answers, where the form can still be made of the case as it is."""
    if scene.case is None or draft.press.verb not in VERBS or not may_go_on(draft, scene):
        texts = (
            text for name, text in draft.given.items() if "." not in name and isinstance(text, str) and " " in text
        )
        return tuple(map(Text, texts))
    filling = filled(draft, scene)
    fields = filling.form.fields if filling else ()
    rows = ((field.label, spoken(field, draft.given)) for field in fields)
    told = tuple((label, said) for label, said in rows if said not in ("", "–"))
    return (Pairs(told),) if told else ()


def _when(draft: Draft, scene: Scene) -> str:
    return words.moment(draft.changed.astimezone(scene.now.tzinfo))


def _go_on(press: Press, scene: Scene) -> Turn:
    if scene.draft is None:
        return Turn(reply=_nothing(scene))
    on = on_case(scene.draft.press, scene)
    return begin(scene.draft.press, on) if may_go_on(scene.draft, on) else begun(press, scene)


def _anew(press: Press, scene: Scene) -> Turn:
    """The old one goes as the new one is kept in its place."""
    form = form_press(press)
    on = on_case(form, scene)
    if scene.repeated or form.verb not in VERBS or not may(on, form.verb, form.about):
        return Turn(reply=DECK["home"].draw(scene, ""))
    return begin(form, replace(on, draft=None))


def _discard(press: Press, scene: Scene) -> Turn:
    form = form_press(press)
    if scene.draft is None:
        return Turn(reply=_nothing(scene))
    return Turn(reply=_home(scene, form).saying("It has been thrown away.", Tone.DONE), finished=form)


def _settled(press: Press, scene: Scene) -> Turn:
    """Whether what somebody wrote was the answer; pressed once more, the question as it stands now."""
    draft = scene.draft
    if draft is None or not draft.pending:
        return Turn(reply=_nothing(scene)) if draft is None else begun(press, scene)
    return settled(press.verb, on_case(draft.press, scene), draft)


def _nothing(scene: Scene) -> Card:
    return DECK["home"].draw(scene, "").saying(GONE)


def _home(scene: Scene, without: Press) -> Card:
    key = (without.verb, without.case, without.about)
    left = tuple(draft for draft in scene.drafts if (draft.press.verb, draft.press.case, draft.press.about) != key)
    return DECK["home"].draw(replace(scene, drafts=left), "")


HOME: Final = Button("My list", Press("home", "show"))
BEGUN: Final[Mapping[str, Callable[[Press, Scene], Turn]]] = {
    "begun": begun,
    "go-on": _go_on,
    "begin-anew": _anew,
    "discard": _discard,
    TAKE: _settled,
    LEAVE: _settled,
}
"""What can be done with something begun: no command of the procedure."""
