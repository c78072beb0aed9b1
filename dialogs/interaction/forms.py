"""Forms being filled, in windows and pages: opened, resumed, judged screen by screen, reviewed, sent."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dialogs import words
from dialogs.cards.deck import DECK
from dialogs.flows import feedback
from dialogs.flows.flow import Asked
from dialogs.flows.verbs import FLOWS
from dialogs.interaction.commands import do
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
FEEDBACK: Final = "feedback"
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


def form_of(verb: str, asked: Asked) -> Form | None:
    """The form that a verb asks of this case now, if any."""
    if verb == FEEDBACK:
        return feedback.form(asked)
    flow = FLOWS[verb]
    return flow.form(asked) if flow.form else None


def begin(press: Press, scene: Scene) -> Turn:
    """The form, where it was left or from its beginning."""
    draft = _caught_up(resumed(press, scene), scene)
    asked = Asked(scene=scene, about=press.about, given=draft.given)
    form = _form(press, asked)
    if draft.reached == REVIEW:
        return Turn(reply=_review(form, press, asked), draft=draft)
    page = _page(form, draft.reached, press, asked)
    return Turn(reply=replace(page, again=look_again(form, press.verb, asked, shown=page.section)), draft=draft)


def resumed(press: Press, scene: Scene) -> Draft:
    """The draft as it was kept, unless it is old or was never touched."""
    kept = scene.draft
    if kept and kept.reached and not kept.gone(scene.now):
        return kept
    start = {} if press.verb == FEEDBACK else FLOWS[press.verb].start(Asked(scene=scene, about=press.about))
    known = {name: raw for name, raw in start.items() if raw}  # what is not known is a question, not an empty answer
    return Draft(owner=scene.who.id, press=press, version=1, given=known, changed=scene.now)


def _form(press: Press, asked: Asked) -> Form:
    form = form_of(press.verb, asked)
    if form is None:
        raise LookupError(press.verb)  # only verbs with a form come here
    return form


def submitted(heard: Submitted, scene: Scene) -> Turn:
    """A screen was sent: kept, judged, and answered by the next one."""
    press = heard.press
    draft = scene.draft or resumed(press, scene)
    shown = _form(press, Asked(scene=scene, about=press.about, given=draft.given))
    section = shown.section(heard.section)
    of_review = heard.go is Go.SEND or (heard.go is Go.CHANGE and not heard.about)
    if not of_review and heard.section == section.name:  # a review asks nothing
        answers = _answers_of(section, heard.raw)
        if heard.go is Go.MOVE:  # the writer stays here: what is not written yet is not left empty
            answers = {name: raw for name, raw in answers.items() if raw or name in draft.given}
        draft = _caught_up(draft.with_answers(answers, scene.now), scene, section, heard.mark)
    draft = replace(draft, reached=draft.reached if draft.reached == REVIEW else section.name)
    asked = Asked(scene=scene, about=press.about, given=draft.given)
    form = _form(press, asked)
    return _gone(heard, form, draft, asked)


def _caught_up(draft: Draft, scene: Scene, sent: Section | None = None, mark: str = "") -> Draft:
    """The draft with what others have written meanwhile."""
    flow = FLOWS.get(draft.press.verb)
    more = flow.caught_up(Asked(scene=scene, about=draft.press.about, given=draft.given), sent, mark) if flow else {}
    return draft.with_answers(more, draft.changed) if more else draft


def _answers_of(section: Section, raw: Raw) -> Raw:
    """What the screen asked; what came empty is empty, what was not asked is not taken."""
    return {field.name: raw.get(field.name, () if field.several else "") for field in section.fields}


def _gone(heard: Submitted, form: Form, draft: Draft, asked: Asked) -> Turn:
    """Where somebody goes from a screen. Keep and cancel are the engine's: it answers them with a card."""
    press = heard.press
    if heard.go is Go.CHANGE:
        return Turn(reply=_page(form, heard.about or heard.section, press, asked), draft=draft)
    if heard.go is Go.MOVE:
        return _moved(form, form.section(heard.section), heard.about, draft=draft, asked=asked)
    if heard.go is Go.BACK:
        return Turn(reply=_page(form, _before(form, heard.section), press, asked), draft=draft)
    if heard.go is Go.SEND:
        return _send(form, draft, asked)
    return _next(form, form.section(heard.section), draft, asked)


def _before(form: Form, name: str) -> str:
    names = [section.name for section in form.sections]
    return names[max(names.index(name) - 1, 0)] if name in names else names[0]


def _next(form: Form, section: Section, draft: Draft, asked: Asked) -> Turn:
    """On to the next screen, if this one is right."""
    press = draft.press
    answers, errors = judged(form, section, draft.given)
    now = replace(asked, answers=answers)
    flow = FLOWS.get(press.verb)
    if flow and (command := flow.early(now)):  # before anything missing is asked for: nobody at risk waits for it (P03)
        return _done(do(command, asked.scene, press.verb, finished=press), form, section.name, draft, asked)
    if errors:
        return Turn(reply=_page(form, section.name, press, asked, errors), draft=draft)
    after = form.sections[form.sections.index(section) + 1 :]
    if flow and flow.piece and after:
        return _saved(form, section, after[0].name, draft=draft, asked=now)
    if after and draft.reached != REVIEW:
        page = _page(form, after[0].name, press, asked)
        return Turn(reply=_warned(page, asked), draft=replace(draft, reached=after[0].name))
    return _send(form, draft, asked, reviewed=False)


def _saved(form: Form, section: Section, after: str, *, draft: Draft, asked: Asked) -> Turn:
    """One section is saved as it is left; where somebody else wrote meanwhile, both texts are shown."""
    turn, forward = kept_piece(replace(draft, reached=after), section, asked) or (None, replace(draft, reached=after))
    if isinstance(turn, Trouble):
        return _done(turn, form, section.name, draft, asked)
    seen = replace(asked, scene=replace(asked.scene, case=turn.case), given=forward.given) if turn else asked
    page = replace(_page(form, after, draft.press, seen), again=look_again(form, draft.press.verb, seen, left=section))
    return replace(turn, reply=page, draft=forward) if turn else Turn(reply=page, draft=forward)


def _moved(form: Form, section: Section, name: str, *, draft: Draft, asked: Asked) -> Turn:
    """The same screen, after what reads like a task in the field of that name has been moved to where it belongs."""
    press, found = draft.press, moved(form, name, draft, asked)
    if found is None:
        return Turn(reply=replace(_page(form, section.name, press, asked), note=Note(NOTHING_TO_MOVE)), draft=draft)
    if isinstance(found, Trouble):
        return Turn(reply=_page(form, section.name, press, asked, {WHOLE: words.trouble(found)}), draft=draft)
    turn, where = found
    now = replace(asked, scene=replace(asked.scene, case=turn.case), given=turn.draft.given if turn.draft else {})
    page = replace(_page(form, section.name, press, now), note=Note(f"Moved to “{where}”.", Tone.DONE))
    left = look_again(form, press.verb, now, shown=section)
    return replace(turn, reply=replace(page, again=tuple(one for one in left if one.name == name)))


def kept_piece(draft: Draft, section: Section, asked: Asked) -> tuple[Turn | Trouble, Draft] | None:
    """What is saved as a section is left, and the draft which knows what its writer has seen; nothing where nothing is to be saved."""
    flow = FLOWS.get(draft.press.verb)
    command = flow.piece(asked, section) if flow and flow.piece else None
    if flow is None or command is None:
        return None
    turn = do(command, asked.scene, draft.press.verb)
    seen = asked if isinstance(turn, Trouble) else replace(asked, scene=replace(asked.scene, case=turn.case))
    return turn, draft.with_answers(flow.fresh(seen, section), asked.scene.now)


def judged(form: Form, section: Section, given: Raw) -> tuple[Answers, Errors]:
    """One section's answers and its faults, with those that only show across the fields answered so far."""
    answers, errors = check(section.fields, given)
    if errors:
        return answers, errors
    so_far, _ = check(tuple(field for field in form.fields if field.name in given), given)
    names = {field.name for field in section.fields}
    return so_far, {name: says for name, says in form.whole(so_far).items() if name in names}


def _send(form: Form, draft: Draft, asked: Asked, *, reviewed: bool = True) -> Turn:
    """All is judged again; then reviewed, if it has to be and has not been; then done."""
    press = draft.press
    answers, errors = form.check(draft.given)
    if errors:
        first = next(
            (section.name for section in form.sections if {field.name for field in section.fields} & errors.keys()), ""
        )
        return Turn(reply=_page(form, first, press, asked, errors), draft=draft)
    if not reviewed and wants_review(form, press.verb, asked):
        kept = replace(draft, reached=REVIEW)
        return Turn(reply=_review(form, press, asked), draft=kept)
    return finish(form, draft, replace(asked, answers=answers))


def finish(form: Form, draft: Draft, asked: Asked) -> Turn:
    """The complete draft becomes a command: the only bridge."""
    press = draft.press
    if press.verb == FEEDBACK:
        return _feedback(press, asked)
    flow = FLOWS[press.verb]
    turn = do(flow.make(asked), asked.scene, press.verb, finished=press, newcomers=flow.newcomers(asked))
    last = form.sections[-1].name
    return _done(turn, form, last, draft, asked)


def _feedback(press: Press, asked: Asked) -> Turn:
    given = feedback.make(asked)
    after = replace(asked.scene, feedback_given=asked.scene.feedback_given | {given.session})
    return Turn(reply=DECK[FEEDBACK].draw(after, press.about), feedback=given, finished=press)


def _done(turn: Turn | Trouble, form: Form, section: str, draft: Draft, asked: Asked) -> Turn:
    """What was done; or the screen again with the reason beside its field, and what others have written meanwhile."""
    if not isinstance(turn, Trouble):
        return turn
    names = {field.name: part.name for part in form.sections for field in part.fields}
    beside = next((name for name in BESIDE.get(turn, ()) if name in names), WHOLE)
    flow = FLOWS.get(draft.press.verb)
    given = {
        **draft.given,
        **(flow.fresh(asked, form.section(section)) if flow and turn is Trouble.CHANGED_MEANWHILE else {}),
    }
    page = _page(
        form, names.get(beside, section), draft.press, replace(asked, given=given), {beside: words.trouble(turn)}
    )
    return Turn(reply=page, draft=replace(draft, given=given))


def _page(form: Form, name: str, press: Press, asked: Asked, errors: Errors | None = None) -> Page:
    section = form.section(name)
    found = remarks_on(form, asked, section.fields)
    flow = FLOWS.get(press.verb)
    return Page(
        form=form,
        press=press,
        section=section,
        given=asked.given,
        number=form.sections.index(section) + 1,
        of=len(form.sections),
        errors=errors or {},
        remarks=found,
        movable=movable(press.verb, asked, found),
        reviewed=bool(flow and flow.review),
        mark=flow.mark(asked, section) if flow else "",
    )


def _warned(page: Page, asked: Asked) -> Page:
    """The same reference is open already: said without showing who or what."""
    if not asked.scene.same_reference:
        return page
    return replace(
        page, note=Note("A case with this reference may already be in a live session. You can go on.", Tone.WARNING)
    )


def _review(form: Form, press: Press, asked: Asked) -> Review:
    answers, errors = form.check(asked.given)
    now = replace(asked, answers=answers)
    echoed = FLOWS[press.verb].echo(now) if press.verb in FLOWS else {}
    found = remarks_on(form, asked, form.fields)
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
    said = FLOWS[press.verb].note(now) if press.verb in FLOWS else ""
    return Review(form=form, press=press, rows=rows, errors=errors, note=Note(said) if said else None)
