"""What is answered, on each of Teams' surfaces: a message, a question in a chat, a card in place, a dialog. Pure."""

from collections.abc import Iterator
from typing import Final, assert_never

from adapters.shared import plain_text as words_of
from adapters.shared.fitting import fit
from adapters.teams import cards, pages
from adapters.teams.cards import Kind
from adapters.teams.limits import DIALOG_TITLE, SUMMARY
from adapters.teams.text import Json, block, shown
from dialogs.model.press import Press
from dialogs.model.views import Button, Card, Note, Page, Reply, Review, Style, Text, Tone

CARD_TYPE: Final = "application/vnd.microsoft.card.adaptive"
OPEN: Final = "Open the form"
NOW: Final = "See it as it is now"


def drawn(reply: Reply, kind: Kind = Kind.CHAT, reader: str = "") -> Json:
    """Anything, as an Adaptive Card. With `reader`, a card that lies there for them alone and is made true when they look at it."""
    match reply:
        case Card():
            return {**cards.card(reply, kind), **cards.looked_at(reply, reader)}
        case Page() if reply.as_question:
            return question(reply, kind)
        case Page():
            return pages.page(reply, kind)
        case Review():
            return pages.review(reply, kind)
        case _:
            assert_never(reply)


def attachment(card: Json) -> Json:
    """A card as it is attached to a message or put in a dialog."""
    return {"contentType": CARD_TYPE, "content": card}


def message(reply: Reply, reader: str = "") -> Json:
    """A message. `summary` is what a notification shows on a locked phone: the duty or the question, neither the case nor the body."""
    return {
        "type": "message",
        "summary": fit(shown(words_of.aloud(reply)), SUMMARY),
        "attachments": [attachment(drawn(reply, reader=reader))],
    }


def said(words: str) -> Json:
    """A message of words of ours."""
    return {"type": "message", "textFormat": "plain", "text": words}


def dialog(reply: Reply) -> Json:
    """Anything, as a dialog."""
    value: Json = {
        "title": fit(shown(title(reply)), DIALOG_TITLE),
        "width": "large",
        "height": "large",
        "card": attachment(drawn(reply, Kind.DIALOG)),
    }
    return {"task": {"type": "continue", "value": value}}


def title(reply: Reply) -> str:
    """What it is about, in a line."""
    return reply.title if isinstance(reply, Card) else reply.form.title


def question(asked: Page, kind: Kind) -> Json:
    """One question of a form, to be answered by a message, with a button that opens the whole form. The question stands first."""
    opener = cards.button(Button(OPEN, asked.press, Style.PRIMARY), kind)
    return cards.whole([*_asking(asked), cards.action_set([opener])], asked.form.title)


def _asking(asked: Page) -> Iterator[Json]:
    """What is asked, with the question itself standing out."""
    field = words_of.next_asked(asked)
    said = words_of.question(asked)
    before, label, after = said.partition(field.label if field else said)
    if before.strip():
        yield block(before.strip())
    yield block(label, style="heading", weight="Bolder", size="Large")
    for paragraph in filter(None, map(str.strip, after.split("\n\n"))):
        yield block(paragraph, spacing="Small")


def ended(card: Card) -> Card:
    """The last that is seen of a form: what was done, and a way to see the thing itself, whose own cards are redrawn elsewhere."""
    if card.note is None or card.note.tone is not Tone.DONE:
        return card
    opener = (Button(NOW, Press.read(f"{card.name}/show/{card.case}/") or Press(card.name, "show")),)
    return Card(card.name, card.title, (Text(card.note.words),), opener, case=card.case)


def warned(words: str) -> Card:
    """A sentence to notice, where there is nothing else to show."""
    return Card("note", "Please note", note=Note(words, Tone.WARNING))
