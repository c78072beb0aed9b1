"""Signed requests as Slack sends them, made beforehand: each is an event of its own."""

import json
from collections.abc import Iterator
from itertools import count
from typing import Final
from urllib.parse import urlencode

from bench.seeds import FEW, MANAGER, SLACK, named
from bench.wire import request
from dialogs.model.press import Press
from tests.doubles_slack.desk import COMMAND, FORM, signed
from tests.slack_double import TEAM

PATH: Final = "/slack/events"
EVENTS: Final = count()
PROFILE: Final = {
    "id": "U1",
    "team_id": TEAM,
    "is_bot": False,
    "deleted": False,
    "profile": {},
}  # everybody is linked already
API_ANSWER: Final = json.dumps(
    {"ok": True, "channel": {"id": "D1"}, "ts": "1.1", "user": PROFILE, "view": {"id": "V1"}}
).encode()


def commands(many: int) -> Iterator[bytes]:
    """`/joint-supervision mine`: the list of what somebody owes and is on."""
    for _ in range(many):
        said = {
            "command": COMMAND,
            "text": "mine",
            "user_id": SLACK[FEW].user,
            "team_id": TEAM,
            "channel_id": "D1",
            "trigger_id": _event(),
            "api_app_id": "A1",
        }
        yield _sent(urlencode(said))


def looks(many: int) -> Iterator[bytes]:
    """A button that shows a case."""
    return (_pressed(Press("agreement", "show", named(number % 100))) for number in range(many))


def decisions(many: int, begin: int) -> Iterator[bytes]:
    """The manager agrees, each time to another case."""
    return (_pressed(Press("agreement", "agree", named(number))) for number in range(begin, begin + many))


def _pressed(press: Press) -> bytes:
    message = f"{int(str(press.case)[-8:], 16)}.1"  # each card lies in a message of its own
    container = {"type": "message", "channel_id": "D1", "message_ts": message, "is_ephemeral": False}
    action = {"type": "button", "block_id": "b", "action_id": "press-1", "action_ts": "1.1", "value": str(press)}
    who = {
        "user": {"id": SLACK[MANAGER].user, "team_id": TEAM},
        "team": {"id": TEAM, "domain": "x"},
        "api_app_id": "A1",
    }
    payload = {
        "type": "block_actions",
        "trigger_id": _event(),
        **who,
        "container": container,
        "response_url": "http://127.0.0.1/x",
        "actions": [action],
    }
    return _sent(urlencode({"payload": json.dumps(payload)}))


def _sent(body: str) -> bytes:
    return request(PATH, signed(body, FORM), body.encode())


def _event() -> str:
    return f"{next(EVENTS)}.1.bench"
