"""Forms being filled, in windows and pages: opened, resumed, judged screen by screen, sent. How a screen looks is `screens.py`."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.flows.flow import Asked
from dialogs.flows.verbs import FLOWS
from dialogs.interaction.commands import do, refusal
from dialogs.interaction.filling import Filling, filled, readable
from dialogs.interaction.form_remarks import NOTHING_TO_MOVE, moved
from dialogs.interaction.looking_up import sought
from dialogs.interaction.screens import REVIEW, Screen, look_again, shown, wants_review
from dialogs.model.drafts import Draft
from dialogs.model.fields import WHOLE, Answers, Errors, Field, Form, LongText, Raw, Section, check
from dialogs.model.heard import Go, Submitted
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Note, Tone
from dialogs.procedure.trouble import Trouble

SAME_REFERENCE: Final = "A case with this reference may already be in a live session. You can go on."
"""Said without showing who or what."""
HIDDEN: Final = "."  # in the name of what a draft remembers and nobody has typed
BESIDE: Final[Mapping[Trouble, tuple[str, ...]]] = {
    Trouble.IN_THE_FUTURE: ("decided_on", "on"),
    Trouble.TOO_LONG_AGO: ("decided_on", "on"),
    Trouble.IS_THE_RAISER: ("managers", "who"),
    Trouble.UNCHANGED: ("who", "attendees", "place", "attended"),
    Trouble.LEADS_OF_ONE_AGENCY: ("managers", "who"),
    Trouble.SUPERVISOR_AS_KEYWORKER: ("who", "supervisor_1"),
    Trouble.SAME_AGENCY: ("supervisor_2", "supervisor_1"),
    Trouble.TOO_FEW_SUPERVISORS: ("supervisor_2", "supervisor_1"),
    Trouble.LEAD_NOT_NOMINATED: ("lead",),
    Trouble.SAME_PERSON: ("suggests", "managers"),
    Trouble.TOO_MANY: ("attendees", "also", "who"),
    Trouble.NO_ATTENDEES: ("attendees",),
    Trouble.SUPERVISOR_AS_ATTENDEE: ("attendees", "supervisor_1"),
    Trouble.OUTSIDE_NEEDS_REASON: ("reason",),
    Trouble.NO_SLOTS: ("slots", "typed"),
    Trouble.NONE_IN_WINDOW: ("slots", "typed"),
    Trouble.SLOT_IN_THE_PAST: ("typed", "again"),
    Trouble.SLOT_ON_A_DAY_OFF: ("typed",),
    Trouble.NOBODY_CAME: ("attended",),
    Trouble.NO_SUPERVISOR_CAME: ("attended",),
    Trouble.SIGNED_AS_THERE: ("attended",),
}
"""Beside which field a refusal stands, where the form has one of these."""


def begin(press: Press, scene: Scene, at: str = "", *, judge: bool = False) -> Turn:
    """The form, where it was left or from its beginning; where nothing needs to be asked, what it would lead to.

    Or `at` a section of it, where it is one that was begun; with `judge` its faults are said as well.
    """
    filling = filled(_caught_up(resumed(press, scene), scene), scene)
    if filling is None:
        return _at_once(press, scene)
    if filling.draft.reached and at in {section.name for section in filling.form.sections}:
        errors = judged(filling.form, filling.form.section(at), filling.draft.given)[1] if judge else {}
        return shown(Screen(filling=filling, name=at, errors=errors))
    if filling.draft.reached == REVIEW:
        answers, errors = filling.form.check(filling.draft.given)
        return shown(Screen(filling=filling.understood(answers), name=REVIEW, errors=errors))
    section = filling.form.section(filling.draft.reached)
    return shown(Screen(filling=filling, name=section.name, again=look_again(filling, shown=section)))


def _at_once(press: Press, scene: Scene) -> Turn:
    turn = do(FLOWS[press.verb].make(Asked(scene=scene, about=press.about)), scene, press.verb)
    return Turn(reply=refusal(turn, press.verb, scene, press.about)) if isinstance(turn, Trouble) else turn


def resumed(press: Press, scene: Scene) -> Draft:
    """The draft as it was kept, unless it is old or was never touched."""
    kept = scene.draft
    if kept and kept.reached and not kept.gone(scene.now):
        return kept
    start = FLOWS[press.verb].start(readable(Asked(scene=scene, about=press.about)))
    known = {name: raw for name, raw in start.items() if raw}  # what is not known is a question, not an empty answer
    return Draft(owner=scene.who.id, press=press, version=1, given=known, changed=scene.now)


def untouched(draft: Draft, scene: Scene) -> bool:
    """Whether nothing has been answered but what the form began with: there is nothing to keep."""
    begun = resumed(draft.press, replace(scene, draft=None)).given
    return all(raw in ("", (), begun.get(name)) for name, raw in draft.given.items() if HIDDEN not in name)


def submitted(heard: Submitted, scene: Scene) -> Turn:
    """A screen was sent: kept, judged, and answered by the next one."""
    filling = received(heard, scene)
    if filling is None:
        return _at_once(heard.press, scene)
    gone = _gone(heard, filling)
    return shown(gone) if isinstance(gone, Screen) else gone


def received(heard: Submitted, scene: Scene) -> Filling | None:
    """The form with what came on a screen of it; nothing where nothing needs to be asked any more."""
    draft = scene.draft or resumed(heard.press, scene)
    before = filled(draft, scene)
    if before is None:
        return None
    section = before.form.section(heard.section)
    of_review = heard.go is Go.SEND or (heard.go is Go.CHANGE and not heard.about)
    if not of_review and heard.section == section.name:  # a review asks nothing
        answers = _answers_of(section, heard.raw)
        if heard.go in (Go.MOVE, Go.FIND):  # the writer stays here: what is not written yet is not left empty
            answers = {name: raw for name, raw in answers.items() if raw or name in draft.given}
        draft = _caught_up(draft.with_answers(answers, scene.now), scene, section, heard.mark)
    reached = draft.reached if draft.reached == REVIEW else section.name
    below = before.form.title if draft.asked else ""  # a chat has not asked what is answered here
    return filled(replace(draft, reached=reached, below=below), scene)


def _caught_up(draft: Draft, scene: Scene, sent: Section | None = None, mark: str = "") -> Draft:
    """The draft with what others have written meanwhile."""
    asked = Asked(scene=scene, about=draft.press.about, given=draft.given)
    more = FLOWS[draft.press.verb].caught_up(asked, sent, mark)
    return draft.with_answers(more, draft.changed) if more else draft


def _answers_of(section: Section, raw: Raw) -> Raw:
    """What the screen asked; what came empty is empty, what was not asked is not taken. Times are kept as the days they are."""
    return {field.name: _settled(field, raw.get(field.name, () if field.several else "")) for field in section.fields}


def _settled(field: Field, raw: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return field.settled(raw) if isinstance(field, LongText) and isinstance(raw, str) else raw


def _gone(heard: Submitted, filling: Filling) -> Screen | Turn:  # noqa: PLR0911 - an arm for each way
    """Where somebody goes from a screen, or what they have done. Keep and cancel are the engine's: it answers them with a card."""
    leaves = heard.go in (Go.CHANGE, Go.BACK) and heard.section in {section.name for section in filling.form.sections}
    if filling.in_pieces and leaves:
        to = (heard.about or heard.section) if heard.go is Go.CHANGE else _before(filling.form, heard.section)
        return _jumped(filling, filling.form.section(heard.section), to)
    match heard.go:
        case Go.CHANGE:
            return Screen(filling=filling, name=heard.about or heard.section)
        case Go.FIND:
            return sought(filling, heard)
        case Go.MOVE:
            return _moved(filling, filling.form.section(heard.section), heard.about)
        case Go.BACK:
            return Screen(filling=filling, name=_before(filling.form, heard.section))
        case Go.SEND:
            return _send(filling)
        case _:
            return _next(filling, filling.form.section(heard.section))


def _jumped(filling: Filling, section: Section, to: str) -> Screen | Turn:
    """To another section of what is written in pieces: the one that is left is saved, as on the way onwards."""
    answers, errors = judged(filling.form, section, filling.draft.given)
    if errors:
        return Screen(filling=filling, name=section.name, errors=errors)
    return _saved(filling.understood(answers), section, filling.form.section(to).name)


def _before(form: Form, name: str) -> str:
    names = [section.name for section in form.sections]
    return names[max(names.index(name) - 1, 0)] if name in names else names[0]


def _next(filling: Filling, section: Section) -> Screen | Turn:
    """On to the next screen, if this one is right."""
    form, flow, draft = filling.form, filling.flow, filling.draft
    answers, errors = judged(form, section, draft.given)
    now = filling.understood(answers)
    if command := flow.early(now.asked):  # before anything missing is asked for: nobody at risk waits for it (P03)
        return _done(do(command, filling.scene, draft.press.verb, finished=draft.press), filling, section.name)
    if errors:
        return _asked_again(filling, section, errors)
    after = form.sections[form.sections.index(section) + 1 :]
    if after and filling.in_pieces:
        return _saved(now, section, after[0].name)
    if after and draft.reached != REVIEW:
        note = Note(SAME_REFERENCE, Tone.WARNING) if filling.scene.same_reference else None
        return Screen(filling=filling, name=after[0].name, reached=after[0].name, note=note)
    return _send(filling, reviewed=False)


def _asked_again(filling: Filling, section: Section, errors: Errors) -> Screen:
    """The screen with its faults. What it asks only since what was typed on it could mean two things is a question, and no fault."""
    new = [field for field in section.fields if field.name in errors and field.name not in filling.draft.given]
    if not new:
        return Screen(filling=filling, name=section.name, errors=errors)
    asked = replace(section, fields=tuple(field for field in section.fields if field not in new))
    _, faults = judged(filling.form, asked, filling.draft.given)
    more = words.count(len(new), "more question")
    note = Note(f"There {'is' if len(new) == 1 else 'are'} {more} below.")
    return Screen(filling=filling, name=section.name, errors=faults, note=note)


def _saved(filling: Filling, section: Section, after: str) -> Screen | Turn:
    """One section is saved as it is left; where somebody else wrote meanwhile, both texts are shown."""
    saved = kept_piece(filling, section)
    if saved is None:
        return Screen(filling=filling, name=after, reached=after, again=look_again(filling, left=section))
    turn, draft = saved
    if isinstance(turn, Trouble):
        return _done(turn, filling, section.name)
    seen = filling.going_on(draft, turn.case)
    return Screen(filling=seen, name=after, reached=after, again=look_again(seen, left=section), saved=turn)


def _moved(filling: Filling, section: Section, name: str) -> Screen | Turn:
    """The same screen, after what reads like a task in the field of that name has been moved to where it belongs."""
    found = moved(filling, name)
    if found is None:
        return Screen(filling=filling, name=section.name, note=Note(NOTHING_TO_MOVE))
    if isinstance(found, Trouble):
        return Screen(filling=filling, name=section.name, errors={WHOLE: words.trouble(found)})
    turn, draft, where = found
    now = filling.going_on(draft, turn.case)
    left = tuple(remark for remark in look_again(now, shown=section) if remark.name == name)
    note = Note(f"Moved to “{where}”.", Tone.DONE)
    return Screen(filling=now, name=section.name, note=note, again=left, saved=turn)


def kept_piece(filling: Filling, section: Section) -> tuple[Turn | Trouble, Draft] | None:
    """What is saved as a section is left, and the draft which knows what its writer has seen; nothing where nothing is to be saved."""
    command = filling.flow.piece(filling.asked, section) if filling.flow.piece else None
    if command is None:
        return None
    turn = do(command, filling.scene, filling.press.verb)
    seen = filling if isinstance(turn, Trouble) else filling.going_on(filling.draft, turn.case)
    return turn, filling.draft.with_answers(filling.flow.fresh(seen.asked, section), filling.scene.now)


def judged(form: Form, section: Section, given: Raw) -> tuple[Answers, Errors]:
    """One section's answers and its faults, with those that only show across the fields answered so far."""
    answers, errors = check(section.fields, given)
    if errors:
        return answers, errors
    so_far, _ = check(tuple(field for field in form.fields if field.name in given), given)
    names = {field.name for field in section.fields}
    return so_far, {name: says for name, says in form.whole(so_far).items() if name in names}


def _send(filling: Filling, *, reviewed: bool = True) -> Screen | Turn:
    """All is judged again; then reviewed, if it has to be and has not been; then done."""
    answers, errors = filling.form.check(filling.draft.given)
    if errors:
        wrong = (part for part in filling.form.sections if {field.name for field in part.fields} & errors.keys())
        first = next((section.name for section in wrong), "")
        return Screen(filling=filling, name=first, errors=errors)
    if not reviewed and wants_review(filling):
        return Screen(filling=filling.understood(answers), name=REVIEW, reached=REVIEW)
    return _finished(filling.understood(answers))


def finish(filling: Filling) -> Turn:
    """The complete draft is done; or the screen again where the reason stands why it cannot be."""
    gone = _finished(filling)
    return shown(gone) if isinstance(gone, Screen) else gone


def _finished(filling: Filling) -> Screen | Turn:
    """The complete draft becomes a command: the only bridge."""
    flow, asked, press = filling.flow, filling.asked, filling.press
    turn = do(flow.make(asked), asked.scene, press.verb, finished=press, newcomers=flow.newcomers(asked))
    return _done(turn, filling, filling.form.sections[-1].name)


def _done(turn: Turn | Trouble, filling: Filling, section: str) -> Screen | Turn:
    """What was done; or the screen again with the reason beside its field, and what others have written meanwhile."""
    if not isinstance(turn, Trouble):
        return turn
    form, draft = filling.form, filling.draft
    names = {field.name: part.name for part in form.sections for field in part.fields}
    beside = next((name for name in BESIDE.get(turn, ()) if name in names), WHOLE)
    if turn is Trouble.CHANGED_MEANWHILE:
        draft = replace(draft, given={**draft.given, **filling.flow.fresh(filling.asked, form.section(section))})
    return Screen(
        filling=filling.going_on(draft), name=names.get(beside, section), errors={beside: words.trouble(turn)}
    )
