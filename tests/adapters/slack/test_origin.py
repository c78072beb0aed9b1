"""Where a payload comes from, and who somebody is by their profile."""

import pytest

from adapters.slack import parse
from adapters.slack.origin import Origin, Surface, origin
from dialogs.model.heard import Handle
from tests.adapters.slack.test_parse import BACK, BUTTON, CHAT, COMMAND, HOME, SENT, SHORTCUT, VALUES, Json, with_value

MEMBER = {"id": "U1", "team_id": "T1", "is_email_confirmed": True, "profile": {"email": " a@b.org "}}


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
        (MEMBER, ("a@b.org", True)),
        ({**MEMBER, "is_email_confirmed": False}, (None, True)),
        ({name: said for name, said in MEMBER.items() if name != "is_email_confirmed"}, (None, True)),
        ({**MEMBER, "is_restricted": True}, (None, True)),
        ({**MEMBER, "is_ultra_restricted": True}, (None, True)),
        ({**MEMBER, "is_stranger": True}, (None, True)),
        ({**MEMBER, "is_invited_user": True}, (None, True)),
        ({**MEMBER, "team_id": "T2"}, (None, True)),
        ({name: said for name, said in MEMBER.items() if name != "team_id"}, (None, True)),
        ({**MEMBER, "id": "U2"}, (None, True)),
        ({**MEMBER, "deleted": True}, (None, False)),
        ({**MEMBER, "is_bot": True}, (None, False)),
        ({**MEMBER, "profile": {}}, (None, True)),
        (None, (None, False)),
    ],
)
def test_a_profile_says_no_more_than_the_workspace_vouches_for(user: object, profile: tuple[str | None, bool]) -> None:
    """An e-mail only when it is confirmed and its owner is a full member of that very workspace, who is there."""
    assert profile == parse.profile({"user": user}, Handle("slack", "T1", "U1"), "T1")


def test_another_workspaces_token_vouches_for_nobody() -> None:
    """In a channel shared by two, what the one says of the other's people is no proof."""
    assert (None, True) == parse.profile({"user": MEMBER}, Handle("slack", "T1", "U1"), "T2")
