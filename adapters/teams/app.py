"""Teams' way in: one address, our own door before it. An activity is parsed, its turn taken, the answer given.

Rule 1: the answer goes back after the turn is kept, never before it. What is acknowledged is done.
Rule 2: nothing of Teams' is called before the answer is back, but for the profile of somebody new, and not for long.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

import structlog
from aiohttp import web

from adapters.shared import http_guard, introductions
from adapters.shared.background import BackgroundTasks
from adapters.shared.channel import Later, Posting, Refused, Shown, Unreachable
from adapters.shared.failure import STRANGER, blame, or_sorry, unnamed
from adapters.shared.introductions import Introductions
from adapters.shared.payload import Payload, words
from adapters.shared.recent_answers import RecentAnswers
from adapters.shared.suggesting import Suggest, Typing, suggested
from adapters.teams.answer import Answer, Sending, answer, apology, seen, suggestion, unheard
from adapters.teams.authentication import Authenticator
from adapters.teams.botbuilder_adapter import KIND, Adapter
from adapters.teams.connector import Connector
from adapters.teams.conversation_reference import ConversationReferences, Reference
from adapters.teams.origin import Origin, origin
from adapters.teams.parse import Left, Looked, Met, Noticed, noticed
from adapters.teams.profile import profile
from adapters.teams.send import TeamsChannel, perform
from dialogs.model.heard import Handle, Heard, Said
from dialogs.model.press import Press
from dialogs.model.views import Card, Reply

PATH: Final = "/api/messages"
KINDS: Final = ("application/json",)
PATIENCE: Final = 3.5  # seconds; a dialog waits for five before it asks again, and the way back takes some
GREETING: Final = "help"  # what somebody who has just met us is shown


log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsPorts:
    """What Teams' way in asks of the bot.

    `introduce` hears of a handle before its first turn: the principal name its own tenant has for it, if any, and whether the
    account is a person's and still there. `left` hears that the bot was taken away. `look` is a card
    as somebody sees it now, of which nothing is written down. `shown` hears which card lies where
    after an answer. `suggest` says who may be meant while somebody types.
    """

    take_turn: Callable[[Heard], Awaitable[Reply]]
    introduce: Callable[[Handle, str | None, bool], Awaitable[None]]
    left: Callable[[Handle], Awaitable[None]]
    references: ConversationReferences
    look: Callable[[Handle, Press], Awaitable[Card | None]]
    shown: Shown | None = None
    suggest: Suggest | None = None


class TeamsApp:
    """What is done with an activity, and what all of them share."""

    def __init__(self, ports: TeamsPorts, authenticator: Authenticator, connector: Connector) -> None:
        self._ports, self._authenticator, self._connector = ports, authenticator, connector
        self._channel = TeamsChannel(connector, ports.references)
        self._adapter = Adapter(self.hear)
        self._kept: dict[Handle, Reference] = {}
        self.errands = BackgroundTasks()
        self._known = Introductions(self.errands)
        self._recent = RecentAnswers[Answer](self.errands)

    async def receive(self, request: web.Request) -> web.Response:
        """One request."""
        body = await self._let_in(request)
        if isinstance(body, int):
            log.warning("turned away", action="request_refused", status=body)
            return web.Response(status=body)
        said = await self._adapter.answered(body)
        return (
            web.json_response(said.body, status=said.status)
            if said.body is not None
            else web.Response(status=said.status)
        )

    async def hear(self, body: Payload) -> Answer:
        """Anything that somebody did: what it was, the turn, the answer."""
        found, at = noticed(body), origin(body)
        if found is None:
            return unheard(at, invoked=words(body, "type") == KIND)
        if isinstance(found, Left):
            self._known.forget(found.sender)
            self._kept.pop(found.sender, None)
            await self._ports.left(found.sender)
            return Answer()
        if isinstance(found, Looked):
            return await self._seen(found, at)
        if isinstance(found, Typing):
            return suggestion(await suggested(self._ports.suggest, found, PATIENCE), several=found.several)
        said = await self._answered(found, at)
        for sending in said.sent:
            self.errands.start(self._carry(sending, found, at))
        if said.card and at.message:
            self.errands.start(self._noted(found, Posting(at.conversation, at.message), said.card))
        return said

    async def _seen(self, found: Looked, at: Origin) -> Answer:
        """How a card is now. Whatever goes wrong, the copy stays as it is: nobody asked for anything."""
        try:
            async with asyncio.timeout(PATIENCE):
                return seen(at, await self._ports.look(found.sender, found.press))
        except Exception as fault:  # noqa: BLE001 - as below
            log.warning("not seen", action="look_failed", **blame(fault))
            return Answer(HTTPStatus.SERVICE_UNAVAILABLE)

    async def _carry(self, sending: Sending, found: Noticed, at: Origin) -> None:
        lies = await perform(sending, at, found.sender, self._channel, self._connector)
        if lies and sending.card:
            await self._noted(found, lies, sending.card)

    async def _noted(self, found: Noticed, at: Posting, card: Card) -> None:
        """What lies where now; a greeting is none of a case."""
        if self._ports.shown and not isinstance(found, Met | Left | Looked | Typing):
            await self._ports.shown(found, at, card)

    async def _let_in(self, request: web.Request) -> Payload | int:
        """What the request says, or the number it is turned away with."""
        if number := http_guard.too_strange(request.headers, KINDS):
            return number
        voucher = await self._authenticator.admit(request)
        if isinstance(voucher, int):
            return voucher
        raw = await http_guard.body_of(request)
        if isinstance(raw, int):
            return raw
        body = http_guard.json_object(raw)
        if body is None:
            return 400
        return self._authenticator.covers(voucher, body) or body

    async def _answered(self, found: Heard | Met, at: Origin) -> Answer:
        heard = Said(turn=found.turn, sender=found.sender, words=GREETING) if isinstance(found, Met) else found
        turned = self._recent.once(heard.turn, lambda: self._turned(found, heard, at), _given_again)
        return await or_sorry(heard.turn, PATIENCE, turned, lambda card: apology(at, heard, card))

    async def _turned(self, found: Heard | Met, heard: Heard, at: Origin) -> Answer:
        named = await self._meet(found, at)
        if isinstance(found, Met) and not found.greets:
            return Answer()
        reply = await asyncio.shield(self.errands.start(_taken(self._ports, heard)))
        if isinstance(found, Met) and isinstance(reply, Card) and reply.name == STRANGER:
            return Answer()  # installed by policy for everybody: whoever has nothing to do with us is left alone
        return answer(at, heard, reply if named else unnamed(reply, "Teams"))

    async def _meet(self, found: Heard | Met, at: Origin) -> bool:
        """Somebody new is introduced, and where to write to them is kept. Whether Teams has said who they are."""
        who = found.sender
        if isinstance(found, Met):
            self._known.forget(who)
        named = await self._known.meet(who, lambda: self._introduced(who, at))
        await self._keep(who, at)
        return named

    async def _introduced(self, who: Handle, at: Origin) -> bool:
        """Somebody new is introduced, if Teams says soon enough who it is."""
        try:
            async with asyncio.timeout(introductions.A_LOOK):
                found = await self._connector.member(at.reference, at.conversation)
        except (Later, Unreachable, Refused, TimeoutError) as fault:
            log.warning(
                "profile unknown", action="profile_unknown", user=who.user, code=str(fault) or type(fault).__name__
            )
            raise Later(str(fault), fault.seconds if isinstance(fault, Later) else None) from None
        await self._ports.introduce(who, *profile(found, who))
        return True

    async def _keep(self, who: Handle, at: Origin) -> None:
        """Their conversation with the bot, unless it is kept already. What only a group tells takes the place of nothing."""
        now = at.reference
        known = self._kept.get(who) or Reference.read(await self._ports.references.get(who))
        wanted = now if now.conversation or known is None else known
        if wanted != known:
            await self._ports.references.put(who, str(wanted))
        if len(self._kept) >= REMEMBERED:
            self._kept.clear()
        self._kept[who] = wanted


REMEMBERED: Final = 10_000


def routes(app: TeamsApp) -> list[web.RouteDef]:
    """Where Teams sends everything."""
    return [web.post(PATH, app.receive)]


def _given_again(said: Answer) -> Answer:
    """The same on the request; what was sent after it is there already."""
    return replace(said, sent=(), card=None)


async def _taken(ports: TeamsPorts, heard: Heard) -> Reply:
    return await ports.take_turn(heard)
