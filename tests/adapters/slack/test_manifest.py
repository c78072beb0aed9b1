"""The manifest against the code: what it offers is handled, what is handled is offered, no scope is missing or too many."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from adapters.slack import parse
from adapters.slack.app import PATH
from dialogs.sayings import SAYINGS

ROOT: Final = Path(__file__).parents[3]
METHOD: Final = re.compile(r'"((?:auth|chat|conversations|users|views|files|reactions|team)\.[a-zA-Z.]+)"')

SCOPES_OF: Final = {  # docs.slack.dev/reference/methods, one page each
    "chat.postMessage": {"chat:write"},
    "chat.postEphemeral": {"chat:write"},
    "chat.update": {"chat:write"},
    "chat.delete": {"chat:write"},
    "conversations.history": {"im:history"},
    "conversations.open": {"im:write"},
    "users.lookupByEmail": {"users:read.email"},
    "users.info": {"users:read", "users:read.email"},  # the second for the e-mail in the profile
    "views.open": set(),
    "views.push": set(),
    "views.update": set(),
    "views.publish": set(),
}
EVENT_SCOPES: Final = {
    "app_home_opened": set(),
    "message.im": {"im:history"},
    "user_change": {"users:read"},
}  # docs.slack.dev/reference/events


@pytest.fixture
def manifest() -> Any:
    return yaml.safe_load((ROOT / "manifest" / "slack.yaml").read_text())


def _methods() -> set[str]:
    """Every method of the Web API that stands in the code."""
    sources = [one.read_text() for one in (ROOT / "adapters" / "slack").glob("*.py")]
    return {found for text in sources for found in METHOD.findall(text)}


def test_the_commands_offered_are_the_commands_heard(manifest: Any) -> None:
    """One slash command, with a hint of what can be said."""
    offered = manifest["features"]["slash_commands"]

    assert [parse.COMMAND] == [one["command"] for one in offered]
    assert ["[" + " | ".join(saying.words for saying in SAYINGS) + "]"] == [one["usage_hint"] for one in offered]
    assert all(one["description"] for one in offered)


def test_the_shortcuts_offered_are_the_shortcuts_heard(manifest: Any) -> None:
    """Global shortcuts by their callback id."""
    assert list(parse.SHORTCUTS) == [
        one["callback_id"] for one in manifest["features"]["shortcuts"] if one["type"] == "global"
    ]


def test_the_events_subscribed_are_the_events_heard(manifest: Any) -> None:
    """`message.im` comes as `message`; nothing else of a workspace is listened to."""
    subscribed = manifest["settings"]["event_subscriptions"]["bot_events"]

    assert {*parse.EVENTS, parse.CHANGED} == {one.partition(".")[0] for one in subscribed}
    assert "message.channels" not in subscribed


def test_there_is_no_scope_too_few_and_none_too_many(manifest: Any) -> None:
    """Each scope is one that a method, an event or a command needs."""
    needed = {"commands"}.union(
        *(SCOPES_OF[method] for method in _methods()),
        *(EVENT_SCOPES[one] for one in manifest["settings"]["event_subscriptions"]["bot_events"]),
    )

    assert needed == set(manifest["oauth_config"]["scopes"]["bot"])
    assert "user" not in manifest["oauth_config"]["scopes"]


def test_no_method_is_called_by_another_name() -> None:
    """Methods stand as Slack names them, so that the scopes above are counted from all of them."""
    sources = [one.read_text() for one in (ROOT / "adapters" / "slack").glob("*.py")]

    assert [] == [found for text in sources for found in re.findall(r"client\.(\w+)\(", text) if found != "api_call"]


def test_every_scope_says_why() -> None:
    """An administrator who reads the manifest finds the reason beside each scope."""
    text = (ROOT / "manifest" / "slack.yaml").read_text()
    scopes = text.partition("    bot:\n")[2].partition("settings:")[0].splitlines()

    assert [] == [line for line in scopes if line.strip().startswith("- ") and "#" not in line]


def test_the_addresses_are_those_that_are_served(manifest: Any) -> None:
    """Home tab, messages and interactivity are on; where HTTP is described, it is the path we serve."""
    text = (ROOT / "manifest" / "slack.yaml").read_text()

    assert manifest["features"]["app_home"]["home_tab_enabled"]
    assert not manifest["features"]["app_home"]["messages_tab_read_only_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]
    assert manifest["settings"]["socket_mode_enabled"]
    assert ["message_menu_options_url", "request_url", "request_url", "url"] == sorted(
        re.findall(rf"# (\w*url): https://YOUR-HOST{PATH} ", text)
    )


def test_slack_would_take_it(manifest: Any) -> None:
    """Its texts keep Slack's limits for manifests."""
    shown, features = manifest["display_information"], manifest["features"]

    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 174 <= len(shown["long_description"]) <= 4_000
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in features["shortcuts"])
    assert len(features["bot_user"]["display_name"]) <= 80
