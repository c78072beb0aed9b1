"""Whose an answer is: the question's, if that is the last thing said in this conversation, and of today. Else it is asked back.

Nothing that was written is lost by it: it waits in the draft until its writer says whether it was the answer.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from dialogs import words
from dialogs.model.drafts import Draft
from dialogs.model.fields import Field
from dialogs.model.press import Press
from dialogs.model.turns import Scene, Turn
from dialogs.model.views import Button, Card, Pairs, Style, Text

STANDS: Final = timedelta(days=1)
SHOWN: Final = 300  # characters of what was written
TAKE: Final = "take"
LEAVE: Final = "leave"
ANSWERS: Final = "It is the answer"
IS_NOT: Final = "It was for something else"
WORDS: Final = {
    TAKE: ("answer", "it is the answer", "the answer"),
    LEAVE: ("something else", "it was for something else", "other"),
}
"""What can be written instead of pressing: words that answer no question of ours. “Yes” is none of them: it may be meant for what stands between."""


def doubt(scene: Scene, draft: Draft) -> str:
    """Why it is not certain that an answer is meant for the open question; empty where it is."""
    if draft.asked_at is None or scene.now - draft.asked_at > STANDS:
        at = words.moment((draft.asked_at or draft.changed).astimezone(scene.now.tzinfo))
        return f"I asked that on {at}."
    if draft.asked_in != scene.sender.conversation:
        return "I asked that in another chat."
    return f"Since then I have shown you something newer: “{draft.below}”." if draft.below else ""


def asks_back(said: str, why: str, form: str, field: Field, draft: Draft) -> Turn:
    """Two buttons, and two words. Nothing was taken."""
    body = (
        Text("I have not taken what you wrote for an answer, as I am not sure what it belongs to."),
        Pairs((("You wrote", said[:SHOWN]), (f"My question in “{form}”", field.label))),
        Text(why),
        Text(f"Press a button, or write “{WORDS[TAKE][0]}” or “{WORDS[LEAVE][0]}”."),
    )
    buttons = (
        Button(ANSWERS, _about(TAKE, draft.press), Style.PRIMARY),
        Button(IS_NOT, _about(LEAVE, draft.press)),
    )
    card = Card(name="whose", title="Is this the answer to my question?", body=body, buttons=buttons)
    return Turn(reply=card, draft=replace(draft, pending=said, below=draft.below or card.title))


def left(draft: Draft, form: str) -> Turn:
    """It was meant for something else: forgotten here, and the form waits."""
    body = (
        Text("Then I have taken nothing from what you wrote. For what stands above, use its buttons."),
        Text(f"Write “here” when you want to go on with “{form}”."),
    )
    home = Button("My list", Press("home", "show"))
    return Turn(
        reply=Card(name="whose", title="Nothing was taken", body=body, buttons=(home,)),
        draft=replace(draft, pending="", below=draft.below or "Nothing was taken"),
    )


def meant(said: str, draft: Draft) -> str:
    """`TAKE` or `LEAVE`, where it was asked back and that is what somebody writes; else empty."""
    line = " ".join(said.casefold().strip(" .!“”\"'").split())
    return next((verb for verb, spoken in WORDS.items() if draft.pending and draft.below and line in spoken), "")


def _about(verb: str, press: Press) -> Press:
    return Press("home", verb, press.case, f"{press.verb}:{press.about}")
