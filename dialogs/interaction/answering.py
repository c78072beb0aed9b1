"""What is typed to an open question: a repair, an answer, or at a review the word that sends."""

from dataclasses import replace
from typing import Final, assert_never

from dialogs import words
from dialogs.interaction.asking import ask, filling_of, overtaken, put_away, section_of
from dialogs.interaction.commands import do
from dialogs.interaction.filling import Filling
from dialogs.interaction.form_remarks import asks_to_move, moved_by_word, said_again, with_moved
from dialogs.interaction.forms import finish, judged, kept_piece, untouched
from dialogs.interaction.screens import REVIEW
from dialogs.interaction.spellings import plain
from dialogs.interaction.understanding import Unclear, said_back, understood
from dialogs.interaction.whose import TAKE, asks_back, doubt, left, meant
from dialogs.model.drafts import MOVED, WHICH, Draft, Repair, before, called, next_question, repair
from dialogs.model.fields import Field, Form, Section, check
from dialogs.model.turns import Scene, Turn
from dialogs.procedure.trouble import Trouble

SENDS: Final = frozenset(
    {"send", "send it", "please send", "send please", "send it please", "please send it", "send now"}
)
"""At a review nothing else sends: “yes” may be meant for what stands between."""

THROWN: Final = "The form has been thrown away."
SURE_TO_CANCEL: Final = (
    "Nothing has been thrown away yet. Write “throw it away” to delete what you have written in this form. To stop for"
    " now, write nothing: it is kept for 14 days."
)
SURE_TO_CLEAR: Final = "Write “clear it” to empty this answer, or “keep” to leave it as it is."
NOT_SENT: Final = "Nothing has been sent. Write “send” to send it, “change” and the name of an answer, or “cancel”."
HELP: Final = (
    "Answer the question. Or say: back, change and the name of an answer, keep or skip, clear, cancel, where was I."
)


def answered(said: str, scene: Scene, draft: Draft) -> Turn:
    """A repair is recognised before a line is taken as an answer. Heard a second time, the question as it stands is shown."""
    if gone := overtaken(scene, draft):
        return gone
    if scene.repeated:
        return ask(scene, draft)
    filling = filling_of(scene, draft)
    form = filling.form
    if asks_to_move(said, filling):
        turn, draft, note = moved_by_word(filling)
        shown = ask(replace(scene, case=turn.case) if turn else scene, draft, note=note)
        return replace(turn, reply=shown.reply, draft=shown.draft) if turn else shown
    if mended := repair(said):
        return _repaired(*mended, scene, draft, form)
    field = next((field for field in form.fields if field.name == draft.asked), None)
    if draft.asked == REVIEW:
        return _sent(said, filling)
    return _taken(said, filling, field) if field else ask(scene, draft)


def heard_in_doubt(said: str, scene: Scene, draft: Draft) -> Turn | None:
    """What happens where it is not certain that words are meant for the open question: it is asked back; at a review they are shown again."""
    if verb := meant(said, draft):
        return settled(verb, scene, draft)
    why = "" if harmless(said) else doubt(scene, draft)
    if not why or scene.repeated:
        return None
    if gone := overtaken(scene, draft):
        return gone
    form = filling_of(scene, draft).form
    field = next((field for field in form.fields if field.name == draft.asked), None)
    if field is None:
        return ask(
            scene, draft, note=f"Nothing has been sent. {why} Here are your answers again. Write “send” to send them."
        )
    return asks_back(said, why, form.title, field, draft)


def settled(verb: str, scene: Scene, draft: Draft) -> Turn:
    """Somebody has said whether what they wrote was the answer: then it is taken as if it had been written now."""
    if gone := overtaken(scene, draft):
        return gone
    if verb == TAKE:
        return answered(draft.pending, scene, replace(draft, pending="", below=""))
    return left(draft, filling_of(scene, draft).form.title)


def harmless(said: str) -> bool:
    """Whether it is a repair that only shows something, whatever it was meant for."""
    mended = repair(said)
    return bool(mended and mended[0] in (Repair.HELP, Repair.WHERE))


def _taken(said: str, filling: Filling, field: Field) -> Turn:
    """An answer becomes its value here, by the list that was shown; what is not clear is asked about, and nothing is guessed."""
    scene, draft = filling.scene, filling.draft
    written = draft.given.get(WHICH + field.name, ())
    meant = understood(field, said, scene, draft.shown, written if isinstance(written, tuple) else ())
    open_again = replace(draft, given={name: raw for name, raw in draft.given.items() if name != WHICH + field.name})
    if isinstance(meant, Unclear):
        few = {WHICH + field.name: meant.parts} if meant.perhaps else {}
        asked = replace(open_again, given={**open_again.given, **few}, shown=meant.perhaps)
        return ask(scene, asked, errors={field.name: meant.says}, field=field)
    raw = with_moved(draft, field, meant.raw)
    _, errors = check((field,), {field.name: raw})
    if errors:
        return ask(scene, open_again, errors=dict(errors), field=field)
    return _onward(open_again.without(MOVED + field.name).with_answers({field.name: raw}, scene.now), scene, field)


def _onward(draft: Draft, scene: Scene, field: Field) -> Turn:
    """The door stops at the very answer (P03); a fault of this answer is said at once, one of its section when that is complete; then the next question."""
    filling = filling_of(scene, draft)
    form = filling.form
    answers, _ = check(tuple(field for field in form.fields if field.name in draft.given), draft.given)
    now = filling.understood(answers)
    if stop := _stopped(now):
        return stop
    part, note = section_of(form, field), _said(now, field)
    complete = all(field.name in draft.given or field.name in draft.skipped for field in part.fields)
    errors = judged(form, part, draft.given)[1] if complete else {}
    if draft.given.get(field.name) and field.name not in errors:
        errors = {name: says for name, says in form.whole(answers).items() if name == field.name} or errors
    if errors:
        first = next(field for field in part.fields if field.name in errors)
        return ask(scene, draft, errors=dict(errors), field=first)
    return _saved(now, part, note) if complete else ask(scene, draft, note=note)


def _said(filling: Filling, field: Field) -> str:
    """What was understood and what to look at again; nothing before a review, which says both."""
    if next_question(filling.form, filling.draft) is None:
        return ""
    return "\n".join(filter(None, (said_back(field, filling.draft.given, filling.scene), said_again(filling, field))))


def _saved(filling: Filling, part: Section, note: str) -> Turn:
    """A section of a form that is saved as it is left, as in a window; where somebody else wrote meanwhile, their text is said first."""
    saved = kept_piece(filling, part)
    if saved is None:
        return ask(filling.scene, filling.draft, note=note)
    turn, forward = saved
    if isinstance(turn, Trouble):
        return ask(filling.scene, forward, note="\n".join((words.trouble(turn), *part.intro)), field=part.fields[0])
    following = ask(replace(filling.scene, case=turn.case), forward, note=note)
    return replace(turn, reply=following.reply, draft=following.draft)


def _stopped(filling: Filling) -> Turn | None:
    command = filling.flow.early(filling.asked)
    if command is None:
        return None
    turn = do(command, filling.scene, filling.press.verb, finished=filling.press)
    return turn if isinstance(turn, Turn) else None


def _sent(said: str, filling: Filling) -> Turn:
    form, draft, scene = filling.form, filling.draft, filling.scene
    if plain(said) not in SENDS:
        return ask(
            scene,
            draft,
            note=NOT_SENT,
        )
    answers, errors = form.check(draft.given)
    if errors:
        first = next(field for field in form.fields if field.name in errors)
        return ask(scene, draft, errors=dict(errors), field=first)
    return finish(filling.understood(answers))


def _repaired(kind: Repair, what: str, scene: Scene, draft: Draft, form: Form) -> Turn:  # noqa: PLR0911 - an arm for each
    """What stands stays, whatever is looked at again; only what is said twice is emptied or thrown away."""
    asked = next((field for field in form.fields if field.name == draft.asked), None)
    match kind:
        case Repair.CANCEL | Repair.THROW_AWAY:
            sure = kind is Repair.THROW_AWAY or draft.pending == Repair.CANCEL or untouched(draft, scene)
            return put_away(scene, draft, THROWN) if sure else _sure(Repair.CANCEL, SURE_TO_CANCEL, scene, draft, asked)
        case Repair.BACK:
            return ask(scene, draft, field=before(form, draft) or asked)
        case Repair.CHANGE:
            field = called(form, what)
            return ask(scene, draft, field=field) if field else ask(scene, draft, note=_which(form), field=asked)
        case Repair.SKIP:
            return _skipped(scene, draft, form)
        case Repair.CLEAR | Repair.CLEAR_IT:
            return _cleared(kind, scene, draft, asked)
        case Repair.HELP:
            return ask(scene, draft, note=HELP, field=asked)
        case Repair.WHERE:
            done = sum(1 for field in form.fields if draft.given.get(field.name))
            return ask(scene, draft, note=f"{form.title}: {done} of {len(form.fields)} answered.", field=asked)
        case _:
            assert_never(kind)


def _sure(kind: Repair, says: str, scene: Scene, draft: Draft, field: Field | None) -> Turn:
    """Asked once more before anything is lost: whatever else is written then is an answer."""
    turn = ask(scene, draft, note=says, field=field)
    return replace(turn, draft=replace(turn.draft, pending=kind.value)) if turn.draft else turn


def _cleared(kind: Repair, scene: Scene, draft: Draft, field: Field | None) -> Turn:
    if field is None or not draft.given.get(field.name):
        return ask(scene, draft, note="There is nothing here to clear.", field=field)
    if kind is Repair.CLEAR and draft.pending != Repair.CLEAR:
        return _sure(Repair.CLEAR, SURE_TO_CLEAR, scene, draft, field)
    emptied = draft.without(MOVED + field.name).without(field.name)
    return ask(
        scene,
        emptied,
        note="This answer is empty here now. Write another one, or “skip” to leave it empty.",
        field=field,
    )


def _which(form: Form) -> str:
    return "Which answer? Say change and one of: " + ", ".join(field.label for field in form.fields)


def _skipped(scene: Scene, draft: Draft, form: Form) -> Turn:
    """What stands there and can be used stays as it is; what cannot be used goes, whatever it was."""
    field = next((field for field in form.fields if field.name == draft.asked), None)
    if field is None:
        return ask(scene, draft, note=NOT_SENT)
    left = draft.without(MOVED + field.name).without(WHICH + field.name)  # what was moved there stays
    if left.given.get(field.name):
        answers, _ = check(tuple(field for field in form.fields if field.name in left.given), left.given)
        if field.name in answers and field.name not in form.whole(answers):
            return _onward(left, scene, field)
    if field.required:
        return ask(scene, draft, note="This one is needed and cannot be skipped.", field=field)
    emptied = left.without(field.name)
    return _onward(replace(emptied, skipped=(*emptied.skipped, field.name)), scene, field)
