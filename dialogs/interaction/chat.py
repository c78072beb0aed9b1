"""Words: a command after the slash, a reference, or the answer to a question asked in a chat."""

import re
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from dialogs.cards.deck import DECK
from dialogs.cards.others import call_now, nothing
from dialogs.interaction.accounts import about_accounts
from dialogs.interaction.accounts import said as said_of_accounts
from dialogs.interaction.answering import answered, heard_in_doubt
from dialogs.interaction.asking import ask, filling_of, on_its_case, overtaken
from dialogs.interaction.dates import dates
from dialogs.interaction.doing import confirmed, done_by_words, wished
from dialogs.interaction.form_remarks import reopened
from dialogs.interaction.whose import doubt
from dialogs.model.drafts import CONFIRM, Draft, asking
from dialogs.model.heard import Said
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Button, Card, Note, Row, Rows, Text, Tone
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
    "desk": "desk",
    "office": "desk",
    "calendar": "feed",
    "feed": "feed",
}
COMMAND: Final = "/joint-supervision"
RAISE: Final = ("raise", "raise a case", "new")
HERE: Final = "here"
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
    here = scene.sender.conversation
    open_one = asking(scene.drafts, here) if heard.private else None
    if about_accounts(line):
        return said_of_accounts(line, scene)
    if emergency(line, answering=bool(open_one)):
        return _alarmed(said, scene, open_one)
    if open_one and heard.edited:
        return _edited(scene, open_one)
    wish = wished(line) if heard.private else None
    free = not open_one or open_one.asked == CONFIRM or doubt(scene, open_one)
    if wish and not scene.repeated and (wish.reference or free):
        return done_by_words(wish, scene)
    if open_one and not _commands(low):
        return _to_the_question(said, scene, open_one)
    return _command(low, line, scene)


def _commands(low: str) -> bool:
    """Whether words are a command or a reference: these get through whatever is asked. “Help” is about the question."""
    known = low in (*RAISE, HERE) or (low in WORDS and WORDS[low] != "help")
    return known or low.startswith("dates ") or bool(reference_in(low))


def _to_the_question(said: str, scene: Scene, draft: Draft) -> Turn:
    if draft.asked == CONFIRM:
        return confirmed(said, scene, draft)
    on = on_its_case(draft, scene)
    return heard_in_doubt(said, on, draft) or answered(said, on, draft)


def _edited(scene: Scene, draft: Draft) -> Turn:
    """A message changed later is none of this question's: it may have been the answer to another."""
    if draft.asked == CONFIRM:
        return confirmed("", scene, draft)
    on = on_its_case(draft, scene)
    return overtaken(on, draft) or ask(on, draft, note=EDITED)


def _alarmed(said: str, scene: Scene, draft: Draft | None) -> Turn:
    """Whom to call comes first. What answers a question is taken all the same: nobody writes it twice."""
    if draft is None:
        return Turn(reply=call_now(scene))
    turn = _to_the_question(said, scene, draft)
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
    if low == HERE:
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
    """The form begun last goes on as questions. What answers wider learning names no case, and is no form for a chat."""
    begun = (draft for draft in scene.drafts if draft.press.card != "learning" and draft.asked != CONFIRM)
    draft = max(begun, key=lambda draft: (draft.changed, not draft.below), default=None)
    if draft is None:
        return Turn(reply=DECK["home"].draw(scene, "").saying("You have no form to carry on with."))
    on = on_its_case(draft, scene)
    return overtaken(on, draft) or ask(on, draft, note=reopened(filling_of(on, draft)), anew=True)
