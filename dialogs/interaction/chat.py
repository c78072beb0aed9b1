"""Words: a command after the slash, a reference, or the answer to a question asked in a chat."""

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Final, assert_never

from dialogs import words
from dialogs.cards.deck import DECK
from dialogs.cards.others import call_now, nothing
from dialogs.flows.verbs import FLOWS
from dialogs.interaction.accounts import about_accounts
from dialogs.interaction.accounts import said as said_of_accounts
from dialogs.interaction.commands import card_of, do, on_case, refused
from dialogs.interaction.dates import dates
from dialogs.interaction.filling import Filling, filled
from dialogs.interaction.form_remarks import asks_to_move, moved_by_word, reopened, said_again, with_moved
from dialogs.interaction.forms import begin, finish, judged, kept_piece
from dialogs.interaction.screens import REVIEW
from dialogs.model.drafts import MOVED, Draft, Repair, before, called, next_question, repair
from dialogs.model.fields import Field, Form, Section, check
from dialogs.model.heard import Said
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Button, Card, Note, Page, Row, Rows, Text, Tone
from dialogs.procedure.trouble import Trouble
from dialogs.recognisers.emergency import emergency

EDITED: Final = "You changed a message. Answers you have given stay as they are: say “change” and the name of an answer to change it."
REFERENCE: Final = re.compile(r"^js[- ]?([2-9a-hj-np-z]{4,10})$", re.IGNORECASE)
WORDS: Final = {
    "": "home",
    "mine": "home",
    "list": "home",
    "my list": "home",
    "home": "home",
    "help": "help",
    "calendar": "feed",
    "feed": "feed",
}
COMMAND: Final = "/joint-supervision"
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


def card_said(line: str) -> str:
    """The card that somebody asks for in words, small letters and single spaces; empty when they say something else."""
    return "case" if reference_in(line) else WORDS.get(line, "")


def talked(heard: Said, scene: Scene) -> Turn:
    """What words mean: an open question's answer first, unless they are a command."""
    said, line = _bare(heard.words), line_of(heard.words)
    low = line.casefold()
    asking = next((draft for draft in scene.drafts if draft.asked), None) if heard.private else None
    if about_accounts(line):
        return said_of_accounts(line, scene)
    if emergency(line, answering=bool(asking)):
        return _alarmed(said, scene, asking)
    if asking and heard.edited:
        return _edited(scene, asking)
    if asking and low not in (*RAISE, "mine", "my list") and not reference_in(low):
        on = _on_case(asking, scene)
        return _overtaken(on, asking) or (_ask(on, asking) if scene.repeated else _answered(said, on, asking))
    return _command(low, line, scene)


def _edited(scene: Scene, asking: Draft) -> Turn:
    """A message changed later is none of this question's: it may have been the answer to another."""
    on = _on_case(asking, scene)
    return _overtaken(on, asking) or _ask(on, asking, note=EDITED)


def _alarmed(said: str, scene: Scene, asking: Draft | None) -> Turn:
    """Whom to call comes first. What answers a question is taken all the same: nobody writes it twice."""
    if asking is None:
        return Turn(reply=call_now(scene))
    on = _on_case(asking, scene)
    turn = _overtaken(on, asking) or (_ask(on, asking) if scene.repeated else _answered(said, on, asking))
    says = scene.terms.profile.signposts["risk"].says
    note = turn.reply.note
    return replace(turn, reply=replace(turn.reply, note=Note(f"{says}\n{note.words}" if note else says, Tone.WARNING)))


def line_of(said: str) -> str:
    """What was typed, on one line with single spaces, without the command in front of it."""
    return " ".join(_bare(said).split())


def _bare(said: str) -> str:
    text = said.strip()
    return text[len(COMMAND) :].strip() if text.casefold().startswith(COMMAND) else text


def _command(low: str, line: str, scene: Scene) -> Turn:
    if low in WORDS:
        return Turn(reply=DECK[WORDS[low]].draw(scene, ""))
    if low == "here":
        return _here(scene)
    if low.startswith("dates "):
        meant, _, rest = line[len("dates ") :].partition(" ")
        found = reference_in(meant)
        return dates(rest if found else f"{meant} {rest}", found, scene)
    if reference_in(low):
        return Turn(reply=DECK["case"].draw(scene, "") if scene.case else nothing(scene))
    return Turn(reply=_unknown(low))


def _unknown(low: str) -> Card:
    """The three likeliest things, and help."""
    near = get_close_matches(low, LIKELY, n=3, cutoff=0.3)
    order = list(dict.fromkeys((*near, *LIKELY)))[:3]
    rows = tuple(Row(label, "", (Button(label, press),)) for label, press in (LIKELY[word] for word in order))
    said = "Did you mean one of these? You can also type a reference such as JS-7K3M."
    return Card(name="help", title="I did not understand that", body=(Text(said), Rows(rows)))


def _here(scene: Scene) -> Turn:
    """The form begun last goes on as questions."""
    draft = next(
        (draft for draft in scene.drafts if draft.press.card != "learning"), None
    )  # without its case it is no form for a chat
    if draft is None:
        return Turn(reply=DECK["home"].draw(scene, "").saying("You have no form to carry on with."))
    on = _on_case(draft, scene)
    return _overtaken(on, draft) or _ask(on, draft, note=reopened(_filling(on, draft)))


def _overtaken(scene: Scene, draft: Draft) -> Turn | None:
    """A form that time has overtaken is put away, with the reason: nobody is held by it, nor shown a case they have left."""
    press = draft.press
    if scene.case is None or press.verb not in FLOWS:
        return _put_away(scene, draft)
    if card := refused(press, scene):
        return _put_away(scene, draft) if FLOWS[press.verb].apart else Turn(reply=card, finished=press)
    if filled(draft, scene) is None:
        return Turn(reply=DECK[card_of(press.verb)].draw(scene, press.about), finished=press)
    return None


def _put_away(
    scene: Scene, draft: Draft, words: str = "The form you had begun is no longer needed, and has been put away."
) -> Turn:
    left = tuple(other for other in scene.drafts if other is not draft)
    return Turn(reply=DECK["home"].draw(replace(scene, drafts=left), "").saying(words), finished=draft.press)


def _on_case(draft: Draft, scene: Scene) -> Scene:
    case = next((known for known in (scene.case, *scene.mine) if known and known.id == draft.press.case), None)
    return on_case(draft.press, replace(scene, case=case, draft=draft))


def _filling(scene: Scene, draft: Draft) -> Filling:
    filling = filled(draft, scene)
    if filling is None:
        raise LookupError(draft.press.verb)  # drafts are only kept of forms
    return filling


def _ask(
    scene: Scene, draft: Draft, note: str = "", errors: dict[str, str] | None = None, field: Field | None = None
) -> Turn:
    """The next question, or the review once all is answered."""
    form = _filling(scene, draft).form
    question = field or next_question(form, draft)
    if question is None:
        kept = replace(draft, asked=REVIEW, reached=REVIEW)
        turn = begin(draft.press, replace(scene, draft=kept))
        return replace(turn, reply=replace(turn.reply, note=Note(note)) if note else turn.reply, draft=kept)
    section = _section_of(form, question)
    kept = replace(draft, asked=question.name, reached=section.name)
    done = sum(1 for field in form.fields if field.name in draft.given or field.name in draft.skipped)
    page = Page(
        form=form,
        press=draft.press,
        section=replace(section, fields=(question,)),
        given=draft.given,
        number=min(done + 1, len(form.fields)),
        of=len(form.fields),
        errors=errors or {},
        note=Note(note) if note else None,
        as_question=True,
    )
    return Turn(reply=page, draft=kept)


def _section_of(form: Form, field: Field) -> Section:
    return next(section for section in form.sections if field.name in {each.name for each in section.fields})


def _answered(said: str, scene: Scene, draft: Draft) -> Turn:
    """A repair is recognised before a line is taken as an answer."""
    filling = _filling(scene, draft)
    form = filling.form
    if asks_to_move(said, filling):
        turn, draft, note = moved_by_word(filling)
        shown = _ask(replace(scene, case=turn.case) if turn else scene, draft, note=note)
        return replace(turn, reply=shown.reply, draft=shown.draft) if turn else shown
    if mended := repair(said):
        return _repaired(*mended, scene, draft, form)
    if draft.asked == REVIEW:
        return _sent(said, filling)
    field = next((field for field in form.fields if field.name == draft.asked), None)
    if field is None:
        return _ask(scene, draft)
    raw = with_moved(draft, field, tuple(part.strip() for part in said.split(",")) if field.several else said)
    _, errors = check((field,), {field.name: raw})
    if errors:
        return _ask(scene, draft, errors=dict(errors), field=field)
    return _onward(draft.without(MOVED + field.name).with_answers({field.name: raw}, scene.now), scene, field)


def _onward(draft: Draft, scene: Scene, field: Field) -> Turn:
    """The door stops at the very answer (P03); a section that is complete is judged as a whole; then the next question."""
    filling = _filling(scene, draft)
    form = filling.form
    answers, _ = check(tuple(field for field in form.fields if field.name in draft.given), draft.given)
    now = filling.understood(answers)
    if stop := _stopped(now):
        return stop
    part, note = _section_of(form, field), said_again(filling, field)
    if all(field.name in draft.given or field.name in draft.skipped for field in part.fields):
        _, errors = judged(form, part, draft.given)
        if errors:
            first = next(field for field in part.fields if field.name in errors)
            return _ask(scene, draft, errors=dict(errors), field=first)
        return _saved(now, part, note)
    return _ask(scene, draft, note=note)


def _saved(filling: Filling, part: Section, note: str) -> Turn:
    """A section of a form that is saved as it is left, as in a window; where somebody else wrote meanwhile, their text is said first."""
    saved = kept_piece(filling, part)
    if saved is None:
        return _ask(filling.scene, filling.draft, note=note)
    turn, forward = saved
    if isinstance(turn, Trouble):
        return _ask(filling.scene, forward, note="\n".join((words.trouble(turn), *part.intro)), field=part.fields[0])
    following = _ask(replace(filling.scene, case=turn.case), forward, note=note)
    return replace(turn, reply=following.reply, draft=following.draft)


def _stopped(filling: Filling) -> Turn | None:
    command = filling.flow.early(filling.asked)
    if command is None:
        return None
    turn = do(command, filling.scene, filling.press.verb, finished=filling.press)
    return turn if isinstance(turn, Turn) else None


def _sent(said: str, filling: Filling) -> Turn:
    form, draft, scene = filling.form, filling.draft, filling.scene
    if said.strip().casefold() not in ("send", "yes", form.submit.casefold()):
        return _ask(scene, draft, note="Say send, change and the name of an answer, or cancel.")
    answers, errors = form.check(draft.given)
    if errors:
        first = next(field for field in form.fields if field.name in errors)
        return _ask(scene, draft, errors=dict(errors), field=first)
    return finish(filling.understood(answers))


def _repaired(kind: Repair, what: str, scene: Scene, draft: Draft, form: Form) -> Turn:
    match kind:
        case Repair.CANCEL:
            return _put_away(scene, draft, "The form has been thrown away.")
        case Repair.BACK:
            last = before(form, draft)
            return _ask(scene, draft.without(last.name) if last else draft, field=last)
        case Repair.CHANGE:
            field = called(form, what)
            return (
                _ask(scene, draft.without(field.name), field=field) if field else _ask(scene, draft, note=_which(form))
            )
        case Repair.SKIP:
            return _skipped(scene, draft, form)
        case Repair.HELP:
            return _ask(
                scene,
                draft,
                note="Answer the question. Or say: back, change and the name of an answer, skip, cancel, where was I.",
            )
        case Repair.WHERE:
            done = sum(1 for field in form.fields if field.name in draft.given)
            return _ask(scene, draft, note=f"{form.title}: {done} of {len(form.fields)} answered.")
        case _:
            assert_never(kind)


def _which(form: Form) -> str:
    return "Which answer? Say change and one of: " + ", ".join(field.label for field in form.fields)


def _skipped(scene: Scene, draft: Draft, form: Form) -> Turn:
    field = next((field for field in form.fields if field.name == draft.asked), None)
    if field is None or field.required:
        return _ask(scene, draft, note="This one is needed and cannot be skipped.", field=field)
    left = draft.without(MOVED + field.name)  # what was moved there stays
    kept = left if field.name in left.given else replace(left, skipped=(*left.skipped, field.name))
    return _onward(kept, scene, field)
