"""Slack as a channel: a card in the conversation between the bot and a person; and the calls that carry an answer.

Nothing is tried again here: slack_sdk would post twice when only the answer was lost. The durable queue decides.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.shared.channel import Abilities, Later, Posting, Profile, Refused, Unreachable
from adapters.shared.faults import refusal
from adapters.slack.answer import QUIET
from adapters.slack.limits import BUTTONS
from adapters.slack.parse import profile
from adapters.slack.render import message
from dialogs.model.heard import Handle
from dialogs.model.reach import State
from dialogs.model.views import Card

ABILITIES: Final = Abilities(windows=True, edits=True, whispers=True, files=False, most_buttons=BUTTONS)
API: Final = "https://slack.com/api/"
HOOKS: Final = "https://hooks.slack.com/"  # the only addresses of a payload that are ever called
PATIENCE: Final = 10.0  # seconds for one call
CONVERSATIONS: Final = 10_000  # remembered; the oldest is forgotten first
LONGEST_WAIT: Final = 3_600.0
LATEST: Final = 15  # messages that are looked through for one of ours

NO_ANSWER: Final = (TimeoutError, aiohttp.ClientError, ValueError, AttributeError)
"""No connection, no answer in time, or one that is no JSON object: the SDK looks for `ok` in whatever came."""

log = structlog.get_logger()

Tokens = Callable[[str], Awaitable[str | None]]
"""The bot's token for a workspace that may use it; nothing for any other: this is the allow-list."""


def web_client(session: aiohttp.ClientSession, base_url: str = API) -> AsyncWebClient:
    """A client on a shared session, without a token and without retries of its own."""
    return AsyncWebClient(base_url=base_url, session=session, retry_handlers=[])


class SlackChannel:
    """The channel of those who read in Slack."""

    name: str = "slack"
    abilities: Abilities = ABILITIES

    def __init__(self, client: AsyncWebClient, tokens: Tokens) -> None:
        self._client = client
        self._tokens = tokens
        self._direct: OrderedDict[Handle, str] = OrderedDict()

    async def send(self, to: Handle, card: Card, *, key: str) -> Posting:
        """Put a card before somebody. The key travels as metadata, so that a doubtful posting can be found again."""
        marked = {"event_type": "jsv_posting", "event_payload": {"key": key}}
        channel = await self._conversation(to)
        posted = await self._call(
            "chat.postMessage", to, {"channel": channel, **message(card), **QUIET, "metadata": marked}
        )
        return Posting(_text(posted, "channel") or channel, _text(posted, "ts"))

    async def find(self, to: Handle, key: str) -> Posting | None:
        """Where a message lies that was sent to somebody under that key, among the latest; nothing if there is none, or Slack will not say."""
        try:
            channel = await self._conversation(to)
            latest = await self._call(
                "conversations.history", to, {"channel": channel, "include_all_metadata": True, "limit": LATEST}
            )
        except (Later, Unreachable, Refused) as fault:
            log.warning("not found out", action="history_refused", code=str(fault))
            return None
        messages = latest.get("messages", []) if isinstance(latest, dict) else []
        return next(
            (
                Posting(channel, _text(message, "ts"))
                for message in messages
                if _text(message, "metadata", "event_payload", "key") == key
            ),
            None,
        )

    async def look_up(self, tenant: str, email: str) -> Profile | None:
        """Whoever has that address in a workspace; nothing where nobody has, or Slack will not say."""
        nobody = Handle(self.name, tenant, "")
        try:
            found = await self._call("users.lookupByEmail", nobody, {"email": email}, as_form=True)
        except (Unreachable, Refused) as none:
            log.info("not found", action="lookup_refused", team=tenant, code=str(none))
            return None
        who = Handle(self.name, tenant, _text(found, "user", "id"))
        return Profile(who, *profile(found, who, tenant))

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Change a card where it lies; where it is gone, it is sent anew."""
        if await self.change(to, at, card):
            return at
        return await self.send(to, card, key=f"{at.conversation}/{at.message}")

    async def change(self, to: Handle, at: Posting, card: Card) -> bool:
        """Change a card where it lies, and never send it anew; whether it lies there still."""
        try:
            await self._call("chat.update", to, {"channel": at.conversation, "ts": at.message, **message(card)})
        except Refused as fault:
            if not fault.gone:
                raise
            return False
        return True

    async def delete(self, to: Handle, at: Posting) -> None:
        """Take a message of ours away. One that somebody has deleted is gone already."""
        try:
            await self._call("chat.delete", to, {"channel": at.conversation, "ts": at.message})
        except Refused as fault:
            if not fault.gone:
                raise

    async def _conversation(self, to: Handle) -> str:
        if to not in self._direct:
            opened = await self._call("conversations.open", to, {"users": to.user})
            self._direct[to] = _text(opened, "channel", "id")
            while len(self._direct) > CONVERSATIONS:
                self._direct.popitem(last=False)
        return self._direct[to]

    async def _call(self, method: str, to: Handle, body: Mapping[str, object], *, as_form: bool = False) -> object:
        token = await self._tokens(to.tenant)
        if token is None:
            raise Unreachable("not_installed", State.REMOVED)
        try:
            async with asyncio.timeout(PATIENCE):
                said = {"token": token, **body}
                of_form, of_json = (said, None) if as_form else (None, said)  # what only reads takes no JSON
                answered = await self._client.api_call(method, data=of_form, json=of_json)
        except SlackApiError as fault:
            raise refused(fault, to.tenant) from None
        except NO_ANSWER as fault:
            raise Later(type(fault).__name__) from None
        return answered.data


def refused(fault: SlackApiError, team: str = "") -> Later | Unreachable | Refused:
    """What a refusal means."""
    return refusal("slack", team, code_of(fault), _status(fault), _wait(fault))


def code_of(fault: SlackApiError) -> str:
    """Slack's own word for what is wrong; empty when it gave none."""
    return _text(getattr(fault.response, "data", None), "error")


def _status(fault: SlackApiError) -> int:
    found = getattr(fault.response, "status_code", None) or getattr(fault.response, "status", None)
    return found if isinstance(found, int) else 0


def _wait(fault: SlackApiError) -> float | None:
    asked = str(getattr(fault.response, "headers", {}).get("Retry-After", ""))
    return min(float(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else None


def _text(answered: object, *path: str) -> str:
    for step in path:
        answered = answered.get(step) if isinstance(answered, dict) else None
    return answered if isinstance(answered, str) else ""
