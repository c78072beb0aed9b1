"""Where something was done, as far as it must be known to answer there. Pure, and as total as `parse`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from adapters.shared.payload import Payload, at, ident, words
from adapters.slack.parse import DIRECT, inputs


class Surface(StrEnum):
    """What somebody did something on."""

    COMMAND = "command"
    SHORTCUT = "shortcut"
    MESSAGE = "message"  # a button of a message
    WINDOW = "window"  # a button of a modal window
    SENT = "sent"  # a window that was sent
    HOME = "home"  # a button of the App Home
    TAB = "tab"  # the App Home, opened
    CHAT = "chat"  # words typed to us


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A surface, and Slack's own ids of what is on it."""

    surface: Surface
    user: str
    channel: str = ""
    message: str = ""
    fleeting: bool = False  # an ephemeral message: it cannot be edited by its id
    reply_url: str = ""
    trigger: str = ""
    view: str = ""
    seal: str = ""  # the window's hash: a change made to an older state of it is refused
    inputs: tuple[str, ...] = ()

    @property
    def direct(self) -> bool:
        """Whether nobody else reads there."""
        return self.channel.startswith(DIRECT)


def origin(body: Payload) -> Origin:
    """Where a payload comes from."""
    surface = _surface(body)
    event = body.get("event")
    return Origin(
        surface=surface,
        user=ident(body, "user", "id") or ident(body, "user_id") or ident(event, "user"),
        channel=ident(body, "container", "channel_id") or ident(body, "channel_id") or ident(event, "channel"),
        message=ident(body, "container", "message_ts"),
        fleeting=at(body, "container", "is_ephemeral") is True,
        reply_url=words(body, "response_url"),
        trigger=ident(body, "trigger_id"),
        view=ident(body, "view", "id"),
        seal=ident(body, "view", "hash"),
        inputs=tuple(inputs(body)) if surface is Surface.SENT else (),
    )


def _surface(body: Payload) -> Surface:
    if ident(body, "type") == "block_actions":
        return _of_button(body)
    if ident(body, "event", "type") == "app_home_opened":
        return Surface.TAB
    return SURFACES.get(ident(body, "type"), Surface.COMMAND)


def _of_button(body: Payload) -> Surface:
    if ident(body, "view", "type") == "home":
        return Surface.HOME
    return Surface.WINDOW if ident(body, "view", "id") else Surface.MESSAGE


SURFACES: Final[Mapping[str, Surface]] = {
    "shortcut": Surface.SHORTCUT,
    "view_submission": Surface.SENT,
    "event_callback": Surface.CHAT,
}
