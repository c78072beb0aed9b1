"""Slack's ways in: over HTTP behind our own door, or by Socket Mode. A listener parses, takes the turn, answers.

Rule 1: the answer goes back after the turn is kept, never before it. What is acknowledged is done.
Rule 2: nothing of Slack's is called before the answer is back, but for the profile of somebody new, and not for long.
"""

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Final

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltContext, AsyncBoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from adapters.shared import http_guard, introductions
from adapters.shared.background import BackgroundTasks
from adapters.shared.channel import Later, Shown
from adapters.shared.failure import or_sorry, unnamed
from adapters.shared.introductions import Introductions
from adapters.shared.payload import Payload, ident
from adapters.shared.recent_answers import RecentAnswers
from adapters.shared.suggesting import Suggest, suggested
from adapters.slack import guard, parse
from adapters.slack.answer import Answer, Call, answer, apology, unheard
from adapters.slack.carry import Sleep, perform
from adapters.slack.choices import found_of
from adapters.slack.origin import Origin, origin
from adapters.slack.send import HOOKS, NO_ANSWER, Tokens, refused
from dialogs.model.fields import Found
from dialogs.model.heard import Handle, Heard
from dialogs.model.views import Card, Note, Reply, Tone

PATH: Final = "/slack/events"
PATIENCE: Final = 2.4  # seconds; Slack waits for three, and the way back takes some

CLOSED: Final = Card(
    "closed",
    "This is not open to your organisation yet",
    note=Note("Ask whoever invited you for a personal link.", Tone.WARNING),
)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackPorts:
    """What Slack's listeners ask of the bot.

    `introduce` hears of a handle before its first turn: the e-mail its own workspace has confirmed, if any, and whether
    the account is a person's and still there. `shown` hears which card lies where after an answer. `suggest` says who may be
    meant while somebody types.
    """

    take_turn: Callable[[Heard], Awaitable[Reply]]
    introduce: Callable[[Handle, str | None, bool], Awaitable[None]]
    shown: Shown | None = None
    suggest: Suggest | None = None


class SlackApp:
    """The listeners, and what they share."""

    def __init__(
        self,
        ports: SlackPorts,
        *,
        signing_secret: str,
        tokens: Tokens,
        client: AsyncWebClient,
        hooks: str = HOOKS,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._sleep = sleep
        self._ports = ports
        self._tokens = tokens
        self._hooks = hooks
        self._verifier = SignatureVerifier(signing_secret) if signing_secret else None  # Socket Mode needs no secret
        self.errands = BackgroundTasks()
        self._known = Introductions(self.errands)
        self._recent = RecentAnswers[Answer](self.errands)
        self.bolt = _bolt(self, signing_secret, client)

    async def admit(
        self, body: Payload, context: AsyncBoltContext, next_: Callable[[], Awaitable[None]]
    ) -> BoltResponse | None:
        """Only workspaces on the list come in. Bolt takes the token found here, and asks Slack nothing."""
        team = ident(context, "team_id")
        token = await self._tokens(team)
        if token is None and ident(body, "type") != "url_verification":
            log.warning("refused", action="workspace_refused", team=team)
            return BoltResponse(status=403)
        context["our_token"] = token
        await next_()
        return None

    async def hear(self, body: Payload, ack: AsyncAck, client: AsyncWebClient, context: AsyncBoltContext) -> None:
        """Anything that somebody did: what it was, the turn, the answer."""
        heard, at = parse.heard(body), origin(body)
        said = await self._answered(heard, at, client, ident(context, "team_id")) if heard else unheard(at)
        for call in said.calls:
            self.errands.start(self._carry(call, heard, client))
        await (ack(said.ack) if said.ack else ack())

    async def _carry(self, call: Call, heard: Heard | None, client: AsyncWebClient) -> None:
        lies = await perform(call, client, self._hooks, self._sleep)
        if lies and heard and self._ports.shown:
            await self._ports.shown(heard, *lies)

    async def suggest(self, body: Payload, ack: AsyncAck) -> None:
        """Somebody types into a list: who may be meant, soon enough; nobody where that cannot be said."""
        asked = parse.typing(body)
        known = asked and await self._tokens(asked.sender.tenant)
        await ack(found_of(await suggested(self._ports.suggest, asked, PATIENCE) if asked and known else Found()))

    async def notice(self, body: Payload, ack: AsyncAck) -> None:
        """A profile changed: whoever has left is known to have left, whoever is there is looked up anew."""
        who, active = parse.changed(body) or (None, True)
        if who:
            self._known.forget(who)
        if who and not active:
            await self._ports.introduce(who, None, False)
        await ack()

    async def receive(self, request: web.Request) -> web.Response:
        """One request over HTTP. It is told to Bolt as a message of a socket: it has been verified and read already."""
        body = await self._let_in(request)
        if isinstance(body, int):
            log.warning("turned away", action="request_refused", status=body)
            return web.Response(status=body)
        try:
            told = AsyncBoltRequest(body=dict(body), mode="socket_mode")
            return await to_aiohttp_response(await self.bolt.async_dispatch(told))
        except UNREADABLE as fault:
            log.warning("unread", action="payload_refused", fault=type(fault).__name__, status=400)
            return web.Response(status=400)

    async def _let_in(self, request: web.Request) -> Payload | int:
        """What the request says, or the number it is turned away with."""
        if number := http_guard.too_strange(request.headers, guard.KINDS):
            return number
        raw = await http_guard.body_of(request)
        if isinstance(raw, int):
            return raw
        if self._verifier is None or not guard.signed(request.headers, raw, self._verifier):
            return 401
        found = guard.payload(request.headers, raw)
        return 400 if found is None else found

    async def _answered(self, heard: Heard, at: Origin, client: AsyncWebClient, team: str) -> Answer:
        turned = self._recent.once(heard.turn, lambda: self._turned(heard, at, client, team), _given_again)
        return await or_sorry(heard.turn, PATIENCE, turned, lambda card: apology(at, heard, card))

    async def _turned(self, heard: Heard, at: Origin, client: AsyncWebClient, team: str) -> Answer:
        """The turn is not cut off when it is late: it is finished, only nobody hears its reply."""
        if await self._tokens(heard.sender.tenant) is None:
            return apology(at, heard, CLOSED)
        named = await self._known.meet(heard.sender, lambda: self._introduced(heard.sender, client, team))
        reply = await asyncio.shield(self.errands.start(_taken(self._ports, heard)))
        return answer(at, heard, reply if named else unnamed(reply, "Slack"))

    async def _introduced(self, who: Handle, client: AsyncWebClient, team: str) -> bool:
        """Somebody new is introduced, if Slack says soon enough who it is. The client's token is that of `team`."""
        try:
            async with asyncio.timeout(introductions.A_LOOK):
                found = await client.api_call("users.info", data={"user": who.user})
        except (SlackApiError, *NO_ANSWER) as fault:
            why = refused(fault) if isinstance(fault, SlackApiError) else Later(type(fault).__name__)
            log.warning("profile unknown", action="profile_unknown", user=who.user, code=str(why))
            raise Later(str(why), why.seconds if isinstance(why, Later) else None) from None
        await self._ports.introduce(who, *parse.profile(found.data, who, team))
        return True


def routes(app: SlackApp) -> list[web.RouteDef]:
    """Where Slack sends everything."""
    return [web.post(PATH, app.receive)]


async def socket(app: SlackApp, app_token: str, client: AsyncWebClient) -> AsyncSocketModeHandler:
    """The other way in, for those without a public address: we call Slack. Close what is returned with `close_async`."""
    handler = AsyncSocketModeHandler(app.bolt, app_token, web_client=client)
    await handler.connect_async()  # type: ignore[no-untyped-call] # theirs
    return handler


UNREADABLE: Final = (TypeError, AttributeError, KeyError, IndexError, ValueError)
"""What Bolt raises for payloads of a shape that Slack never sends."""


def _bolt(app: SlackApp, signing_secret: str, client: AsyncWebClient) -> AsyncApp:
    """Bolt with our listeners. Its own lines of log may hold whole bodies, so only errors are let through."""
    quiet = logging.getLogger("adapters.slack.bolt")
    quiet.setLevel(logging.CRITICAL)
    bolt = AsyncApp(
        name="adapters.slack",
        logger=quiet,
        client=client,
        signing_secret=signing_secret,
        request_verification_enabled=bool(signing_secret),
        before_authorize=app.admit,
        authorize=_authorized,
        process_before_response=True,
    )
    bolt.error(_broken)
    bolt.action(re.compile(".*"))(app.hear)  # the most frequent first: Bolt tries them in this order
    bolt.view(re.compile(".*"))(app.hear)
    bolt.options(re.compile(".*"))(app.suggest)
    bolt.command(parse.COMMAND)(app.hear)
    bolt.shortcut(re.compile(".*"))(app.hear)
    for event in parse.EVENTS:
        bolt.event(event)(app.hear)
    bolt.event(parse.CHANGED)(app.notice)
    return bolt


async def _authorized(context: AsyncBoltContext) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=context.enterprise_id, team_id=context.team_id, bot_token=context.get("our_token")
    )


async def _broken(error: Exception) -> BoltResponse:
    """What goes wrong in Bolt itself: a payload it cannot read, or our list of workspaces out of reach."""
    status = 400 if isinstance(error, UNREADABLE) else 503
    log.warning("unread", action="payload_refused", fault=type(error).__name__, status=status)
    return BoltResponse(status=status)


def _given_again(said: Answer) -> Answer:
    """The same on the request; what was called after it is there already."""
    return replace(said, calls=())


async def _taken(ports: SlackPorts, heard: Heard) -> Reply:
    return await ports.take_turn(heard)
