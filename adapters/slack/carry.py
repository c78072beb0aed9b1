"""Carrying an answer to where it belongs, or to the next best place, while somebody looks at the place where it is to be.

Rule 1: what Slack refuses for a moment is tried again within the life of the answer; then it goes the next way, a message at last.
Rule 2: a message whose reply was lost may be there: it is not sent again. A window or a tab drawn twice is the same window.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Final

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from adapters.shared.channel import Later, Posting, Stopped
from adapters.shared.payload import words
from adapters.slack.answer import Call
from adapters.slack.send import NO_ANSWER, PATIENCE, code_of, refused
from dialogs.errors import JsvError
from dialogs.model.views import Card

PEOPLE: Final = ("U", "W")  # how the id of a person begins
WAITS: Final = (0.3, 1.0, 3.0, 10.0, 15.0)  # seconds after each try, where Slack names no time
LIVES: Final[Mapping[str, float]] = {"views.open": 2.0, "views.push": 2.0}
"""Seconds of waiting for which an answer is worth something: a trigger lives for three, and is used up by a try that was taken."""
LIFE: Final = 30.0  # the same for all others: that long people look at a window, a tab or a chat and wait
DRAWN: Final = ("views.update", "views.publish", "chat.update")  # twice is the same as once
NOT_TAKEN: Final = frozenset({"ratelimited", "rate_limited"})
CONFLICT: Final = "hash_conflict"  # the window was drawn anew since; what is drawn now is later still
NOWHERE: Final = Posting("", "")
"""What was taken and cannot be changed any more: a window, a whisper, the answer to a command."""

Sleep = Callable[[float], Awaitable[None]]

log = structlog.get_logger()


class Refused(JsvError):
    """Slack will not take an answer this way. The text is its code."""


async def perform(
    call: Call, client: AsyncWebClient, hooks: str, sleep: Sleep = asyncio.sleep
) -> tuple[Posting, Card] | None:
    """Carry an answer to where it belongs, or to the next best place; where a card lies now that can be changed there."""
    wanted: Call | None = call
    while wanted:
        try:
            at = await _carried(wanted, client, hooks, sleep)
        except Refused as fault:
            log.warning("answer refused", action="answer_refused", method=_named(wanted), code=str(fault))
            wanted = wanted.otherwise
        else:
            return (at, wanted.card) if wanted.card and at.message else None
    return None


async def _carried(call: Call, client: AsyncWebClient, hooks: str, sleep: Sleep) -> Posting:
    """Where it lies, tried again as long as it is worth something. Raises `Refused`."""
    left, body = LIVES.get(call.method, LIFE), call.body
    for wait in (*WAITS, LIFE):
        try:
            return await _tried(call.method, body, client, hooks)
        except Later as later:
            rest = max(wait, later.seconds or 0.0)
            if rest > left or not _again(call.method, later):
                raise Refused(str(later)) from None
            log.info("answer waits", action="answer_waits", method=_named(call), code=str(later))
            left -= rest
            await sleep(rest)
        except Refused as fault:
            if str(fault) != CONFLICT or "hash" not in body:
                raise
            body = {name: value for name, value in body.items() if name != "hash"}
    raise Refused("later")


def _again(method: str, later: Later) -> bool:
    """Whether it may be tried again: what was surely not taken, and what may be taken twice."""
    return str(later) in NOT_TAKEN or (method in DRAWN and not isinstance(later, Stopped))


async def _tried(method: str, body: Mapping[str, object], client: AsyncWebClient, hooks: str) -> Posting:
    try:
        async with asyncio.timeout(PATIENCE):
            if "/" in method or not method:
                return await _replied(method, body, client, hooks)
            done = await client.api_call(method, json={**body, **await _between_us(method, body, client)})
    except SlackApiError as fault:
        meant = refused(fault)
        raise meant if isinstance(meant, Later) else Refused(code_of(fault) or "refused") from None
    except NO_ANSWER as fault:
        raise Later(type(fault).__name__) from None
    return Posting(words(done.data, "channel"), words(done.data, "ts"))


async def _between_us(method: str, body: Mapping[str, object], client: AsyncWebClient) -> Mapping[str, object]:
    """The conversation with somebody, for what is posted to a person."""
    to = body.get("channel")
    if method != "chat.postMessage" or not isinstance(to, str) or not to.startswith(PEOPLE):
        return {}
    opened = await client.api_call("conversations.open", json={"users": to})
    return {"channel": words(opened.data, "channel", "id")}


async def _replied(address: str, body: Mapping[str, object], client: AsyncWebClient, hooks: str) -> Posting:
    if not address.startswith(hooks):
        raise Refused("strange_address")
    hook = AsyncWebhookClient(address, session=client.session, retry_handlers=[])
    answered = await hook.send_dict(dict(body))
    if answered.status_code == HTTPStatus.TOO_MANY_REQUESTS:
        asked = answered.headers.get("Retry-After", "")
        raise Later("ratelimited", float(asked) if asked.isascii() and asked.isdigit() else None)
    if answered.status_code != HTTPStatus.OK:
        raise Refused(f"status_{answered.status_code}")
    return NOWHERE


def _named(call: Call) -> str:
    return "reply_url" if "/" in call.method else call.method  # an address is a secret
