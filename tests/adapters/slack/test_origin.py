"""Where a payload comes from, and who somebody is by their profile."""

import pytest

from adapters.slack import parse
from adapters.slack.origin import Origin, Surface, origin
from tests.adapters.slack.test_parse import BACK, BUTTON, CHAT, COMMAND, HOME, SENT, SHORTCUT, VALUES, Json, with_value


@pytest.mark.parametrize(
    ("body", "place_"),
    [
        (COMMAND, Origin(surface=Surface.COMMAND, user="UMO", channel="C1", trigger="1.1", reply_url="https://hooks.slack.com/x")),
        (SHORTCUT, Origin(surface=Surface.SHORTCUT, user="UMO", trigger="2.1")),
        (BUTTON, Origin(surface=Surface.MESSAGE, user="UMO", channel="D1", message="5.5", trigger="3.1", reply_url="https://hooks.slack.com/y")),
        (with_value(BUTTON, True, "container", "is_ephemeral"), Origin(surface=Surface.MESSAGE, user="UMO", channel="D1", message="5.5", trigger="3.1", reply_url="https://hooks.slack.com/y", fleeting=True)),
        (SENT, Origin(surface=Surface.SENT, user="UMO", trigger="4.1", view="V1", seal="h1", inputs=tuple(VALUES))),
        (BACK, Origin(surface=Surface.WINDOW, user="UMO", trigger="5.1", view="V1", seal="h1")),
        (with_value(BACK, "home", "view", "type"), Origin(surface=Surface.HOME, user="UMO", trigger="5.1", view="V1", seal="h1")),
        (HOME, Origin(surface=Surface.TAB, user="UMO", channel="D1")),
        (CHAT, Origin(surface=Surface.CHAT, user="UMO", channel="D1")),
    ],
    ids=["command", "shortcut", "message", "whisper", "sent", "window", "home button", "home tab", "chat"],
)  # fmt: skip
def test_a_payload_says_where_it_comes_from(body: Json, place_: Origin) -> None:
    """Surface and ids, as far as they are needed to answer there."""
    assert place_ == origin(body)


@pytest.mark.parametrize(
    ("user", "profile"),
    [
        ({"id": "U1", "profile": {"email": " a@b.org "}}, ("a@b.org", True)),
        ({"id": "U1", "profile": {"email": "a@b.org"}, "is_email_confirmed": False}, (None, True)),
        ({"id": "U1", "profile": {"email": "a@b.org"}, "deleted": True}, (None, False)),
        ({"id": "U1", "profile": {"email": "a@b.org"}, "is_bot": True}, (None, False)),
        ({"id": "U1", "profile": {}}, (None, True)),
        (None, (None, False)),
    ],
)
def test_a_profile_says_no_more_than_the_workspace_vouches_for(user: object, profile: tuple[str | None, bool]) -> None:
    """An e-mail only when it is confirmed and its owner is a person who is there."""
    assert profile == parse.profile({"user": user})
