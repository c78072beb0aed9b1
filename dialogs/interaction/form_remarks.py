"""What is done about remarks: what is moved to where it belongs, and how a chat says and does the same (P05, P23)."""

from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.interaction.commands import do
from dialogs.interaction.filling import Filling
from dialogs.interaction.screens import look_again, movable, remarks_on
from dialogs.model.drafts import MOVED, Draft, next_question
from dialogs.model.fields import Field
from dialogs.model.turns import Turn
from dialogs.model.views import MOVE
from dialogs.procedure.trouble import Trouble

NOTHING_TO_MOVE: Final = "There is nothing to move: nothing there reads like a task any more."
MOVE_WORDS: Final = ("move", "move it", "move this", MOVE.casefold())


def moved(filling: Filling, name: str) -> tuple[Turn, Draft, str] | Trouble | None:
    """What reads like a task, taken from the field of that name to where it belongs: what is saved, the draft then, and what that place is called.

    Both fields are saved at once. Where somebody else wrote meanwhile neither is: nothing is lost. Nothing where there is nothing to move.
    """
    found = filling.flow.move(filling.asked, name)
    if found is None:
        return None
    given, command = found
    turn = do(command, filling.scene, filling.press.verb)
    if isinstance(turn, Trouble):
        return turn
    seen = filling.going_on(filling.draft, turn.case).asked
    touched = [section for section in filling.form.sections if given.keys() & {field.name for field in section.fields}]
    marks = {key: mark for section in touched for key, mark in filling.flow.fresh(seen, section).items()}
    labels = [field.label for field in filling.form.fields if field.name in given.keys() - {name}]
    return turn, filling.draft.with_answers({**given, **marks}, filling.scene.now), labels[0]


def said_again(filling: Filling, field: Field) -> str:
    """In a chat, the remark on the answer just given, with what can be said to mend it; empty before a review, which says it itself."""
    draft = filling.draft
    now = filling.going_on(replace(draft, given={**dict.fromkeys(draft.skipped, ""), **draft.given}))
    says = remarks_on(now, (field,)).get(field.name, "")
    if not says or next_question(filling.form, draft) is None:
        return ""
    how = ", or “move” to move it to the points for the next meeting" if movable(now, (field.name,)) else ""
    return f"Look again at “{field.label}”: {says} Say “change {field.label}” to write it anew{how}."


def reopened(filling: Filling) -> str:
    """In a chat that goes on with a form, which of the answers so far to look at again."""
    labels = [f"“{remark.label}”" for remark in look_again(filling)]
    return f"Look again at {words.listed(labels)}. Say “change” and the name to write one anew." if labels else ""


def asks_to_move(said: str, filling: Filling) -> bool:
    """Whether somebody says that something is to be moved, where a form knows of moving; in others it is an answer like any."""
    return filling.in_pieces and " ".join(said.casefold().rstrip(".!").split()) in MOVE_WORDS


def moved_by_word(filling: Filling) -> tuple[Turn | None, Draft, str]:
    """In a chat, the latest answer that reads like a task moved to where it belongs: what happens, the draft then, and what to say.

    Where that is still to be asked it will be, and the answer is added to what was moved.
    """
    form, draft = filling.form, filling.draft
    names = movable(filling, (field.name for field in form.fields))
    name = next((field.name for field in reversed(form.fields) if field.name in names), "")
    found = moved(filling, name) if name else None
    if found is None or isinstance(found, Trouble):
        return None, draft, words.trouble(found) if found else NOTHING_TO_MOVE
    turn, after, where = found
    unasked = [field.name for field in form.fields if field.label == where and field.name not in draft.given]
    forward = after.with_answers({MOVED + name: "yes" for name in unasked}, filling.scene.now)
    return turn, forward, f"Moved to “{where}”."


def with_moved(draft: Draft, field: Field, said: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """An answer of a chat, after what was moved there before it was asked."""
    before = draft.given.get(field.name, "") if MOVED + field.name in draft.given else ""
    return "\n".join(filter(None, (before, said))) if isinstance(before, str) and isinstance(said, str) else said
