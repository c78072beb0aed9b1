"""Slack's Web API as a small real server: it keeps what it was sent, refuses what Slack refuses, and fails when told to.

Use `async with SlackDouble() as slack:`; a client for it is `slack.client(session)`; people who use it are in
`tests.doubles_slack.desk`. `slack.faults` must be empty at the end: everything drawn is checked against Slack's limits.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.doubles_slack.rules import faults_of_message, faults_of_view
from tests.waiting import never, until

Json = dict[str, Any]

TEAM = "T0TESTSHIRE"
TOKEN = "xoxb-of-the-tests"
SECRET = "the signing secret of the tests"


@dataclass(frozen=True)
class Made:
    """One call that was made."""

    method: str
    body: Json
    token: str


@dataclass
class Sent:
    """One message as it lies now."""

    channel: str
    ts: str
    body: Json
    whispered_to: str = ""


@dataclass
class SlackDouble:
    """The server, and everything in it. `script` holds, by method, how the next calls are to fail."""

    made: list[Made] = field(default_factory=list)
    messages: dict[tuple[str, str], Sent] = field(default_factory=dict)
    views: dict[str, Json] = field(default_factory=dict)
    homes: dict[str, Json] = field(default_factory=dict)
    users: dict[str, Json] = field(default_factory=dict)
    replies: list[Json] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    script: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    broken: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    clock: int = 1_700_000_000
    scopes: str = ""  # what the token may do
    sockets: list[web.WebSocketResponse] = field(default_factory=list)

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._called)
        app.router.add_post("/reply/{id}", self._replied)
        app.router.add_get("/socket", self._socket)
        self._server = TestServer(app)
        await self._server.start_server()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        for socket in self.sockets:
            await socket.close()
        await self._server.close()

    @property
    def base_url(self) -> str:
        """Where the Web API is."""
        return str(self._server.make_url("/api/"))

    @property
    def hooks(self) -> str:
        """How its reply addresses begin."""
        return str(self._server.make_url("/reply/"))

    def employs(self, user: str, email: str = "", **more: Any) -> None:
        """Somebody has an account."""
        signs = dict.fromkeys(
            ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_app_user", "is_admin", "is_owner"), False
        )
        self.users[user] = {
            "id": user,
            "team_id": TEAM,
            **signs,
            "is_email_confirmed": bool(email),
            "profile": {"email": email},
            **more,
        }

    def fails(self, method: str, *how: str) -> None:
        """The next calls of a method: 429, 500, hang, close, html, half, or the word of an `ok: false`."""
        self.script[method].extend(how)

    def breaks(self, method: str, how: str) -> None:
        """Every call of a method fails, until all is `mended`."""
        self.broken[method] = how

    def mended(self) -> None:
        """What was broken works again."""
        self.broken.clear()

    def calls(self, method: str) -> list[Json]:
        """What was sent to a method, in order."""
        return [one.body for one in self.made if one.method == method]

    async def called(self, method: str, times: int = 1) -> Json:
        """Wait for a call; the last one made."""
        await until(lambda: len(self.calls(method)) >= times)
        return self.calls(method)[-1]

    def tick(self) -> str:
        """A new timestamp."""
        self.clock += 1
        return f"{self.clock}.000100"

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        kind = request.headers.get("Content-Type", "")
        body = (
            await request.json() if kind.startswith("application/json") else {**request.query, **await request.post()}
        )
        self._heard(Made(method, body, request.headers.get("Authorization", "").removeprefix("Bearer ")))
        if method in self.broken:
            return await self._failed(self.broken[method], request)
        if self.script[method]:
            return await self._failed(self.script[method].pop(0), request)
        answer = METHODS[method](self, body) if method in METHODS else {"ok": False, "error": "unknown_method"}
        return web.json_response({"ok": "error" not in answer, **answer}, headers={"X-OAuth-Scopes": self.scopes})

    def _heard(self, one: Made) -> None:
        self.made.append(one)

    async def _failed(self, how: str, request: web.Request) -> web.StreamResponse:
        if how == "429":
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": "7"})
        if how == "500":
            return web.Response(status=500, text="oh")
        if how == "html":
            return web.Response(text="<html>sorry</html>", content_type="text/html")
        if how == "lost":  # taken, and never answered
            body = await request.json()
            METHODS[request.path.rpartition("/")[2]](self, body)
        if how == "half":
            return web.Response(text='{"ok": tr', content_type="application/json")
        if how == "text":
            return web.Response(text="ok", content_type="text/plain")
        if how == "hang":
            await never()
        if how in ("close", "hang", "lost") and request.transport:
            request.transport.close()
            return web.Response()
        return web.json_response({"ok": False, "error": how})

    async def _replied(self, request: web.Request) -> web.Response:
        body = await request.json()
        if self.script["reply_url"]:
            return await self._failed(self.script["reply_url"].pop(0), request)  # type: ignore[return-value] # none is a stream
        self.faults += faults_of_message(body)
        self.replies.append(body)
        self._heard(Made("reply_url", body, ""))
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"type": "hello", "num_connections": 1})
        async for said in socket:
            if said.type is web.WSMsgType.TEXT and said.data.startswith("{"):
                self._heard(Made("socket.answered", json.loads(said.data), ""))
        return socket

    def draws(self, faults: list[str]) -> bool:
        """Whether what was drawn is fine; what is not is kept."""
        self.faults += faults
        return not faults

    def keep_view(self, view: Json) -> Json:
        """A view, with an id and a hash of its own."""
        number = f"V{len(self.views) + 1:08}"
        self.views[number] = {**view, "id": number, "hash": self.tick(), "root_view_id": number}
        return self.views[number]

    def change_view(self, number: str, view: Json) -> Json:
        """The same window, with other things in it."""
        self.views[number] = {**view, "id": number, "hash": self.tick(), "root_view_id": number}
        return self.views[number]


def _test(slack: SlackDouble, body: Json) -> Json:
    return {"team_id": TEAM, "user_id": "UBOT", "bot_id": "BBOT"}


def _post(slack: SlackDouble, body: Json) -> Json:
    if not slack.draws(faults_of_message(body)):
        return {"error": "invalid_blocks"}
    if not body["channel"].startswith(("C", "D")):
        return {"error": "channel_not_found"}
    sent = Sent(body["channel"], slack.tick(), body)
    slack.messages[sent.channel, sent.ts] = sent
    return {"channel": sent.channel, "ts": sent.ts, "message": body}


def _update(slack: SlackDouble, body: Json) -> Json:
    if not slack.draws(faults_of_message(body)):
        return {"error": "invalid_blocks"}
    sent = slack.messages.get((body["channel"], body["ts"]))
    if sent is None:
        return {"error": "message_not_found"}
    sent.body = {**sent.body, **body}
    return {"channel": sent.channel, "ts": sent.ts}


def _delete(slack: SlackDouble, body: Json) -> Json:
    gone = slack.messages.pop((body["channel"], body["ts"]), None)
    return {"channel": body["channel"], "ts": body["ts"]} if gone else {"error": "message_not_found"}


def _whisper(slack: SlackDouble, body: Json) -> Json:
    if not slack.draws(faults_of_message(body)):
        return {"error": "invalid_blocks"}
    sent = Sent(body["channel"], slack.tick(), body, body["user"])
    slack.messages[sent.channel, sent.ts] = sent
    return {"message_ts": sent.ts}


def _history(slack: SlackDouble, body: Json) -> Json:
    lying = [
        message
        for message in slack.messages.values()
        if message.channel == body["channel"] and not message.whispered_to
    ]
    told = [
        {
            "ts": one.ts,
            **(
                {"metadata": one.body["metadata"]}
                if body.get("include_all_metadata") and "metadata" in one.body
                else {}
            ),
        }
        for one in lying
    ]
    return {"messages": [*reversed(told)][: body["limit"]]}


def _open_direct(slack: SlackDouble, body: Json) -> Json:
    return {"channel": {"id": f"D{body['users'][1:]}"}}


def _user(slack: SlackDouble, body: Json) -> Json:
    found = slack.users.get(body["user"])
    return {"user": found} if found else {"error": "user_not_found"}


def _look_up(slack: SlackDouble, body: Json) -> Json:
    found = [
        user
        for number, user in slack.users.items()
        if user["profile"].get("email") == body["email"] and user["id"] == number
    ]
    return {"user": found[0]} if found else {"error": "users_not_found"}


def _open(slack: SlackDouble, body: Json) -> Json:
    if not slack.draws(faults_of_view(body["view"])):
        return {"error": "invalid_arguments"}
    if body["trigger_id"] in slack.used:
        return {"error": "exchanged_trigger_id"}
    slack.used.add(body["trigger_id"])
    return {"view": slack.keep_view(body["view"])}


def _change(slack: SlackDouble, body: Json) -> Json:
    if not slack.draws(faults_of_view(body["view"])):
        return {"error": "invalid_arguments"}
    now = slack.views.get(body["view_id"])
    if now is None:
        return {"error": "not_found"}
    if body.get("hash") not in (None, now["hash"]):
        return {"error": "hash_conflict"}
    return {"view": slack.change_view(body["view_id"], body["view"])}


def _publish(slack: SlackDouble, body: Json) -> Json:
    if not slack.draws(faults_of_view(body["view"])):
        return {"error": "invalid_arguments"}
    slack.homes[body["user_id"]] = {**body["view"], "id": f"H{body['user_id']}", "hash": slack.tick()}
    return {"view": slack.homes[body["user_id"]]}


def _connect(slack: SlackDouble, body: Json) -> Json:
    return {"url": str(slack._server.make_url("/socket")).replace("http", "ws", 1)}


METHODS = {
    "auth.test": _test,
    "chat.postMessage": _post,
    "chat.update": _update,
    "chat.delete": _delete,
    "chat.postEphemeral": _whisper,
    "conversations.history": _history,
    "conversations.open": _open_direct,
    "users.info": _user,
    "users.lookupByEmail": _look_up,
    "views.open": _open,
    "views.push": _open,
    "views.update": _change,
    "views.publish": _publish,
    "apps.connections.open": _connect,
}
