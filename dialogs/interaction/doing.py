"""What a button does, done by words: “agree”, “received JS-7K3M”, “remind me tomorrow”.

What will be done is said back with its case, and only a “yes” right below does it. What asks for more is asked in the chat.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from dialogs import words
from dialogs.cards.others import nothing
from dialogs.flows.flow import Asked
from dialogs.flows.verbs import FLOWS
from dialogs.ids import CaseId
from dialogs.interaction.asking import ask, on_its_case
from dialogs.interaction.commands import do, refusal, refused
from dialogs.interaction.filling import filled
from dialogs.interaction.forms import resumed
from dialogs.interaction.spellings import plain, yes_or_no
from dialogs.interaction.understanding import Meant, understood
from dialogs.interaction.whose import doubt
from dialogs.model.drafts import CONFIRM, Draft
from dialogs.model.fields import NO, YES, OneOf
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Button, Card, Row, Rows, Style, Text, Tone
from dialogs.phrases import read_days
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Choice
from dialogs.procedure.trouble import Trouble
from dialogs.verbs import VERBS, may

SAID: Final = {
    "agree": ("agree", "agreed", "i agree", "we agree"),
    "decline": ("decline",),
    "accept": ("accept", "accepted", "i accept"),
    "turn-down": ("turn down", "decline to supervise"),
    "coming": ("coming", "i am coming", "i can come", "i will come"),
    "not-coming": ("cannot come", "can not come", "i cannot come", "cant come", "i cant come", "ca not come", "i ca not come", "not coming", "i am not coming"),
    "sign": ("sign", "sign it", "sign the record"),
    "circulate": ("circulate", "circulate it", "circulate the record"),
    "receive": ("received", "received it", "i received it", "i have received it", "i have it", "i have the record"),
    "file": ("filed", "filed it", "i filed it", "i have filed it"),
    "vote": ("vote", "vote yes", "vote no", "vote if need be", "vote yes to all", "vote no to all"),
    "snooze": ("remind me later", "remind me"),
}  # fmt: skip
"""How each is said, in small letters without signs."""
OF_A_SESSION: Final = frozenset({"sign", "circulate", "receive", "file"})
REFERENCE: Final = re.compile(r"\b(?:to |for |of |with )?(?:case )?js[- ]?([2-9a-hj-np-z]{4,10})\b", re.IGNORECASE)
REMIND: Final = "remind me "


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody says they do: the verb, the reference if one was written, and what was said besides."""

    verb: str
    reference: str = ""
    more: str = ""


def wished(said: str) -> Wish | None:
    """What words of this kind mean; nothing for any others."""
    found = REFERENCE.search(said)
    line = plain(REFERENCE.sub(" ", said)) if found else plain(said)
    verb = next((verb for verb, spoken in SAID.items() if line in spoken), "")
    more = ""
    if not verb and line.startswith(REMIND):
        verb, more = "snooze", said[said.casefold().index("me") + 2 :] if not found else line.removeprefix(REMIND)
    if line.startswith("vote "):
        more = line.removeprefix("vote ").removesuffix(" to all")
    return Wish(verb, f"JS-{found[1].upper()}" if found else "", more.strip()) if verb else None


def done_by_words(wish: Wish, scene: Scene) -> Turn:
    """What would be done, said back; or asked, where it needs more; or of which case, where several wait for it."""
    presses = tuple(_waiting(wish, scene))
    if wish.reference and wish.reference not in {case.reference for case in scene.mine}:
        return Turn(reply=nothing(scene))
    if not presses:
        return Turn(reply=_none(wish, scene))
    if len(presses) > 1:
        return Turn(reply=_which(presses, scene))
    (press,) = presses
    on = _on(press, scene)
    draft = next((draft for draft in scene.drafts if _key(draft.press) == _key(press)), None)
    begun = resumed(press, replace(on, draft=draft))
    if filled(begun, on) is None:
        return _confirms(Draft(owner=scene.who.id, press=press, version=1, given={}, changed=scene.now), on)
    return ask(on, _with_more(begun, wish, on), note=f"For {on.of.reference}: {_label(press.verb)}.", anew=True)


def confirmed(said: str, scene: Scene, draft: Draft) -> Turn:
    """The answer to what was said back: “yes” does exactly that, if it stands right above and the gate still lets it."""
    on, press = on_its_case(draft, scene), draft.press
    if on.case is None:
        return Turn(reply=nothing(scene), finished=press)
    if card := refused(press, on):
        return Turn(reply=card, finished=press)
    meant = "" if doubt(scene, draft) or scene.repeated else yes_or_no(said)
    if meant == NO:
        return Turn(reply=_nothing_done(), finished=press)
    if meant != YES:
        return _confirms(draft, on, "Nothing has been done yet.")
    turn = do(FLOWS[press.verb].make(Asked(scene=on, about=press.about)), on, press.verb, finished=press)
    return Turn(reply=refusal(turn, press.verb, on, press.about), finished=press) if isinstance(turn, Trouble) else turn


def _confirms(draft: Draft, on: Scene, note: str = "") -> Turn:
    press, label = draft.press, _label(draft.press.verb)
    child = f", {on.of.initials}" if on.of.initials else ""
    body = (
        Text(f"You wrote that you want to do this: “{label}”, for {on.of.reference}{child}."),
        Text("Write “yes” to do it, or “no” to leave it."),
    )
    buttons = (Button(label, press, Style.PRIMARY), Button("My list", Press("home", "show")))
    card = Card(name="confirm", title=f"{label}? {on.of.reference}", body=body, buttons=buttons)
    kept = replace(draft, asked=CONFIRM, asked_at=on.now, asked_in=on.sender.conversation, below="", pending="")
    return Turn(reply=card.saying(note, Tone.WARNING) if note else card, draft=kept)


def _waiting(wish: Wish, scene: Scene) -> Iterator[Press]:
    """The presses that would do it, one for each case and session that waits for it."""
    for case in scene.mine:
        if wish.reference not in ("", case.reference):
            continue
        on = replace(scene, case=case)
        if wish.verb == "snooze":
            asks = [ask.key for ask in open_asks(case, scene.terms) if ask.of == scene.who.id]
            abouts = asks[:1]
        else:
            abouts = [str(session.number) for session in case.sessions] if wish.verb in OF_A_SESSION else [""]
        for about in abouts:
            if may(on, wish.verb, about):
                yield Press(VERBS[wish.verb].card, wish.verb, CaseId(case.id), about)


def _on(press: Press, scene: Scene) -> Scene:
    return replace(scene, case=next(case for case in scene.mine if case.id == press.case))


def _with_more(draft: Draft, wish: Wish, on: Scene) -> Draft:
    """What was said besides, as answers: the day of a reminder, one answer to all dates."""
    filling = filled(draft, on)
    fields = [field for field in (filling.form.fields if filling else ()) if isinstance(field, OneOf)]
    given: dict[str, str | tuple[str, ...]] = {}
    for field in fields if wish.more else ():
        if wish.verb == "snooze":
            meant = understood(field, _day(wish.more, on), on, ())
            given |= {field.name: meant.raw} if isinstance(meant, Meant) else {}
        elif wish.verb == "vote":
            choice = next((choice.value for choice in Choice if plain(choice.value) == wish.more), "")
            given |= {field.name: choice} if choice else {}
    return draft.with_answers(given, on.now) if given else draft


def _day(said: str, on: Scene) -> str:
    """A day as the options say it."""
    days = read_days(said, on.terms.today)
    return words.day(days[0]) if len(days) == 1 else said


def _none(wish: Wish, scene: Scene) -> Card:
    what = f"for {wish.reference}" if wish.reference else "on your cases"
    said = Text(f"There is nothing {what} that waits for “{_label(wish.verb)}” from you. Nothing has been done.")
    return Card(name="confirm", title="Nothing waits for that", body=(said,), buttons=(_LIST,))


def _which(presses: tuple[Press, ...], scene: Scene) -> Card:
    cases = {case.id: case for case in scene.mine}
    rows = tuple(
        Row(cases[press.case].reference, cases[press.case].initials, (Button(_label(press.verb), press),))
        for press in presses
        if press.case
    )
    says = "Several wait for that. Press the one you mean, or write it again with the reference."
    return Card(name="confirm", title="For which case?", body=(Text(says), Rows(rows)), buttons=(_LIST,))


def _nothing_done() -> Card:
    return Card(name="confirm", title="Nothing has been done", body=(Text("It waits as before."),), buttons=(_LIST,))


def _label(verb: str) -> str:
    return VERBS[verb].label


def _key(press: Press) -> tuple[str, str, str]:
    return press.verb, press.case or "", press.about


_LIST: Final = Button("My list", Press("home", "show"))
