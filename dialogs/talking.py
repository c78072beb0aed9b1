"""Words: a command after the slash, a reference, or the answer to a question asked in a chat."""

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from dialogs.cards.deck import DECK
from dialogs.cards.others import nothing
from dialogs.doing import do, on_case
from dialogs.drafts import Draft, Repair, before, called, next_question, repair
from dialogs.fields import Field, Form, Section, check
from dialogs.filling import REVIEW, begin, finish, form_of, judged
from dialogs.flows.flow import Asked
from dialogs.flows.verbs import FLOWS
from dialogs.heard import Said
from dialogs.press import Press
from dialogs.procedure.case import Stage
from dialogs.turns import Scene, Turn
from dialogs.verbs import may
from dialogs.views import Button, Card, Note, Page, Row, Rows, Text, Tone

REFERENCE: Final = re.compile(r"^js[- ]?([2-9a-hj-np-z]{4,10})$", re.IGNORECASE)
WORDS: Final = {"": "home", "mine": "home", "list": "home", "my list": "home", "home": "home", "help": "help"}
RAISE: Final = ("raise", "raise a case", "new")
LIKELY: Final = {
    "raise": ("Raise a case", Press("case", "raise")),
    "mine": ("My list", Press("home", "show")),
    "help": ("Help", Press("help", "show")),
}


def reference_in(said: str) -> str:
    """The case reference that somebody typed, as it is kept; empty when it is none."""
    found = REFERENCE.match(said.strip())
    return f"JS-{found[1].upper()}" if found else ""


def talked(heard: Said, scene: Scene) -> Turn:
    """What words mean: an open question's answer first, unless they are a command."""
    line = " ".join(heard.words.split())
    low = line.casefold().removeprefix("/joint-supervision").strip()
    asking = next((one for one in scene.drafts if one.asked), None) if heard.private else None
    if asking and low not in (*RAISE, "mine", "my list") and not reference_in(low):
        return _answered(heard.words, _on_case(asking, scene), asking)
    return _command(low, line, scene)


def _command(low: str, line: str, scene: Scene) -> Turn:
    if low in WORDS:
        return Turn(reply=DECK[WORDS[low]](scene, ""))
    if low == "here":
        return _here(scene)
    if low.startswith("dates "):
        return _dates(line[line.casefold().index("dates ") + 6 :], scene)
    if reference_in(low):
        return Turn(reply=DECK["case"](scene, "") if scene.case else nothing(scene))
    return Turn(reply=_unknown(low))


def _unknown(low: str) -> Card:
    """The three likeliest things, and help."""
    near = get_close_matches(low, LIKELY, n=3, cutoff=0.3)
    order = list(dict.fromkeys((*near, *LIKELY)))[:3]
    rows = tuple(Row(label, "", (Button(label, press),)) for label, press in (LIKELY[one] for one in order))
    said = "Did you mean one of these? You can also type a reference such as JS-7K3M."
    return Card(name="help", title="I did not understand that", body=(Text(said), Rows(rows)))


def _dates(typed: str, scene: Scene) -> Turn:
    """Dates typed after the slash go into the form for the case that waits for them, to be confirmed there."""
    for case in scene.mine:
        on = replace(scene, case=case)
        verb = "invite" if case.stage is Stage.NOMINATED else "offer-more"
        if may(on, verb):
            turn = begin(Press("poll", verb, case.id), on)
            draft = turn.draft
            if draft is None:
                continue
            kept = replace(draft.with_answers({"typed": typed[:200]}, scene.now), reached=draft.reached or "people")
            return begin(kept.press, replace(on, draft=kept))
    return Turn(reply=DECK["home"](scene, "").saying("You coordinate no case that waits for dates.", Tone.WARNING))


def _here(scene: Scene) -> Turn:
    """The form begun last goes on as questions."""
    if not scene.drafts:
        return Turn(reply=DECK["home"](scene, "").saying("You have no form to carry on with."))
    draft = scene.drafts[0]
    return _ask(_on_case(draft, scene), draft)


def _on_case(draft: Draft, scene: Scene) -> Scene:
    case = next((one for one in scene.mine if one.id == draft.press.case), scene.case)
    return on_case(draft.press, replace(scene, case=case, draft=draft))


def _form(scene: Scene, draft: Draft) -> tuple[Form, Asked]:
    asked = Asked(scene=scene, about=draft.press.about, given=draft.given)
    form = form_of(draft.press.verb, asked)
    if form is None:
        raise LookupError(draft.press.verb)  # drafts are only kept of forms
    return form, asked


def _ask(scene: Scene, draft: Draft, note: str = "", errors: dict[str, str] | None = None, field: Field | None = None) -> Turn:
    """The next question, or the review once all is answered."""
    form, _ = _form(scene, draft)
    one = field or next_question(form, draft)
    if one is None:
        kept = replace(draft, asked=REVIEW, reached=REVIEW)
        return replace(begin(draft.press, replace(scene, draft=kept)), draft=kept)
    kept = replace(draft, asked=one.name, reached=_section_of(form, one).name)
    done = sum(1 for each in form.fields if each.name in draft.given or each.name in draft.skipped)
    page = Page(
        form=form,
        press=draft.press,
        section=replace(_section_of(form, one), fields=(one,)),
        given=draft.given,
        number=min(done + 1, len(form.fields)),
        of=len(form.fields),
        errors=errors or {},
        note=Note(note) if note else None,
        as_question=True,
    )
    return Turn(reply=page, draft=kept)


def _section_of(form: Form, field: Field) -> Section:
    return next(one for one in form.sections if field.name in {each.name for each in one.fields})


def _answered(said: str, scene: Scene, draft: Draft) -> Turn:
    """A repair is recognised before a line is taken as an answer."""
    form, _ = _form(scene, draft)
    if mended := repair(said):
        return _repaired(*mended, scene, draft, form)
    if draft.asked == REVIEW:
        return _sent(said, scene, draft, form)
    field = next((one for one in form.fields if one.name == draft.asked), None)
    if field is None:
        return _ask(scene, draft)
    raw = tuple(part.strip() for part in said.split(",")) if field.several else said
    _, errors = check((field,), {field.name: raw})
    if errors:
        return _ask(scene, draft, errors=dict(errors), field=field)
    return _onward(draft.with_answers({field.name: raw}, scene.now), scene, _section_of(form, field))


def _onward(draft: Draft, scene: Scene, section: Section) -> Turn:
    """The next question; a section that is complete is judged as a whole, as it is in a window."""
    form, asked = _form(scene, draft)
    part = form.section(section.name)
    if all(one.name in draft.given or one.name in draft.skipped for one in part.fields):
        answers, errors = judged(form, part, draft.given)
        if errors:
            first = next(one for one in part.fields if one.name in errors)
            return _ask(scene, draft, errors=dict(errors), field=first)
        stop = _stopped(draft, replace(asked, answers=answers))
        if stop:
            return stop
    return _ask(scene, draft)


def _stopped(draft: Draft, asked: Asked) -> Turn | None:
    flow = FLOWS.get(draft.press.verb)
    command = flow.early(asked) if flow else None
    if command is None:
        return None
    turn = do(command, asked.scene, draft.press.verb, finished=draft.press)
    return turn if isinstance(turn, Turn) else None


def _sent(said: str, scene: Scene, draft: Draft, form: Form) -> Turn:
    if said.strip().casefold() not in ("send", "yes", form.submit.casefold()):
        return _ask(scene, draft, note="Say send, change and the name of an answer, or cancel.")
    _, asked = _form(scene, draft)
    answers, errors = form.check(draft.given)
    if errors:
        first = next(one for one in form.fields if one.name in errors)
        return _ask(scene, draft, errors=dict(errors), field=first)
    return finish(form, draft, replace(asked, answers=answers))


def _repaired(kind: Repair, what: str, scene: Scene, draft: Draft, form: Form) -> Turn:
    match kind:
        case Repair.CANCEL:
            return Turn(reply=DECK["home"](scene, "").saying("The form has been thrown away."), finished=draft.press)
        case Repair.BACK:
            last = before(form, draft)
            return _ask(scene, draft.without(last.name) if last else draft, field=last)
        case Repair.CHANGE:
            field = called(form, what)
            return _ask(scene, draft.without(field.name), field=field) if field else _ask(scene, draft, note=_which(form))
        case Repair.SKIP:
            return _skipped(scene, draft, form)
        case Repair.HELP:
            return _ask(scene, draft, note="Answer the question. Or say: back, change and the name of an answer, skip, cancel, where was I.")
        case Repair.WHERE:
            done = sum(1 for one in form.fields if one.name in draft.given)
            return _ask(scene, draft, note=f"{form.title}: {done} of {len(form.fields)} answered.")


def _which(form: Form) -> str:
    return "Which answer? Say change and one of: " + ", ".join(one.label for one in form.fields)


def _skipped(scene: Scene, draft: Draft, form: Form) -> Turn:
    field = next((one for one in form.fields if one.name == draft.asked), None)
    if field is None or field.required:
        return _ask(scene, draft, note="This one is needed and cannot be skipped.", field=field)
    return _onward(replace(draft, skipped=(*draft.skipped, field.name)), scene, _section_of(form, field))
