"""Remarks of a form that is being filled: beside its fields, on what was left and saved, and what can be moved elsewhere (P05, P23)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from dialogs import remarks, words
from dialogs.flows.flow import Asked
from dialogs.flows.verbs import FLOWS
from dialogs.interaction.commands import do
from dialogs.model.drafts import MOVED, Draft, next_question
from dialogs.model.fields import Errors, Field, Form, Section
from dialogs.model.turns import Turn
from dialogs.model.views import MOVE, LookAgain
from dialogs.procedure.trouble import Trouble

NOTHING_TO_MOVE: Final = "There is nothing to move: nothing there reads like a task any more."
MOVE_WORDS: Final = ("move", "move it", "move this", MOVE.casefold())


def remarks_on(form: Form, asked: Asked, fields: tuple[Field, ...]) -> Errors:
    """What to look at again in what was typed in these fields so far: what identifies somebody, and what the form itself points out."""
    texts = remarks.texts(fields, asked.given)
    told = remarks.known(asked.scene.people, asked.scene.terms)
    found, names = (
        remarks.joined(remarks.identified(fields, texts, told), form.remarks(texts)),
        {field.name for field in fields},
    )
    return {name: says for name, says in found.items() if name in names}


def saved_in_pieces(verb: str) -> bool:
    """Whether each screen of the form is saved as it is left: it is not reviewed, so its remarks are said on the next screen."""
    flow = FLOWS.get(verb)
    return bool(flow and flow.piece)


def wants_review(form: Form, verb: str, asked: Asked) -> bool:
    """Whether answers are checked before they are sent: always where the flow says so, else where there is something to look at again."""
    flow = FLOWS.get(verb)
    return bool(flow and flow.review) or (not saved_in_pieces(verb) and bool(remarks_on(form, asked, form.fields)))


def movable(verb: str, asked: Asked, names: Iterable[str]) -> frozenset[str]:
    """Of these fields those that hold what belongs in another one."""
    flow = FLOWS.get(verb)
    return frozenset(name for name in names if flow and flow.movable(asked, name))


def look_again(
    form: Form, verb: str, asked: Asked, *, left: Section | None = None, shown: Section | None = None
) -> tuple[LookAgain, ...]:
    """Remarks on other screens than the one `shown`, or only on the one that was just `left`; none where a review says them."""
    if not saved_in_pieces(verb):
        return ()
    sections = [
        section
        for section in form.sections
        if (section.name == left.name if left else not shown or section.name != shown.name)
    ]
    found = remarks_on(form, asked, tuple(field for section in sections for field in section.fields))
    moves = movable(verb, asked, found)
    return tuple(
        LookAgain(field.name, section.name, field.label, found[field.name], movable=field.name in moves)
        for section in sections
        for field in section.fields
        if field.name in found
    )


def moved(form: Form, name: str, draft: Draft, asked: Asked) -> tuple[Turn, str] | Trouble | None:
    """What reads like a task, taken from the field of that name to where it belongs, and what that is called; the turn keeps the draft as it is then.

    Both fields are saved at once. Where somebody else wrote meanwhile neither is: nothing is lost. Nothing where there is nothing to move.
    """
    flow = FLOWS.get(draft.press.verb)
    found = flow.move(asked, name) if flow else None
    if flow is None or found is None:
        return None
    given, command = found
    turn = do(command, asked.scene, draft.press.verb)
    if isinstance(turn, Trouble):
        return turn
    seen = replace(asked, scene=replace(asked.scene, case=turn.case))
    touched = [section for section in form.sections if given.keys() & {field.name for field in section.fields}]
    marks = {key: mark for section in touched for key, mark in flow.fresh(seen, section).items()}
    labels = [field.label for field in form.fields if field.name in given.keys() - {name}]
    return replace(turn, draft=draft.with_answers({**given, **marks}, asked.scene.now)), labels[0]


def said_again(form: Form, field: Field, draft: Draft, asked: Asked) -> str:
    """In a chat, the remark on the answer just given, with what can be said to mend it; empty before a review, which says it itself."""
    now = replace(asked, given={**dict.fromkeys(draft.skipped, ""), **draft.given})
    says = remarks_on(form, now, (field,)).get(field.name, "")
    if not says or next_question(form, draft) is None:
        return ""
    how = (
        ", or “move” to move it to the points for the next meeting"
        if movable(draft.press.verb, now, (field.name,))
        else ""
    )
    return f"Look again at “{field.label}”: {says} Say “change {field.label}” to write it anew{how}."


def reopened(form: Form, asked: Asked, draft: Draft) -> str:
    """In a chat that goes on with a form, which of the answers so far to look at again."""
    labels = [f"“{one.label}”" for one in look_again(form, draft.press.verb, asked)]
    return f"Look again at {words.listed(labels)}. Say “change” and the name to write one anew." if labels else ""


def asks_to_move(said: str, verb: str) -> bool:
    """Whether somebody says that something is to be moved, where a form knows of moving; in others it is an answer like any."""
    flow = FLOWS.get(verb)
    return bool(flow and flow.piece) and " ".join(said.casefold().rstrip(".!").split()) in MOVE_WORDS


def moved_by_word(form: Form, draft: Draft, asked: Asked) -> tuple[Turn | None, Draft, str]:
    """In a chat, the latest answer that reads like a task moved to where it belongs: what happens, the draft then, and what to say.

    Where that is still to be asked it will be, and the answer is added to what was moved.
    """
    names = movable(draft.press.verb, asked, (field.name for field in form.fields))
    name = next((field.name for field in reversed(form.fields) if field.name in names), "")
    found = moved(form, name, draft, asked) if name else None
    if found is None or isinstance(found, Trouble):
        return None, draft, words.trouble(found) if found else NOTHING_TO_MOVE
    turn, where = found
    unasked = [field.name for field in form.fields if field.label == where and field.name not in draft.given]
    forward = (turn.draft or draft).with_answers({MOVED + field: "yes" for field in unasked}, asked.scene.now)
    return turn, forward, f"Moved to “{where}”."


def with_moved(draft: Draft, field: Field, said: str | tuple[str, ...]) -> str | tuple[str, ...]:
    """An answer of a chat, after what was moved there before it was asked."""
    before = draft.given.get(field.name, "") if MOVED + field.name in draft.given else ""
    return "\n".join(filter(None, (before, said))) if isinstance(before, str) and isinstance(said, str) else said
