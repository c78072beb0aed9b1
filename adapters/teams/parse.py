"""An activity of Teams' as what was heard. Pure, and total: whatever comes in, nothing is raised.

An event is the activity's id in its conversation. A client that repeats itself brings the same id; a second click brings
another, and is judged again.
"""

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from adapters.shared.payload import Payload, at, ident, listed, words
from adapters.shared.suggesting import Typing
from adapters.teams.cards import LOOK
from adapters.teams.inputs import ANSWER, SEVERAL, searched, unpacked
from adapters.teams.origin import sender
from dialogs.cards.deck import kind_of
from dialogs.ids import TurnId, turn_id
from dialogs.model.fields import Raw
from dialogs.model.heard import Go, Handle, Heard, Pressed, Said, Submitted
from dialogs.model.press import Press
from dialogs.sayings import SAYINGS

COMMANDS: Final[Mapping[str, str]] = {"raise": "raise"}
"""What the box for writing offers, by command id, and what it says."""
MENU: Final = tuple(saying.words for saying in SAYINGS if not saying.example)
"""What the bot's menu of commands offers: words that can be typed as well."""

SEARCH: Final = "application/search"
EDIT: Final = "editMessage"  # the other is a message that is there again after it was deleted
GOES: Final[Mapping[str, Go]] = {go.value: go for go in Go}
TAG: Final = re.compile(r"</?at\b[^>]*>", re.IGNORECASE)
SLASH: Final = re.compile(r"^/(?=[a-z])(?!joint-supervision)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """The bot was installed, or is where it was not before."""

    turn: TurnId
    sender: Handle
    greets: bool  # whether a greeting is due: an install is told in two ways


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The bot was taken away."""

    sender: Handle


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A card came into view, and the client asks how it is now. Nobody did anything: it is no turn."""

    sender: Handle
    press: Press


Noticed = Heard | Met | Left | Looked | Typing


def noticed(body: Payload) -> Noticed | None:
    """What somebody did, if it is something that we know."""
    read = READERS.get(words(body, "type"))
    found = read(body) if read else None
    return found if found and found.sender.user and found.sender.tenant else None


def written(body: Payload) -> str:
    """A message as it was typed to us: our own name taken out, others as their words, escapes undone."""
    text = words(body, "text")
    for mention in mentions(body):
        text = text.replace(mention, " ", 1)
    plain = html.unescape(TAG.sub("", text)).replace("\xa0", " ").strip()
    ours = words(body, "recipient", "name")
    return SLASH.sub("", plain.removeprefix(f"@{ours}").strip() if ours else plain)


def mentions(body: Payload) -> list[str]:
    """Where the bot itself is named, as it stands in the text."""
    us = ident(body, "recipient", "id")
    ours = (
        entity
        for entity in listed(body, "entities")
        if words(entity, "type") == "mention" and us and ident(entity, "mentioned", "id") == us
    )
    return [said for said in (words(line, "text") for line in ours) if said]


def raw(data: object) -> Raw:
    """What is typed and chosen on a screen, by field: what was asked and does not come back is empty."""
    return {
        name.removesuffix(SEVERAL): _answer(data, name)
        for name in words(data, "asked").split(" ")
        if name.removesuffix(SEVERAL)
    }


def _answer(data: object, name: str) -> str | tuple[str, ...]:
    given = words(data, f"{ANSWER}{name.removesuffix(SEVERAL)}")
    if not name.endswith(SEVERAL):
        return given
    return tuple(unpacked(value) for value in given.split(",") if value)


def _message(body: Payload) -> Noticed | None:
    """Words, or the button of a card in a client that sends it as a message."""
    if isinstance(at(body, "value"), dict):
        return _sent(body, at(body, "value"))
    said = written(body)
    turn = _turn(body)
    if turn is None or not (said or mentions(body)):
        return None
    private = ident(body, "conversation", "conversationType") == "personal"
    return Said(turn=turn, sender=sender(body), words=said, private=private)


def _edited(body: Payload) -> Said | None:
    """Words changed later. They keep the id of the message, so what they are now is part of the event."""
    said, turn = written(body), _turn(body)
    if turn is None or not said or words(body, "channelData", "eventType") != EDIT:
        return None
    private = ident(body, "conversation", "conversationType") == "personal"
    changed = hashlib.sha256(f"{turn} {ident(body, 'timestamp')} {said}".encode()).hexdigest()
    return Said(turn=turn_id("teams", changed), sender=sender(body), words=said, private=private, edited=True)


def _invoke(body: Payload) -> Noticed | None:
    read = INVOKES.get(words(body, "name"))
    return read(body) if read else None


def _card(body: Payload) -> Noticed | None:
    data = at(body, "value", "action", "data")
    if words(body, "value", "action", "verb") != LOOK:
        return _sent(body, data)
    press = Press.read(ident(data, "press"))
    return Looked(sender=sender(body), press=press) if press and kind_of(press.card).refreshes else None


def _typing(body: Payload) -> Typing | None:
    """What somebody has typed so far, and where. The inputs of the card go along where a client sends them."""
    press, name, asked = searched(words(body, "value", "dataset"))
    if press is None or not name:
        return None
    typed = at(body, "value", "data")
    return Typing(
        sender=sender(body),
        press=press,
        field=name,
        words=words(body, "value", "queryText"),
        given=raw({**typed, "asked": asked}) if isinstance(typed, dict) and typed else {},
        several=f"{name}{SEVERAL}" in asked.split(" "),
    )


def _dialog(body: Payload) -> Noticed | None:
    return _sent(body, at(body, "value", "data"))


def _compose(body: Payload) -> Said | None:
    """The box for writing opens a dialog, which nobody else sees."""
    said, turn = COMMANDS.get(ident(body, "value", "commandId")), _turn(body)
    return Said(turn=turn, sender=sender(body), words=said) if said and turn else None


def _sent(body: Payload, data: object) -> Pressed | Submitted | None:
    """A button: of a card, or of a form, which takes its answers along."""
    press, turn = Press.read(ident(data, "press")), _turn(body, data)
    if press is None or turn is None:
        return None
    if at(data, "go") is None:
        return Pressed(turn=turn, sender=sender(body), press=press)
    go, section, mark = GOES.get(ident(data, "go")), ident(data, "section"), ident(data, "mark")
    if go is None:
        return None
    return Submitted(
        turn=turn,
        sender=sender(body),
        press=press,
        section=section,
        go=go,
        raw=raw(data),
        mark=mark,
        about=ident(data, "about"),
    )


def _installed(body: Payload) -> Met | Left | None:
    """Told of a person's own copy and of a group's; only the first is somebody we can write to."""
    action, turn = words(body, "action"), _turn(body)
    if ident(body, "conversation", "conversationType") != "personal" or turn is None:
        return None
    if action.startswith("remove"):
        return Left(sender=sender(body))
    return Met(turn=turn, sender=sender(body), greets=True) if action.startswith("add") else None


def _changed(body: Payload) -> Met | Left | None:
    """Who is in a conversation has changed: of our own coming and going to a person we take notice."""
    us, turn = ident(body, "recipient", "id"), _turn(body)
    if ident(body, "conversation", "conversationType") != "personal" or not us or turn is None:
        return None
    if us in (ident(member, "id") for member in listed(body, "membersRemoved")):
        return Left(sender=sender(body))
    here = us in (ident(member, "id") for member in listed(body, "membersAdded"))
    return Met(turn=turn, sender=sender(body), greets=False) if here else None


def _turn(body: Payload, data: object = None) -> TurnId | None:
    """The event. Where a client gives it no id, it is what was pressed, on what, with what in it, and when."""
    conversation, event = ident(body, "conversation", "id"), ident(body, "id")
    if not conversation:
        return None
    if event:
        return turn_id("teams", f"{conversation} {event}")
    stamp, pressed = ident(body, "timestamp"), ident(body, "replyToId")
    if not (stamp and isinstance(data, dict)):
        return None
    inside = hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
    return turn_id("teams", f"{conversation} {pressed} {ident(body, 'from', 'id')} {stamp} {inside}")


READERS: Final[Mapping[str, Callable[[Payload], Noticed | None]]] = {
    "message": _message,
    "messageUpdate": _edited,
    "invoke": _invoke,
    "installationUpdate": _installed,
    "conversationUpdate": _changed,
}
INVOKES: Final[Mapping[str, Callable[[Payload], Noticed | None]]] = {
    SEARCH: _typing,
    "adaptiveCard/action": _card,
    "task/fetch": _dialog,
    "task/submit": _dialog,
    "composeExtension/fetchTask": _compose,
    "composeExtension/submitAction": _dialog,
}
