"""How a reply reaches the one who caused it: in the very answer to the request, or by a call of the Web API after it.

Rule 1: where others read, only the one who asked sees the answer.
Rule 2: a window holds what somebody typed, so it is never replaced by an apology.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, assert_never

from adapters.shared import plain_text as words_of
from adapters.shared.fitting import fit
from adapters.slack import modals
from adapters.slack.limits import ERROR, MESSAGE_TEXT
from adapters.slack.origin import Origin, Surface
from adapters.slack.parse import HOME
from adapters.slack.render import home, message, offer_of, question, window
from adapters.slack.text import Json, fallback, shown
from dialogs.model.heard import Heard, Pressed, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Card, Note, Page, Reply, Review, Tone

AGAIN: Final = "Slack has sent this screen without its answers. Press the button once more."
BETWEEN_US: Final = (
    "I ask you in our own chat, where nobody else reads. You find me under Apps. Answer there, not here."
)
QUIET: Final[Json] = {"unfurl_links": False, "unfurl_media": False}


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the Web API, or the address a payload brought; and what to do when Slack refuses. `card` is what lies there then."""

    method: str
    body: Mapping[str, object]
    otherwise: "Call | None" = None
    card: Card | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back on the request, and what is called after it."""

    ack: Json | None = None
    calls: tuple[Call, ...] = ()


def answer(at: Origin, heard: Heard, reply: Reply) -> Answer:  # noqa: PLR0911 - an arm for each surface
    """The reply, put where it was asked for."""
    match at.surface:
        case Surface.COMMAND if isinstance(reply, Card):
            return Answer(ack={"response_type": "ephemeral", **message(reply)})
        case Surface.COMMAND if _asks(reply):
            return _asked_between_us(at, reply)
        case Surface.MESSAGE if isinstance(reply, Card):
            return _beside(at, heard, reply)
        case Surface.WINDOW:
            body = {"view_id": at.view, **_seal(at), "view": window(reply)}
            return _calling(Call("views.update", body, otherwise=_tell(at.user, reply)))
        case Surface.SENT:
            return Answer(ack=_next(at, heard, reply))
        case Surface.TAB:
            return _calling(_publish(at, reply))
        case Surface.HOME if isinstance(reply, Card) and reply.name == HOME.card:
            return _calling(_publish(at, reply))
        case Surface.CHAT:
            return _calling(_tell(at.channel, reply, asked=True))
        case Surface.COMMAND | Surface.SHORTCUT | Surface.MESSAGE | Surface.HOME:
            return _calling(_tell(at.user, reply, asked=True) if _asks(reply) else _open(at, reply))
        case _:
            assert_never(at.surface)


def apology(at: Origin, heard: Heard, card: Card) -> Answer:
    """What went wrong with us, said without taking anything typed away."""
    match at.surface:
        case Surface.SENT if at.inputs:
            return Answer(ack=_errors({at.inputs[0]: " ".join((card.title, card.note.words if card.note else ""))}))
        case Surface.SENT:
            return Answer(ack={"response_action": "push", "view": modals.card(card)})
        case Surface.WINDOW:
            body = {"trigger_id": at.trigger, "view": modals.card(card)}
            return _calling(Call("views.push", body, otherwise=_tell(at.user, card)))
        case _:
            return answer(at, heard, card)


def unheard(at: Origin) -> Answer:
    """Nothing was understood. A window stays open, for it may hold what somebody typed; anything else is let go."""
    return Answer(ack=_errors({at.inputs[0]: AGAIN})) if at.inputs else Answer()


def _calling(*calls: Call) -> Answer:
    return Answer(calls=calls)


def _open(at: Origin, reply: Reply) -> Call:
    """A window while the trigger lives, some three seconds; then a message with a button, which brings a new trigger."""
    return Call("views.open", {"trigger_id": at.trigger, "view": window(reply)}, otherwise=_tell(at.user, reply))


def _publish(at: Origin, reply: Reply) -> Call:
    return Call("views.publish", {"user_id": at.user, "view": home(reply)}, otherwise=_tell(at.user, reply))


def _tell(to: str, reply: Reply, *, asked: bool = False) -> Call:
    """In the conversation between them and us. Only somebody who is chatting is asked there."""
    said = _said(reply) if asked else message(offer_of(reply))
    return Call("chat.postMessage", {"channel": to, **said, **QUIET}, card=reply if isinstance(reply, Card) else None)


def _said(reply: Reply) -> Json:
    """A card as it is, a question of a chat as a question; a form that wants a window as a button that opens one."""
    if isinstance(reply, Card):
        return message(reply)
    return question(reply) if isinstance(reply, Review) or _asks(reply) else message(offer_of(reply))


def _asked_between_us(at: Origin, reply: Reply) -> Answer:
    """Wherever the command was typed: what is typed in answer would be read by others there, and not by us."""
    unless = Call(at.reply_url, {"response_type": "ephemeral", **message(offer_of(reply))})
    asked = replace(_tell(at.user, reply, asked=True), otherwise=unless)
    return Answer(ack={"response_type": "ephemeral", "text": BETWEEN_US}, calls=(asked,))


def _asks(reply: Reply) -> bool:
    """Whether it is one question of a chat. It is no screen: sent as one, the other answers would count as emptied."""
    return isinstance(reply, Page) and reply.as_question


def _beside(at: Origin, heard: Heard, card: Card) -> Answer:
    """The card in the place of the one that was pressed, if it is the same card; else for their eyes only."""
    same = _same(heard, card)
    if at.fleeting:
        body = {"response_type": "ephemeral", "replace_original": same, **message(card)}
        return _calling(Call(at.reply_url, body, otherwise=_tell(at.user, card)))
    if not (same and at.direct):
        return _calling(_whisper(at, card, message(card)))
    if card.note and card.note.tone is Tone.WARNING:
        return _calling(_update(at, replace(card, note=None)), _whisper(at, card, _only(card, card.note)))
    return _calling(_update(at, card))


def _update(at: Origin, card: Card) -> Call:
    body = {"channel": at.channel, "ts": at.message, **message(card)}
    return Call("chat.update", body, otherwise=_tell(at.user, card), card=card)


def _whisper(at: Origin, card: Card, said: Json) -> Call:
    body = {"channel": at.channel, "user": at.user, **said}
    return Call("chat.postEphemeral", body, otherwise=_tell(at.user, card))


def _only(card: Card, note: Note) -> Json:
    return {"text": fallback(words_of.announced(card.title), MESSAGE_TEXT), "blocks": modals.done(note)["blocks"]}


def _next(at: Origin, heard: Heard, reply: Reply) -> Json:
    """What becomes of a window that was sent: faults by field, the next screen, or the end."""
    match reply:
        case Page() if _only_faults(at, heard, reply):
            return _errors(reply.errors)
        case Page() | Review():
            return _becomes(window(reply))
        case Card(note=Note(tone=Tone.DONE) as said) if reply.case:  # the card itself is on its way
            return _becomes(modals.done(said))
        case Card():  # a refusal, whom to call instead, thanks: nobody else will deliver it
            return _becomes(window(reply))
        case _:
            assert_never(reply)


def _only_faults(at: Origin, heard: Heard, page: Page) -> bool:
    same = isinstance(heard, Submitted) and (heard.section, heard.mark) == (page.section.name, page.mark)
    return same and bool(page.errors) and set(page.errors) <= set(at.inputs)


def _errors(errors: Mapping[str, str]) -> Json:
    return {"response_action": "errors", "errors": {name: fit(shown(said), ERROR) for name, said in errors.items()}}


def _becomes(view: Json) -> Json:
    return {"response_action": "update", "view": view}


def _seal(at: Origin) -> Json:
    return {"hash": at.seal} if at.seal else {}


def _same(heard: Heard, reply: Reply) -> bool:
    """Whether a reply is what the press lay on, as it is now."""
    return isinstance(heard, Pressed) and isinstance(reply, Card) and _lay_on(heard.press, reply)


def _lay_on(press: Press, card: Card) -> bool:
    return press.card == card.name and (press.case or "") in ("", card.case)
