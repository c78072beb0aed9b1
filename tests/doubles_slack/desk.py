"""People at Slack: what they do reaches the bot as the real thing would, signed, and what comes back is applied as Slack would.

The payloads are shaped after docs.slack.dev (interaction payloads, slash commands, events), with invented ids.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from tests.doubles_slack.rules import elements, faults_of_message, faults_of_view
from tests.slack_double import SECRET, TEAM, SlackDouble

Json = dict[str, Any]

COMMAND = "/joint-supervision"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answered:
    """What came back on a request."""

    status: int
    text: str

    @property
    def body(self) -> Json:
        """The answer as an object; empty when there is none."""
        return dict(json.loads(self.text)) if self.text.startswith("{") else {}


def signed(body: str, kind: str, *, secret: str = SECRET, at: int | None = None) -> dict[str, str]:
    """The headers Slack would send."""
    stamp = str(int(time.time()) if at is None else at)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


@dataclass
class Desk:
    """One workspace full of people in front of the bot."""

    slack: SlackDouble
    session: aiohttp.ClientSession
    url: str
    team: str = TEAM
    events: int = 0
    faults: list[str] = field(default_factory=list)

    async def post(self, body: str, kind: str = FORM, **headers: str) -> Answered:
        """One request, signed."""
        async with self.session.post(self.url, data=body.encode(), headers={**signed(body, kind), **headers}) as answer:
            return Answered(answer.status, await answer.text())

    async def acts(self, payload: Json) -> Answered:
        """One interaction."""
        return await self.post(urlencode({"payload": json.dumps(payload)}))

    async def types(self, user: str, words: str = "", *, channel: str = "C0PUBLIC", command: str = COMMAND) -> Answered:
        """The slash command."""
        said = {
            "command": command, "text": words, "user_id": user, "team_id": self.team, "channel_id": channel, "channel_name": "general",
            "trigger_id": self.trigger(), "response_url": self.slack.hooks + "command", "api_app_id": "A1", "is_enterprise_install": "false",
        }  # fmt: skip
        answer = await self.post(urlencode(said))
        self.slack.faults += faults_of_message(answer.body) if answer.body else []
        return answer

    async def shortcut(self, user: str, name: str = "raise_joint_supervision") -> Answered:
        """The global shortcut."""
        return await self.acts(
            {
                "type": "shortcut",
                "callback_id": name,
                "trigger_id": self.trigger(),
                **self._who(user),
                "action_ts": self.slack.tick(),
            }
        )

    async def says(self, user: str, text: str, **more: Any) -> Answered:
        """A message to the bot."""
        event = {
            "type": "message",
            "channel_type": "im",
            "user": user,
            "team": self.team,
            "text": text,
            "channel": f"D{user[1:]}",
            "ts": self.slack.tick(),
        }
        return await self.event({**event, **more})

    async def opens_home(self, user: str, tab: str = "home") -> Answered:
        """The App Home tab."""
        return await self.event(
            {
                "type": "app_home_opened",
                "user": user,
                "channel": f"D{user[1:]}",
                "tab": tab,
                "event_ts": self.slack.tick(),
            }
        )

    async def event(self, event: Json, number: str = "", **headers: str) -> Answered:
        """One event of the Events API."""
        self.events += 1
        body = {
            "type": "event_callback",
            "team_id": self.team,
            "api_app_id": "A1",
            "event": event,
            "event_id": number or f"Ev{self.events:08}",
        }
        return await self.post(json.dumps(body), "application/json", **headers)

    async def presses(self, user: str, label: str, on: Json, **container: Any) -> Answered:
        """A button by its label: of a message, a window or the home tab as the double keeps them."""
        return await self.acts(self.press(user, label, on, **container))

    def press(self, user: str, label: str, on: Json, **container: Any) -> Json:
        """What pressing would send."""
        found = next(element for element in elements(on["blocks"]) if element.get("text", {}).get("text") == label)
        action = {"type": "button", "block_id": "b", "action_ts": self.slack.tick(), **found}
        around: Json = {
            "container": {"type": "message", "is_ephemeral": False, **container},
            "response_url": self.slack.hooks + "press",
        }
        if "id" in on:
            state = {"values": self.state(on, {})} if on["type"] == "modal" else {"values": {}}
            around = {"container": {"type": "view", "view_id": on["id"]}, "view": {**on, "state": state}}
        return {"type": "block_actions", "trigger_id": self.trigger(), "actions": [action], **self._who(user), **around}

    async def carries(self, user: str, press: str) -> Answered:
        """A button of a whisper of ours that carries a press."""
        label = {"type": "plain_text", "text": "It"}
        row = {
            "type": "actions",
            "elements": [{"type": "button", "action_id": "press-1", "value": press, "text": label}],
        }
        return await self.presses(user, "It", {"blocks": [row]}, channel_id="C0PUBLIC", message_ts="1.1")

    async def sends(self, user: str, view: Json, answers: Mapping[str, Any] | None = None) -> Answered:
        """A window, with what was typed in it; the window becomes what the answer says."""
        answer = await self.acts(self.submission(user, view, answers))
        if "view" in answer.body:
            self.slack.faults += faults_of_view(answer.body["view"])
        if answer.body.get("response_action") == "update":
            self.slack.change_view(view["id"], answer.body["view"])
        return answer

    async def suggests(self, user: str, view: Json, field: str, words: str) -> Answered:
        """What Slack asks while somebody types into a list that has its options from us."""
        return await self.acts(self.typing(user, view, field, words))

    def typing(self, user: str, view: Json, field: str, words: str) -> Json:
        """What typing would send."""
        element = next(one["element"] for one in view["blocks"] if one.get("block_id") == field)
        assert "external" in element["type"]
        return {
            "type": "block_suggestion",
            "action_id": element["action_id"],
            "block_id": field,
            "value": words,
            "container": {"type": "view", "view_id": view["id"]},
            "view": {**view, "state": {"values": self.state(view, {})}},
            **self._who(user),
        }

    def submission(self, user: str, view: Json, answers: Mapping[str, Any] | None = None) -> Json:
        """What sending a window would send."""
        sent = {**view, "state": {"values": self.state(view, answers or {})}}
        return {
            "type": "view_submission",
            "trigger_id": self.trigger(),
            "view": sent,
            **self._who(user),
            "response_urls": [],
        }

    def state(self, view: Json, answers: Mapping[str, Any]) -> Json:
        """The state of every input: what is answered, or what it began with."""
        inputs = [one for one in view["blocks"] if one["type"] == "input"]
        return {
            one["block_id"]: {one["element"]["action_id"]: _state(one["element"], answers.get(one["block_id"]))}
            for one in inputs
        }

    def trigger(self) -> str:
        """A trigger of its own for each doing."""
        self.events += 1
        return f"{self.events}.1.abcdef"

    def _who(self, user: str) -> Json:
        return {
            "user": {"id": user, "username": "x", "team_id": self.team},
            "team": {"id": self.team, "domain": "x"},
            "api_app_id": "A1",
        }


def _state(element: Json, answer: Any) -> Json:
    kind = element["type"]
    if kind in ("plain_text_input", "email_text_input"):
        return {"type": kind, "value": element.get("initial_value") if answer is None else answer}
    if kind == "datepicker":
        return {"type": kind, "selected_date": element.get("initial_date") if answer is None else answer}
    if "external" in kind:
        first = element.get("initial_options", []) or [element[key] for key in ("initial_option",) if key in element]
        given = [answer] if isinstance(answer, str) else answer
        chosen = first if given is None else [{"value": value} for value in given]
        if kind == "multi_external_select":
            return {"type": kind, "selected_options": chosen}
        return {"type": kind, "selected_option": chosen[0] if chosen else None}
    options = [
        *element.get("options", []),
        *(one for group in element.get("option_groups", []) for one in group["options"]),
    ]
    if kind in ("checkboxes", "multi_static_select"):
        wanted = [one["value"] for one in element.get("initial_options", [])] if answer is None else answer
        return {"type": kind, "selected_options": [option for option in options if option["value"] in wanted]}
    wanted = element.get("initial_option", {}).get("value") if answer is None else answer
    return {"type": kind, "selected_option": next((option for option in options if option["value"] == wanted), None)}
