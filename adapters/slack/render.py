"""What is answered, on each of Slack's surfaces: a message, a question in a chat, a window, the App Home. Pure."""

from itertools import count
from typing import Final, assert_never

from adapters.shared import plain_text as words_of
from adapters.shared.pieces import Part
from adapters.slack import cards, modals
from adapters.slack.limits import MESSAGE_BLOCKS, MESSAGE_ROOM, MESSAGE_TEXT, VIEW_BLOCKS, VIEW_ROOM, weight
from adapters.slack.text import Json, fallback, paragraphs
from dialogs.model.views import Button, Card, Page, Reply, Review, Style, Text

OPEN: Final = "Open the form"
OR_SAY: Final = "Open the form below. If it does not open, write “here” to me, and I ask you one question at a time."


def message(card: Card) -> Json:
    """A card as a message. `text` is what a phone's notification and a screen reader say: the duty, neither the case nor the body."""
    return {
        "text": fallback(words_of.announced(card.title), MESSAGE_TEXT),
        "blocks": cards.blocks(card, MESSAGE_BLOCKS, MESSAGE_ROOM),
    }


def question(form: Page | Review) -> Json:
    """A form as a question in the chat, with a button that opens it as a window."""
    asked = words_of.review(form) if isinstance(form, Review) else words_of.question(form)
    opener = cards.actions([_opener(form)], count(1))
    said = [Part([paragraph], counted=False) for paragraph in paragraphs(asked)]
    shown = cards.clipped(said, MESSAGE_BLOCKS - len(opener), form.web, MESSAGE_ROOM - weight(opener))
    return {"text": fallback(words_of.aloud(form), MESSAGE_TEXT), "blocks": [*shown, *opener]}


def window(reply: Reply) -> Json:
    """Anything, as a modal window."""
    match reply:
        case Card():
            return modals.card(reply)
        case Page():
            return modals.page(reply)
        case Review():
            return modals.review(reply)
        case _:
            assert_never(reply)


def home(reply: Reply) -> Json:
    """The App Home tab. It holds no form, so a form is offered there."""
    return {"type": "home", "blocks": cards.blocks(offer_of(reply), VIEW_BLOCKS, VIEW_ROOM)}


def offer_of(reply: Reply) -> Card:
    """The card itself; a form as a card that opens it."""
    return reply if isinstance(reply, Card) else offer(reply)


def offer(form: Page | Review) -> Card:
    """A card that opens a form: where no window can, or could not in time."""
    return Card("offer", form.form.title, (Text(OR_SAY),), (_opener(form),), form.note)


def _opener(form: Page | Review) -> Button:
    return Button(OPEN, form.press, Style.PRIMARY)
