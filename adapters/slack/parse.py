"""A payload of Slack's as what was heard. Pure, and total: whatever comes in, nothing is raised.

Who somebody is: their own workspace and their user id there, also in a channel shared with others.
"""

import hashlib
import html
import json
import re
from collections.abc import Callable, Mapping
from typing import Final

from adapters.shared.payload import Payload, at, ident, words
from adapters.shared.pieces import whole
from adapters.shared.suggesting import Typing
from adapters.slack.cards import PRESS
from adapters.slack.modals import GO, PAGE, REVIEW
from dialogs.ids import TurnId, turn_id
from dialogs.model.fields import Raw
from dialogs.model.heard import Go, Handle, Heard, Pressed, Said, Submitted
from dialogs.model.press import Press

COMMAND: Final = "/joint-supervision"
SHORTCUT: Final = "raise_joint_supervision"
SHORTCUTS: Final[Mapping[str, str]] = {SHORTCUT: "raise"}
CHANGED: Final = "user_change"
HOME: Final = Press("home", "show")
DIRECT: Final = "D"  # how the id of a conversation of two begins
WRITTEN: Final = ("", "file_share")  # subtypes of a message that somebody wrote; edits and joins are others
GONE: Final = ("deleted", "is_bot", "is_workflow_bot", "is_connector_bot")  # no person, or no longer
NOT_FULL: Final = ("is_restricted", "is_ultra_restricted", "is_stranger", "is_invited_user")
LINKED: Final = re.compile(r"<(?:mailto:|https?://|tel:|[@#!])?[^<>|]*\|([^<>]*)>|<([^<>|]*)>")


def heard(body: Payload) -> Heard | None:
    """What somebody did, if it is something that we know."""
    kind = "command" if words(body, "command") else words(body, "type")
    read = READERS.get(kind)
    found = read(body) if read else None
    return found if found and found.sender.user and found.sender.tenant else None


def raw(body: Payload) -> Raw:
    """What is typed and chosen in a window, by field."""
    values = at(body, "view", "state", "values")
    blocks = values.items() if isinstance(values, dict) else ()
    found = {name: _answer(element) for name, block in blocks if isinstance(name, str) for element in _elements(block)}
    chosen = {name: answer for name, answer in found.items() if isinstance(answer, tuple)}
    return {**chosen, **dict(whole((name, answer) for name, answer in found.items() if isinstance(answer, str)))}


def inputs(body: Payload) -> Mapping[str, Payload]:
    """The input blocks of a window, by field."""
    blocks = at(body, "view", "blocks")
    return (
        {ident(block, "block_id"): block for block in blocks if ident(block, "type") == "input"}
        if isinstance(blocks, list)
        else {}
    )


def stale(body: Payload) -> bool:
    """Whether Slack sent the answers of an older screen, as it sometimes does (bolt-js issue 625). They would empty this one."""
    asked, values = inputs(body), at(body, "view", "state", "values")
    given = values if isinstance(values, dict) else {}
    strange = any(
        ident(asked.get(name), "element", "action_id") not in block
        for name, block in given.items()
        if isinstance(block, dict)
    )
    return bool(asked) and (
        strange or any(name not in given for name, block in asked.items() if block.get("optional") is False)
    )


def written(text: str) -> str:
    """A message as it was typed: links and mentions as their words, the three escapes undone."""
    return html.unescape(LINKED.sub(lambda found: found[1] or found[2] or "", text)).strip()


def action(body: Payload) -> Payload:
    """The one button of a press."""
    actions = at(body, "actions")
    first = actions[0] if isinstance(actions, list) and actions else {}
    return first if isinstance(first, dict) else {}


def carried(body: Payload) -> tuple[Press | None, str, str]:
    """What a window remembers: the press that sending it carries, its section and its mark."""
    try:
        kept = json.loads(words(body, "view", "private_metadata") or "{}")
    except (ValueError, RecursionError):
        return None, "", ""
    return Press.read(ident(kept, "press")), ident(kept, "section"), ident(kept, "mark")


def typing(body: Payload) -> Typing | None:
    """What somebody has typed so far, and where. The inputs of the window go along where Slack sends them."""
    press, _, _ = carried(body)
    sender, name = _actor(body), ident(body, "block_id")
    if press is None or not (sender.user and sender.tenant and name):
        return None
    return Typing(sender=sender, press=press, field=name, words=words(body, "value"), given=raw(body))


def profile(body: object, who: Handle, asked: str) -> tuple[str | None, bool]:
    """The e-mail that somebody's workspace has confirmed, and whether they are somebody and still there.

    An e-mail only of a full member of the workspace they write from, `asked` with its own token: a guest, somebody of
    another organisation in a shared channel, and whoever has not come yet are others' to vouch for.
    """
    user = at(body, "user")
    active = bool(ident(user, "id")) and not any(at(user, sign) is True for sign in GONE)
    member = ident(user, "id") == who.user and ident(user, "team_id") == who.tenant == asked
    full = at(user, "is_email_confirmed") is True and not any(at(user, sign) for sign in NOT_FULL)
    address = words(user, "profile", "email").strip()
    return (address or None) if active and member and full else None, active


def changed(body: Payload) -> tuple[Handle, bool] | None:
    """Whose profile changed, and whether they are still there."""
    event = at(body, "event")
    if ident(event, "type") != CHANGED:
        return None
    team = ident(event, "user", "team_id") or ident(body, "team_id")
    return Handle("slack", team, ident(event, "user", "id")), at(event, "user", "deleted") is not True


def _command(body: Payload) -> Said | None:
    sender = Handle("slack", ident(body, "team_id"), ident(body, "user_id"))
    private = ident(body, "channel_id").startswith(DIRECT)
    said = written(words(body, "text"))
    return (
        Said(turn=_turn(ident(body, "trigger_id")), sender=sender, words=said, private=private)
        if _known(body)
        else None
    )


def _known(body: Payload) -> bool:
    return words(body, "command") == COMMAND and bool(ident(body, "trigger_id"))


def _shortcut(body: Payload) -> Said | None:
    said, event = SHORTCUTS.get(ident(body, "callback_id")), ident(body, "trigger_id")
    return Said(turn=_turn(event), sender=_actor(body), words=said) if said and event else None


def _pressed(body: Payload) -> Pressed | Submitted | None:
    """A button of a card, or one that leads elsewhere in the form of the window around it."""
    name, event = ident(action(body), "action_id"), _event_of_press(body)
    if name.startswith(GO) and event:
        return _going(body, name, event)
    press = Press.read(ident(action(body), "value")) if name.startswith(PRESS) else None
    return Pressed(turn=_turn(event), sender=_actor(body), press=press) if press and event else None


def _event_of_press(body: Payload) -> str:
    """A press has no event id: each click brings a trigger of its own, and Slack does not send a click twice."""
    stamp = ident(action(body), "action_ts")
    return ident(body, "trigger_id") or (f"{ident(body, 'user', 'id')} {stamp}" if stamp else "")


def _going(body: Payload, name: str, event: str) -> Submitted | None:
    press, section, mark = carried(body)
    go = WAYS.get(name.removeprefix(GO).partition("-")[0])
    if press is None or go is None or stale(body):
        return None
    to = ident(action(body), "value") if go in (Go.CHANGE, Go.MOVE) else ""
    about = {"section": section, "about": to} if section else {"section": to}  # a review is no section
    return Submitted(turn=_turn(event), sender=_actor(body), press=press, go=go, raw=raw(body), mark=mark, **about)


def _sent(body: Payload) -> Submitted | None:
    press, section, mark = carried(body)
    go = {PAGE: Go.NEXT, REVIEW: Go.SEND}.get(ident(body, "view", "callback_id"))
    if press is None or go is None or not ident(body, "view", "id") or stale(body):
        return None
    return Submitted(
        turn=_turn_of_sent(body), sender=_actor(body), press=press, section=section, go=go, raw=raw(body), mark=mark
    )


def _turn_of_sent(body: Payload) -> TurnId:
    """Sent again because no answer came, a window has its old id and hash (and a new trigger): that is one event.

    The answers are part of it: after faults by field Slack keeps the hash, and a window put right is another event.
    """
    state = json.dumps(at(body, "view", "state", "values"), sort_keys=True)
    answers = hashlib.sha256(state.encode()).hexdigest()
    return _turn(f"{ident(body, 'view', 'id')} {ident(body, 'view', 'hash')} {answers}")


def _event(body: Payload) -> Pressed | Said | None:
    event, number = at(body, "event"), ident(body, "event_id")
    read = EVENTS.get(ident(event, "type"))
    if read is None or not isinstance(event, dict) or not number:
        return None
    if words(event, "subtype") == "message_changed":
        event = _as_changed(event)
    tenant = ident(event, "user_team") or ident(event, "team") or ident(body, "team_id")
    return read(event, _turn(number), Handle("slack", tenant, ident(event, "user")))


def _as_changed(event: Payload) -> Payload:
    """The message as somebody has changed it. Slack tells of our own changes, and of links that it has looked at, in the same way."""
    now = at(event, "message")
    theirs = isinstance(now, dict) and at(now, "edited") is not None
    changed = theirs and words(now, "text") != words(event, "previous_message", "text")
    return {**event, **now, "type": "message", "subtype": "", "edited": True} if changed else {**event, "text": ""}  # type: ignore[dict-item] # it is a dict


def _opened(event: Payload, turn: TurnId, sender: Handle) -> Pressed | None:
    return Pressed(turn=turn, sender=sender, press=HOME) if ident(event, "tab") == "home" else None


def _message(event: Payload, turn: TurnId, sender: Handle) -> Said | None:
    """Only what a person wrote to us, or changed later, and not what a bot said."""
    ours = ident(event, "channel_type") == "im" and not ident(event, "bot_id")
    said = written(words(event, "text"))
    edited = at(event, "edited") is True
    heard = ours and said and words(event, "subtype") in WRITTEN
    return Said(turn=turn, sender=sender, words=said, edited=edited) if heard else None


READERS: Final[Mapping[str, Callable[[Payload], Heard | None]]] = {
    "command": _command,
    "shortcut": _shortcut,
    "block_actions": _pressed,
    "view_submission": _sent,
    "event_callback": _event,
}
EVENTS: Final[Mapping[str, Callable[[Payload, TurnId, Handle], Pressed | Said | None]]] = {
    "app_home_opened": _opened,
    "message": _message,
}
WAYS: Final[Mapping[str, Go]] = {go.value: go for go in (Go.BACK, Go.CHANGE, Go.KEEP, Go.CANCEL, Go.MOVE)}


def _turn(event: str) -> TurnId:
    return turn_id("slack", event)


def _actor(body: Payload) -> Handle:
    team = ident(body, "user", "team_id") or ident(body, "team", "id")
    return Handle("slack", team, ident(body, "user", "id"))


def _elements(block: object) -> list[object]:
    return list(block.values())[:1] if isinstance(block, dict) else []


def _answer(element: object) -> str | tuple[str, ...]:
    """What one element holds. Nothing typed is an empty answer, so that clearing a field clears it."""
    several = at(element, "selected_options")
    if isinstance(several, list):
        return tuple(words(option, "value") for option in several)
    return words(element, "value") or words(element, "selected_date") or words(element, "selected_option", "value")
