"""Calls to Teams: messages, conversations, who somebody is. Nothing is tried again here; the durable queue decides.

A token is only ever sent to an address that is trusted, and no redirect is followed.
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

import aiohttp

from adapters.shared.channel import Later, Stopped, Unreachable
from adapters.shared.faults import refusal
from adapters.shared.payload import ident
from adapters.teams.access_tokens import Bearer
from adapters.teams.addresses import trusted
from adapters.teams.conversation_reference import Reference
from adapters.teams.text import Json

PATIENCE: Final = 10.0  # seconds for one call
LONGEST_WAIT: Final = 3_600.0
NO_ANSWER: Final = (TimeoutError, aiohttp.ClientError, ValueError)


class Connector:
    """The Bot Connector service, as far as we use it."""

    def __init__(self, session: aiohttp.ClientSession, bearer: Bearer, *, here: bool = False) -> None:
        self._session, self._bearer, self._here = session, bearer, here
        self._unsigned = False  # the last token was refused

    async def post(self, to: Reference, activity: Json) -> str:
        """Puts a message into a conversation, and gives its id."""
        sent = await self._call("POST", to, f"conversations/{_path(to.conversation)}/activities", activity)
        return ident(sent, "id")

    async def put(self, to: Reference, message: str, activity: Json) -> None:
        """Changes a message where it lies."""
        await self._call(
            "PUT",
            to,
            f"conversations/{_path(to.conversation)}/activities/{_path(message)}",
            {**activity, "id": message},
        )

    async def delete(self, to: Reference, message: str) -> None:
        """Takes a message away."""
        await self._call("DELETE", to, f"conversations/{_path(to.conversation)}/activities/{_path(message)}")

    async def open(self, to: Reference) -> str:
        """The conversation of two with somebody, and its id: there is one for good."""
        asked: Json = {
            "bot": {"id": to.bot},
            "members": [{"id": to.user}],
            "isGroup": False,
            "tenantId": to.tenant,
            "channelData": {"tenant": {"id": to.tenant}},
        }
        opened = ident(await self._call("POST", to, "conversations", asked), "id")
        if not opened:
            raise Later("no_conversation")
        return opened

    async def member(self, of: Reference, conversation: str) -> object:
        """Who somebody is, as the tenant's directory has it."""
        return await self._call("GET", of, f"conversations/{_path(conversation)}/members/{_path(of.user)}")

    async def _call(self, method: str, to: Reference, path: str, body: Json | None = None) -> object:
        if not trusted(to.service, here=self._here):
            raise Unreachable("strange_address")
        url = f"{to.service.rstrip('/')}/v3/{path}"
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._answered(method, url, body, to.tenant)
        except NO_ANSWER as fault:
            raise Later(type(fault).__name__) from None

    async def _headers(self, tenant: str) -> Mapping[str, str]:
        try:
            return await self._bearer.headers()
        except Stopped as fault:
            raise Stopped(str(fault), fault.channel, tenant) from None

    async def _answered(self, method: str, url: str, body: Json | None, tenant: str) -> object:
        headers = await self._headers(tenant)
        async with self._session.request(method, url, json=body, headers=headers, allow_redirects=False) as answer:
            if HTTPStatus.OK <= answer.status < HTTPStatus.MULTIPLE_CHOICES:
                self._unsigned = False
                return await answer.json(content_type=None) if answer.content_length != 0 else None
            if answer.status == HTTPStatus.UNAUTHORIZED:
                self._bearer.forget()
                if not self._unsigned:  # a token may end early; only a fresh one that is refused too says something
                    self._unsigned = True
                    raise Later("token_refused")
            raise refusal("teams", tenant, await _code(answer), answer.status, _wait(answer.headers))


async def _code(answer: aiohttp.ClientResponse) -> str:
    """Teams' own word for what is wrong; empty when it gave none."""
    try:
        found = await answer.json(content_type=None)
    except NO_ANSWER:
        return ""
    return ident(found, "error", "code")


def _wait(headers: Mapping[str, str]) -> float | None:
    asked = headers.get("Retry-After", "")
    return min(float(asked), LONGEST_WAIT) if asked.isascii() and asked.isdigit() else None


def _path(part: str) -> str:
    return quote(part, safe="")
