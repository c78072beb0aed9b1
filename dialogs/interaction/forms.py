"""Forms being filled, in windows and pages: opened, resumed, judged screen by screen, reviewed, sent."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.flows.flow import Asked
from dialogs.flows.verbs import FLOWS
from dialogs.interaction.commands import do, refusal
from dialogs.interaction.filling import Filling, filled
from dialogs.interaction.form_remarks import NOTHING_TO_MOVE, look_again, movable, moved, remarks_on, wants_review
from dialogs.interaction.spoken import spoken
from dialogs.model.drafts import Draft
from dialogs.model.fields import WHOLE, Answers, Errors, Form, Raw, Section, check
from dialogs.model.heard import Go, Submitted
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Answered, Note, Page, Review, Tone
from dialogs.procedure.trouble import Trouble

REVIEW: Final = "review"
BESIDE: Final[Mapping[Trouble, tuple[str, ...]]] = {
    Trouble.IN_THE_FUTURE: ("decided_on", "on"),
    Trouble.TOO_LONG_AGO: ("decided_on", "on"),
    Trouble.IS_THE_RAISER: ("managers", "who"),
    Trouble.UNCHANGED: ("who", "attendees"),
    Trouble.SAME_AGENCY: ("supervisor_2", "supervisor_1"),
    Trouble.TOO_FEW_SUPERVISORS: ("supervisor_2", "supervisor_1"),
    Trouble.LEAD_NOT_NOMINATED: ("lead",),
    Trouble.SAME_PERSON: ("suggests", "managers"),
    Trouble.TOO_MANY: ("attendees",),
    Trouble.NO_ATTENDEES: ("attendees",),
    Trouble.SUPERVISOR_AS_ATTENDEE: ("attendees", "supervisor_1"),
    Trouble.OUTSIDE_NEEDS_REASON: ("reason",),
    Trouble.NO_SLOTS: ("slots", "typed"),
    Trouble.NONE_IN_WINDOW: ("slots", "typed"),
    Trouble.SLOT_IN_THE_PAST: ("typed", "again"),
    Trouble.SLOT_ON_A_DAY_OFF: ("typed",),
    Trouble.NOBODY_CAME: ("attended",),
}
"""Beside which field a refusal stands, where the form has one of these."""


def begin(press: Press, scene: Scene) -> Turn:
    """The form, where it was left or from its beginning; where nothing needs to be asked, what it would lead to."""
    filling = filled(_caught_up(resumed(press, scene), scene), scene)
    if filling is None:
        return _at_once(press, scene)
    if filling.draft.reached == REVIEW:
        return Turn(reply=_review(filling, *filling.form.check(filling.draft.given)), draft=filling.draft)
    page = _page(filling, filling.draft.reached)
    return Turn(reply=replace(page, again=look_again(filling, shown=page.section)), draft=filling.draft)


def _at_once(press: Press, scene: Scene) -> Turn:
    turn = do(FLOWS[press.verb].make(Asked(scene=scene, about=press.about)), scene, press.verb)
    return Turn(reply=refusal(turn, press.verb, scene, press.about)) if isinstance(turn, Trouble) else turn


def resumed(press: Press, scene: Scene) -> Draft:
    """The draft as it was kept, unless it is old or was never touched."""
    kept = scene.draft
    if kept and kept.reached and not kept.gone(scene.now):
        return kept
    start = FLOWS[press.verb].start(Asked(scene=scene, about=press.about))
    known = {name: raw for name, raw in start.items() if raw}  # what is not known is a question, not an empty answer
    return Draft(owner=scene.who.id, press=press, version=1, given=known, changed=scene.now)


def submitted(heard: Submitted, scene: Scene) -> Turn:
    """A screen was sent: kept, judged, and answered by the next one."""
    filling = received(heard, scene)
    return _gone(heard, filling) if filling else _at_once(heard.press, scene)


def received(heard: Submitted, scene: Scene) -> Filling | None:
    """The form with what came on a screen of it; nothing where nothing needs to be asked any more."""
    draft = scene.draft or resumed(heard.press, scene)
    shown = filled(draft, scene)
    if shown is None:
        return None
    section = shown.form.section(heard.section)
    of_review = heard.go is Go.SEND or (heard.go is Go.CHANGE and not heard.about)
    if not of_review and heard.section == section.name:  # a review asks nothing
        answers = _answers_of(section, heard.raw)
        if heard.go is Go.MOVE:  # the writer stays here: what is not written yet is not left empty
            answers = {name: raw for name, raw in answers.items() if raw or name in draft.given}
        draft = _caught_up(draft.with_answers(answers, scene.now), scene, section, heard.mark)
    return filled(replace(draft, reached=draft.reached if draft.reached == REVIEW else section.name), scene)


def _caught_up(draft: Draft, scene: Scene, sent: Section | None = None, mark: str = "") -> Draft:
    """The draft with what others have written meanwhile."""
    asked = Asked(scene=scene, about=draft.press.about, given=draft.given)
    more = FLOWS[draft.press.verb].caught_up(asked, sent, mark)
    return draft.with_answers(more, draft.changed) if more else draft


def _answers_of(section: Section, raw: Raw) -> Raw:
    """What the screen asked; what came empty is empty, what was not asked is not taken."""
    return {field.name: raw.get(field.name, () if field.several else "") for field in section.fields}


def _gone(heard: Submitted, filling: Filling) -> Turn:
    """Where somebody goes from a screen. Keep and cancel are the engine's: it answers them with a card."""
    match heard.go:
        case Go.CHANGE:
            return Turn(reply=_page(filling, heard.about or heard.section), draft=filling.draft)
        case Go.MOVE:
            return _moved(filling, filling.form.section(heard.section), heard.about)
        case Go.BACK:
            return Turn(reply=_page(filling, _before(filling.form, heard.section)), draft=filling.draft)
        case Go.SEND:
            return _send(filling)
        case _:
            return _next(filling, filling.form.section(heard.section))


def _before(form: Form, name: str) -> str:
    names = [section.name for section in form.sections]
    return names[max(names.index(name) - 1, 0)] if name in names else names[0]


def _next(filling: Filling, section: Section) -> Turn:
    """On to the next screen, if this one is right."""
    form, flow, draft = filling.form, filling.flow, filling.draft
    answers, errors = judged(form, section, draft.given)
    now = filling.understood(answers)
    if command := flow.early(now.asked):  # before anything missing is asked for: nobody at risk waits for it (P03)
        return _done(do(command, filling.scene, draft.press.verb, finished=draft.press), filling, section.name)
    if errors:
        return Turn(reply=_page(filling, section.name, errors), draft=draft)
    after = form.sections[form.sections.index(section) + 1 :]
    if after and filling.in_pieces:
        return _saved(now, section, after[0].name)
    if after and draft.reached != REVIEW:
        page = _page(filling, after[0].name)
        return Turn(reply=_warned(page, filling.scene), draft=replace(draft, reached=after[0].name))
    return _send(filling, reviewed=False)


def _saved(filling: Filling, section: Section, after: str) -> Turn:
    """One section is saved as it is left; where somebody else wrote meanwhile, both texts are shown."""
    forward = replace(filling.draft, reached=after)
    saved = kept_piece(filling.going_on(forward), section)
    if saved is None:
        page = replace(_page(filling, after), again=look_again(filling, left=section))
        return Turn(reply=page, draft=forward)
    turn, forward = saved
    if isinstance(turn, Trouble):
        return _done(turn, filling, section.name)
    seen = filling.going_on(forward, turn.case)
    return replace(turn, reply=replace(_page(seen, after), again=look_again(seen, left=section)), draft=forward)


def _moved(filling: Filling, section: Section, name: str) -> Turn:
    """The same screen, after what reads like a task in the field of that name has been moved to where it belongs."""
    found = moved(filling, name)
    if found is None:
        return Turn(reply=replace(_page(filling, section.name), note=Note(NOTHING_TO_MOVE)), draft=filling.draft)
    if isinstance(found, Trouble):
        return Turn(reply=_page(filling, section.name, {WHOLE: words.trouble(found)}), draft=filling.draft)
    turn, draft, where = found
    now = filling.going_on(draft, turn.case)
    left = tuple(remark for remark in look_again(now, shown=section) if remark.name == name)
    page = replace(_page(now, section.name), note=Note(f"Moved to “{where}”.", Tone.DONE), again=left)
    return replace(turn, reply=page, draft=draft)


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


def _send(filling: Filling, *, reviewed: bool = True) -> Turn:
    """All is judged again; then reviewed, if it has to be and has not been; then done."""
    draft = filling.draft
    answers, errors = filling.form.check(draft.given)
    if errors:
        wrong = (part for part in filling.form.sections if {field.name for field in part.fields} & errors.keys())
        first = next((section.name for section in wrong), "")
        return Turn(reply=_page(filling, first, errors), draft=draft)
    if not reviewed and wants_review(filling):
        return Turn(reply=_review(filling, answers, errors), draft=replace(draft, reached=REVIEW))
    return finish(filling.understood(answers))


def finish(filling: Filling) -> Turn:
    """The complete draft becomes a command: the only bridge."""
    flow, asked, press = filling.flow, filling.asked, filling.press
    turn = do(flow.make(asked), asked.scene, press.verb, finished=press, newcomers=flow.newcomers(asked))
    return _done(turn, filling, filling.form.sections[-1].name)


def _done(turn: Turn | Trouble, filling: Filling, section: str) -> Turn:
    """What was done; or the screen again with the reason beside its field, and what others have written meanwhile."""
    if not isinstance(turn, Trouble):
        return turn
    form, draft = filling.form, filling.draft
    names = {field.name: part.name for part in form.sections for field in part.fields}
    beside = next((name for name in BESIDE.get(turn, ()) if name in names), WHOLE)
    if turn is Trouble.CHANGED_MEANWHILE:
        draft = replace(draft, given={**draft.given, **filling.flow.fresh(filling.asked, form.section(section))})
    page = _page(filling.going_on(draft), names.get(beside, section), {beside: words.trouble(turn)})
    return Turn(reply=page, draft=draft)


def _page(filling: Filling, name: str, errors: Errors | None = None) -> Page:
    form, flow, section = filling.form, filling.flow, filling.form.section(name)
    found = remarks_on(filling, section.fields)
    return Page(
        form=form,
        press=filling.press,
        section=section,
        given=filling.asked.given,
        number=form.sections.index(section) + 1,
        of=len(form.sections),
        errors=errors or {},
        remarks=found,
        movable=movable(filling, found),
        reviewed=flow.review,
        mark=flow.mark(filling.asked, section),
    )


def _warned(page: Page, scene: Scene) -> Page:
    """The same reference is open already: said without showing who or what."""
    if not scene.same_reference:
        return page
    return replace(
        page, note=Note("A case with this reference may already be in a live session. You can go on.", Tone.WARNING)
    )


def _review(filling: Filling, answers: Answers, errors: Errors) -> Review:
    form, asked = filling.form, filling.understood(answers).asked
    echoed, said, found = filling.flow.echo(asked), filling.flow.note(asked), remarks_on(filling, form.fields)
    rows = tuple(
        Answered(
            field.name,
            section.name,
            field.label,
            echoed.get(field.name) or spoken(field, asked.given),
            found.get(field.name, ""),
        )
        for section in form.sections
        for field in section.fields
    )
    return Review(form=form, press=filling.press, rows=rows, errors=errors, note=Note(said) if said else None)
