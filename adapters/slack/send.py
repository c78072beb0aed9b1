"""Slack as a channel: a card in the conversation between the bot and a person; and the calls that carry an answer.

Nothing is tried again here: slack_sdk would post twice when only the answer was lost. The durable queue decides.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Final

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.shared.channel import Abilities, Later, Posting, Profile, Unreachable
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

OUTAGES: Final = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "internal_error",
        "fatal_error",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
    }
)
OURS_TO_MEND: Final = frozenset({"missing_scope", "not_allowed_token_type", "ekm_access_denied", "org_login_required"})
"""What somebody who runs the bot can put right: the message waits, nobody is unreachable."""
STATES: Final[Mapping[str, State]] = {
    **dict.fromkeys(("user_not_found", "users_not_found", "user_disabled", "user_deleted"), State.LEFT),
    **dict.fromkeys(
        (
            "cannot_dm_bot",
            "user_not_visible",
            "messages_tab_disabled",
            "restricted_action",
            "restricted_action_read_only_channel",
        ),
        State.BLOCKED,
    ),
    **dict.fromkeys(
        (
            "account_inactive",
            "token_revoked",
            "token_expired",
            "invalid_auth",
            "not_authed",
            "app_uninstalled",
            "team_disabled",
        ),
        State.REMOVED,
    ),
    **dict.fromkeys(("not_in_channel", "channel_not_found", "is_archived"), State.REMOVED),
}
"""What a refusal says of the account it was meant for. `account_inactive` speaks of our own: the bot was removed from the workspace."""
NOT_THERE: Final = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
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
        except (Later, Unreachable) as fault:
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
        except Unreachable as none:
            log.info("not found", action="lookup_refused", team=tenant, code=str(none))
            return None
        who = Handle(self.name, tenant, _text(found, "user", "id"))
        return Profile(who, *profile(found, who, tenant))

    async def edit(self, to: Handle, at: Posting, card: Card) -> Posting:
        """Change a card where it lies; where it is gone, it is sent anew."""
        try:
            await self._call("chat.update", to, {"channel": at.conversation, "ts": at.message, **message(card)})
        except Unreachable as gone:
            if str(gone) not in NOT_THERE:
                raise
            return await self.send(to, card, key=f"{at.conversation}/{at.message}")
        return at

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
            raise refused(fault) from None
        except NO_ANSWER as fault:
            raise Later(type(fault).__name__) from None
        return answered.data


def refused(fault: SlackApiError) -> Later | Unreachable:
    """What a refusal means: try again, and when; or never for this person."""
    code, status = code_of(fault), _status(fault)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code in OUTAGES:
        return Later(code or "ratelimited", _wait(fault))
    if not code or status >= HTTPStatus.INTERNAL_SERVER_ERROR or code in OURS_TO_MEND:
        return Later(code or f"status_{status}")
    return Unreachable(code, STATES.get(code, State.GONE))


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
