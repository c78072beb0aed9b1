"""How a reply reaches the one who caused it: in the very answer to the request, or by a message after it. Pure.

Rule 1: where others read, nothing of the reply is shown: it goes to the person's own conversation with the bot.
Rule 2: a form that is begun lies in a message of its own. A card may be changed under its reader by somebody else's doing,
and would take away what was being typed.
Rule 3: a form holds what somebody typed, so it is never replaced by an apology.
"""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final, assert_never

from adapters.teams.inputs import result
from adapters.teams.origin import Origin, Surface
from adapters.teams.render import CARD_TYPE, dialog, drawn, ended, message, said, warned
from adapters.teams.text import Json
from dialogs.model.fields import Found
from dialogs.model.heard import Heard, Submitted
from dialogs.model.views import Card, Page, Reply, Review

WORDS_TYPE: Final = "application/vnd.microsoft.activity.message"
SEARCH_TYPE: Final = "application/vnd.microsoft.search.searchResponse"
SIGNPOST: Final = "signpost"
BELOW: Final = "The form is in the next message."
OUT_OF_USE: Final = "This button is no longer in use. Write “mine” to me to see what there is."
NOT_THERE: Final = Card("nothing", "There is nothing to see here")
ALONE: Final = "I have answered you in our own chat, where nobody else reads. If nothing is there, add me as a personal app and try again."


@dataclass(frozen=True, slots=True)
class Sending:
    """A message for the one who asked. With `over` it takes the place of that message; `alone` goes to their own conversation.

    `card` is what lies there then, if it is one that has to be kept true.
    """

    activity: Json
    over: str = ""
    alone: bool = False
    card: Card | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back on the request, and what is sent after it. `card` lies where the button was, from then on."""

    status: HTTPStatus = HTTPStatus.OK
    body: Json | None = None
    sent: tuple[Sending, ...] = ()
    card: Card | None = field(default=None, compare=False)


def answer(at: Origin, heard: Heard, reply: Reply) -> Answer:
    """The reply, put where it was asked for."""
    finished = ended(reply) if isinstance(heard, Submitted) and isinstance(reply, Card) else reply
    lies = finished if isinstance(finished, Card) and finished is reply else None
    match at.surface:
        case Surface.DIALOG:
            return Answer(body=dialog(finished))
        case Surface.CHAT if isinstance(reply, Card) and reply.name == SIGNPOST and not reply.case:
            return Answer(sent=(Sending(message(reply)),))  # whom to call in an emergency: it says nothing of anybody
        case Surface.CARD | Surface.OLD_CARD | Surface.CHAT if not at.private:
            return _elsewhere(at, finished, lies)
        case Surface.CARD:
            return _in_place(heard, finished, lies, at.user if lies else "")
        case Surface.OLD_CARD:
            over = "" if _begins(heard, finished) else at.message
            return Answer(sent=(Sending(message(finished, at.user if lies else ""), over=over, card=lies),))
        case Surface.CHAT:
            return Answer(sent=(Sending(message(finished, at.user if lies else ""), card=lies),))
        case _:
            assert_never(at.surface)


def apology(at: Origin, heard: Heard, card: Card) -> Answer:
    """What went wrong with us, said without taking anything typed away."""
    words = " ".join(filter(None, (card.title, card.note.words if card.note else "")))
    match at.surface:
        case Surface.CARD:
            return Answer(body=words_instead(words))
        case Surface.DIALOG if isinstance(heard, Submitted):
            return Answer(
                HTTPStatus.SERVICE_UNAVAILABLE
            )  # the client says so itself, keeps the dialog, and tries again
        case Surface.DIALOG | Surface.OLD_CARD | Surface.CHAT:
            return answer(at, heard, card)
        case _:
            assert_never(at.surface)


def unheard(at: Origin, *, invoked: bool) -> Answer:
    """Nothing was understood: a button that we do not know is told so, anything else is let go."""
    match at.surface:
        case Surface.CARD:
            return Answer(body=words_instead(OUT_OF_USE))
        case Surface.DIALOG:
            return Answer(body=dialog(warned(OUT_OF_USE)))
        case Surface.CHAT | Surface.OLD_CARD:
            return Answer(HTTPStatus.NOT_FOUND if invoked else HTTPStatus.OK)
        case _:
            assert_never(at.surface)


def seen(at: Origin, card: Card | None) -> Answer:
    """What somebody looks at, as it is now; nothing of it for whoever may not see it, and nothing where others read."""
    shown = card if card and at.private else NOT_THERE
    return Answer(body=card_instead(drawn(shown, reader=at.user)))


def suggestion(found: Found, *, several: bool) -> Answer:
    """Who may be meant by what was typed, in the shape of task-modules-and-cards/cards/dynamic-search."""
    return Answer(body={"type": SEARCH_TYPE, "value": {"results": result(found, several=several)}})


def words_instead(words: str) -> Json:
    """An answer that leaves the card as it is and says something."""
    return {"statusCode": 200, "type": WORDS_TYPE, "value": words}


def card_instead(card: Json) -> Json:
    """An answer that takes the card's place."""
    return {"statusCode": 200, "type": CARD_TYPE, "value": card}


def _elsewhere(at: Origin, reply: Reply, lies: Card | None) -> Answer:
    private = Sending(message(reply, at.user if lies else ""), alone=True, card=lies)
    if at.surface is Surface.CARD:
        return Answer(body=words_instead(ALONE), sent=(private,))
    return Answer(sent=(private, Sending(said(ALONE))))


def _in_place(heard: Heard, reply: Reply, lies: Card | None, reader: str) -> Answer:
    if _begins(heard, reply):
        return Answer(body=words_instead(BELOW), sent=(Sending(message(reply)),))
    return Answer(body=card_instead(drawn(reply, reader=reader)), card=lies)


def _begins(heard: Heard, reply: Reply) -> bool:
    """Whether a form is shown that was not there before."""
    return isinstance(reply, Page | Review) and not isinstance(heard, Submitted)
