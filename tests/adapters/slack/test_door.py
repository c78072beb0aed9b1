"""What is turned away at the door, with which number, and that nothing of it is heard."""

import json
import time
from typing import Any
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from adapters.shared import http_guard
from adapters.shared.suggesting import Typing
from adapters.slack import guard
from adapters.slack.app import SlackApp, SlackPorts, routes, socket
from adapters.slack.modals import metadata
from adapters.slack.send import web_client
from dialogs.ids import CaseId
from dialogs.model.fields import Found, Option
from dialogs.model.press import Press
from tests.adapters.slack.conftest import Script, tokens
from tests.adapters.slack.samples import CARD
from tests.adapters.slack.test_parse import ALL as PAYLOADS
from tests.adapters.slack.test_parse import paths, with_value
from tests.doubles_slack.desk import FORM, Answered, Desk, signed
from tests.slack_double import SECRET, TEAM, SlackDouble
from tests.trying import tries

COMMAND = urlencode(
    {
        "command": "/joint-supervision",
        "text": "mine",
        "user_id": "UMO",
        "team_id": TEAM,
        "channel_id": "C1",
        "trigger_id": "1.1",
    }
)
JSON = "application/json"


async def _raw(desk: Desk, body: bytes, headers: dict[str, str]) -> Answered:
    async with desk.session.post(desk.url, data=body, headers=headers) as answer:
        return Answered(answer.status, await answer.text())


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=\u00e9"},
        {"X-Slack-Signature": "v1=abc"},
        {"X-Slack-Request-Timestamp": "abc"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "NaN"},
        {"X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Request-Timestamp": "\u0661\u0662"},
        {"X-Slack-Request-Timestamp": "9" * 40},
    ],
    ids=str,
)
async def test_what_slack_did_not_sign_is_refused(desk: Desk, ports: Script, headers: dict[str, str]) -> None:
    """A wrong, odd or missing signature or timestamp is 401, never 500, and nothing is heard; the right one is heard."""
    refused = await _raw(desk, COMMAND.encode(), {**signed(COMMAND, FORM), **headers})

    assert (401, []) == (refused.status, ports.heard)
    assert 200 == (await desk.post(COMMAND)).status


async def test_another_secret_and_an_old_signature_are_refused(desk: Desk, ports: Script) -> None:
    """A signature of another secret, of another body, or of six minutes ago, is 401."""
    old = int(time.time()) - 360
    answers = [
        await _raw(desk, COMMAND.encode(), signed(COMMAND, FORM, secret="another")),
        await _raw(desk, COMMAND.encode(), signed(COMMAND + "x", FORM)),
        await _raw(desk, COMMAND.encode(), signed(COMMAND, FORM, at=old)),
        await _raw(desk, b"\xff\xfe", signed("", FORM)),
    ]

    assert [401] * 4 == [answer.status for answer in answers]
    assert [] == ports.heard


async def test_what_is_too_large_is_refused_unread(desk: Desk, ports: Script) -> None:
    """More than a megabyte is 413, whether its length is said beforehand or not."""
    large = b"x" * (http_guard.LARGEST + 1)

    async def in_pieces() -> Any:
        for at in range(0, len(large), 50_000):
            yield large[at : at + 50_000]

    said = await _raw(desk, large, signed("", FORM))
    async with desk.session.post(desk.url, data=in_pieces(), headers=signed("", FORM)) as unsaid:
        assert (413, 413) == (said.status, unsaid.status)


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("<x/>", "text/xml", 415),
        ("{}", "", 415),
        ("not json", JSON, 400),
        ("[]", JSON, 400),
        ("7", JSON, 400),
        ("[" * 3_000, JSON, 400),
        ('{"a":' * 40 + "1" + "}" * 40, JSON, 400),
        (urlencode({"payload": "nonsense"}), FORM, 400),
        (urlencode({"payload": "[1]"}), FORM, 400),
        ("&".join(f"a{at}=1" for at in range(200)), FORM, 400),
    ],
    ids=[
        "xml",
        "no kind",
        "no json",
        "a list",
        "a number",
        "3,000 deep",
        "40 deep",
        "no payload",
        "a list in a form",
        "200 fields",
    ],
)
async def test_what_cannot_be_read_is_refused(desk: Desk, ports: Script, body: str, kind: str, status: int) -> None:
    """Another kind of content, no JSON, no object, too deep, too many fields: 4xx, though it is signed (V8)."""
    answer = await _raw(desk, body.encode(), signed(body, kind))

    assert (status, []) == (answer.status, ports.heard)


async def test_compressed_bodies_are_refused(desk: Desk) -> None:
    """Slack compresses nothing, so nobody else may."""
    answer = await _raw(desk, COMMAND.encode(), {**signed(COMMAND, FORM), "Content-Encoding": "gzip"})

    assert answer.status in (400, 415)


async def test_another_workspace_is_refused(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """A workspace that is not on the list gets 403, and Slack is asked nothing."""
    desk.team = "T0STRANGE"

    answers = [
        await desk.types("UMO", "mine"),
        await desk.shortcut("UMO"),
        await desk.says("UMO", "hi"),
        await desk.opens_home("UMO"),
    ]

    assert [403] * 4 == [answer.status for answer in answers]
    assert ([], []) == (ports.heard, slack.made)


async def test_a_guest_from_another_workspace_is_told_so(desk: Desk, ports: Script, slack: SlackDouble) -> None:
    """Somebody of another workspace, in a channel shared with ours, is told that it is not open to them; no turn is taken."""
    payload = desk.press("UMO", "Agree", {"blocks": [_button()]}, channel_id="C1", message_ts="1.2")
    payload["user"]["team_id"] = "T0STRANGE"

    answer = await desk.acts(payload)
    told = await slack.called("chat.postEphemeral")

    assert (200, []) == (answer.status, ports.heard)
    assert "not open to your organisation" in json.dumps(told)


def _button() -> dict[str, Any]:
    return {
        "type": "actions",
        "elements": [{"type": "button", "action_id": "press-1", "value": "a/b//", "text": {"text": "Agree"}}],
    }


async def test_slack_may_check_the_address(desk: Desk) -> None:
    """The challenge by which Slack learns the address is given back."""
    answer = await desk.post(json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}), JSON)

    assert (200, "abc") == (answer.status, answer.body.get("challenge", answer.text))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["page", "review", "home", "press-1", "go-back-1", "a/b//", TEAM]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["type", "command", "user", "team", "team_id", "user_id", "event", "event_id", "view", "actions", "container", "channel", "authorizations", "enterprise",
     "trigger_id", "state", "message", "response_url", "response_urls", "callback_id", "api_app_id", "is_enterprise_install", "challenge", "ssl_check"]
)  # fmt: skip
KINDS = st.sampled_from(
    [
        "block_actions",
        "view_submission",
        "event_callback",
        "shortcut",
        "message_action",
        "url_verification",
        "block_suggestion",
        "view_closed",
        "",
    ]
)


@settings(max_examples=tries(60), suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(KINDS, st.dictionaries(KEYS, VALUES, max_size=8), st.booleans()), min_size=5, max_size=5))
async def test_no_signed_nonsense_is_a_fault_of_ours(
    desk: Desk, bodies: list[tuple[str, dict[str, Any], bool]]
) -> None:
    """Whatever shape a signed payload has, the answer is never 5xx."""
    for kind, body, ours in bodies:
        text = json.dumps(
            {**body, "type": kind, **({"team": {"id": TEAM}, "user": {"id": "UMO", "team_id": TEAM}} if ours else {})}
        )
        answer = await desk.post(text, JSON)

        assert answer.status < 500, (text, answer)


WRONG: tuple[Any, ...] = (None, 7, "", [], {"id": []})


@pytest.mark.parametrize("name", ["button", "sent", "back", "home", "chat", "shortcut"])
async def test_no_wrong_value_anywhere_is_a_fault_of_ours(desk: Desk, name: str) -> None:
    """Whatever stands at any place of a payload of ours, the answer is never 5xx."""
    for path in paths(PAYLOADS[name]):
        for wrong in WRONG:
            answer = await desk.post(
                json.dumps(with_value(PAYLOADS[name], wrong, *path)).replace('"T1"', f'"{TEAM}"'), JSON
            )
            assert answer.status < 500, (path, wrong, answer)


def test_depth_is_counted_in_levels() -> None:
    """Thirty-two levels are read, thirty-three are not."""
    nested: dict[str, Any] = {}
    for _ in range(31):
        nested = {"a": nested}

    assert [False, True] == [
        http_guard.deeper(nested, http_guard.DEEPEST),
        http_guard.deeper({"a": nested}, http_guard.DEEPEST),
    ]


def test_bytes_that_are_no_text_are_not_signed() -> None:
    """The check of a signature does not trip over bytes that are no UTF-8."""
    headers = {"X-Slack-Request-Timestamp": str(int(time.time())), "X-Slack-Signature": "v0=" + "0" * 64}

    assert not guard.signed(headers, b"\xff", SignatureVerifier(SECRET))


async def test_without_a_secret_nothing_comes_in_over_http(slack: SlackDouble, session: Any, ports: Script) -> None:
    """Socket Mode alone needs no signing secret; then every request over HTTP is refused."""
    rooms = SlackPorts(take_turn=ports.take_turn, introduce=ports.introduce)
    bot = SlackApp(rooms, signing_secret="", tokens=tokens, client=web_client(session, slack.base_url))
    app = web.Application()
    app.add_routes(routes(bot))
    async with TestServer(app) as server:
        answer = await Desk(slack, session, str(server.make_url("/slack/events"))).types("UMO", "mine")

    assert (401, []) == (answer.status, ports.heard)


async def test_socket_mode_brings_the_same_turns(
    bot: SlackApp, ports: Script, slack: SlackDouble, session: Any
) -> None:
    """Over a socket the same payload is the same turn, and the answer goes back on the socket."""
    ports.reply = CARD
    handler = await socket(bot, "xapp-1", web_client(session, slack.base_url))
    said = {
        "command": "/joint-supervision",
        "text": "mine",
        "user_id": "UMO",
        "team_id": TEAM,
        "channel_id": "C1",
        "trigger_id": "9.9",
    }

    await slack.called("apps.connections.open")
    await slack.sockets[0].send_json(
        {"envelope_id": "e1", "type": "slash_commands", "payload": said, "accepts_response_payload": True}
    )
    answered = await slack.called("socket.answered")
    await handler.close_async()  # type: ignore[no-untyped-call]

    assert ("e1", "Your agreement is needed") == (answered["envelope_id"], answered["payload"]["text"])
    assert "mine" == getattr(ports.heard[0], "words", "")


async def test_socket_mode_asks_whom_somebody_means(slack: SlackDouble, session: Any, ports: Script) -> None:
    """While somebody types, Slack asks over the socket, and who may be meant goes back on it; what fails is an empty list."""
    asked: list[Typing] = []

    async def suggest(typing: Typing) -> Found:
        asked.append(typing)
        if typing.words == "boom":
            raise RuntimeError
        return Found((Option("zoe", "Zo\u00eb", "Teacher"), Option("pat", "Pat", "", "raised the case")), 3)

    rooms = SlackPorts(take_turn=ports.take_turn, introduce=ports.introduce, suggest=suggest)
    bot = SlackApp(rooms, signing_secret=SECRET, tokens=tokens, client=web_client(session, slack.base_url))
    handler = await socket(bot, "xapp-1", web_client(session, slack.base_url))
    press = Press("agreement", "hand-over", CaseId("c1"))
    typing = {
        "type": "block_suggestion",
        "action_id": "answer-0",
        "block_id": "who",
        "value": "zo",
        "user": {"id": "UMO", "team_id": TEAM},
        "team": {"id": TEAM},
        "view": {"id": "V1", "private_metadata": metadata(press, "who")},
    }

    await slack.called("apps.connections.open")
    for number, words in enumerate(("zo", "boom")):
        payload = {**typing, "value": words}
        await slack.sockets[0].send_json(
            {"envelope_id": f"e{number}", "type": "interactive", "payload": payload, "accepts_response_payload": True}
        )
    await slack.called("socket.answered", times=2)
    await handler.close_async()  # type: ignore[no-untyped-call]

    told = {one["envelope_id"]: one["payload"] for one in slack.calls("socket.answered")}
    (group,) = told["e0"]["option_groups"]
    assert "First 2: type more of the name" == group["label"]["text"]
    assert ["Zo\u00eb", "Pat: cannot be chosen"] == [one["text"]["text"] for one in group["options"]]
    assert ["Teacher", "raised the case"] == [one["description"]["text"] for one in group["options"]]
    assert {"options": []} == told["e1"]
    assert (press, "who", "zo", {}) == (asked[0].press, asked[0].field, asked[0].words, asked[0].given)
    assert [] == ports.heard
