"""A form as questions in a chat: which is asked next, what is kept of it, and when a form is no longer asked at all."""

from collections.abc import Mapping
from dataclasses import replace

from dialogs.cards.deck import DECK
from dialogs.flows.verbs import FLOWS
from dialogs.interaction.commands import card_of, on_case, refused
from dialogs.interaction.filling import Filling, filled
from dialogs.interaction.forms import begin, resumed
from dialogs.interaction.screens import REVIEW
from dialogs.interaction.spoken import spoken
from dialogs.interaction.understanding import Choices, numbered, offered
from dialogs.model.drafts import MOVED, WHICH, Draft, next_question
from dialogs.model.fields import Field, Form, Section
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Note, Page

NOT_NEEDED = "The form you had begun is no longer needed, and has been put away."


def ask(
    scene: Scene,
    draft: Draft,
    note: str = "",
    errors: Mapping[str, str] | None = None,
    field: Field | None = None,
    *,
    anew: bool = False,
) -> Turn:
    """The next question, or the review once all is answered. What was shown with it is kept: an answer is read against that.

    Where a chat comes to a section, or to the form `anew`, its introduction is said before the question.
    """
    filling = filling_of(scene, draft)
    form = filling.form
    question = field or next_question(form, draft)
    now = replace(draft, asked_at=scene.now, asked_in=scene.sender.conversation, below="", pending="")
    if question is None:
        kept = replace(now, asked=REVIEW, reached=REVIEW, shown=())
        turn = begin(draft.press, replace(scene, draft=kept))
        return replace(turn, reply=replace(turn.reply, note=Note(note)) if note else turn.reply, draft=kept)
    section = section_of(form, question)
    opens = anew or not draft.asked or draft.reached != section.name
    perhaps = draft.shown if WHICH + question.name in draft.given else ()
    question = offered(question, perhaps)
    shown = numbered(question, perhaps)
    if isinstance(question, Choices) and perhaps:
        question = replace(question, options=tuple(option for option in question.options if option.value in shown))
    kept = replace(now, asked=question.name, reached=section.name, shown=shown)
    answered, left = _counted(filling, draft)
    page = Page(
        form=form,
        press=draft.press,
        section=replace(section, fields=(question,), intro=_intro(filling, section, question) if opens else ()),
        given=draft.given,
        number=answered + 1,
        of=answered + max(left, 1),
        errors=errors or {},
        note=Note(note) if note else None,
        as_question=True,
        stands=_stands(question, draft),
    )
    return Turn(reply=page, draft=kept)


def _counted(filling: Filling, draft: Draft) -> tuple[int, int]:
    """How many questions somebody has answered, and how many are left for them; what the form knew by itself is neither."""
    known = {} if filling.in_pieces else resumed(draft.press, replace(filling.scene, draft=None)).given
    dealt = [field.name for field in filling.form.fields if field.name in draft.given or field.name in draft.skipped]
    answered = [name for name in dealt if draft.given.get(name) != known.get(name) or name in draft.skipped]
    return len(answered), len(filling.form.fields) - len(dealt)


def _intro(filling: Filling, section: Section, question: Field) -> tuple[str, ...]:
    """What is said before the answers of a section: what to know, and what is filled in already."""
    given = filling.draft.given
    known = [
        f"{field.label}: {spoken(field, given)}"
        for field in section.fields
        if field.name != question.name and given.get(field.name)
    ]
    filled_in = "\n".join(("Filled in already; say “change” and the name to change it:", *known)) if known else ""
    note = filling.flow.note(filling.asked) if filling.in_pieces else ""
    return tuple(filter(None, (note, *section.intro, filled_in)))


def _stands(field: Field, draft: Draft) -> str:
    """What was answered before; nothing of what was only moved there, as that is added to."""
    answer = spoken(field, draft.given) if draft.given.get(field.name) and MOVED + field.name not in draft.given else ""
    return "" if answer == "–" else answer


def section_of(form: Form, field: Field) -> Section:
    """The section in which a field stands."""
    return next(section for section in form.sections if field.name in {each.name for each in section.fields})


def overtaken(scene: Scene, draft: Draft) -> Turn | None:
    """A form that time has overtaken is put away, with the reason: nobody is held by it, nor shown a case they have left."""
    press = draft.press
    if scene.case is None or press.verb not in FLOWS:
        return put_away(scene, draft)
    if card := refused(press, scene):
        return put_away(scene, draft) if FLOWS[press.verb].apart else Turn(reply=card, finished=press)
    if filled(draft, scene) is None:
        return Turn(reply=DECK[card_of(press.verb)].draw(scene, press.about), finished=press)
    return None


def put_away(scene: Scene, draft: Draft, words: str = NOT_NEEDED) -> Turn:
    """The form is thrown away, and what else there is to do is shown."""
    left = tuple(other for other in scene.drafts if other is not draft)
    return Turn(reply=DECK["home"].draw(replace(scene, drafts=left), "").saying(words), finished=draft.press)


def on_its_case(draft: Draft, scene: Scene) -> Scene:
    """The scene with the case of that form, where it was loaded."""
    case = next((known for known in (scene.case, *scene.mine) if known and known.id == draft.press.case), None)
    return on_case(draft.press, replace(scene, case=case, draft=draft))


def filling_of(scene: Scene, draft: Draft) -> Filling:
    """The form as it is filled now.

    Raises:
        LookupError: there is no form: drafts are only kept of forms.
    """
    filling = filled(draft, scene)
    if filling is None:
        raise LookupError(draft.press.verb)
    return filling
