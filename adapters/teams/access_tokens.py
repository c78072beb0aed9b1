"""The token that our own calls carry: fetched once, kept until shortly before it expires, one fetch at a time."""

import asyncio
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final, Protocol

import aiohttp

from adapters.shared.channel import Later, Stopped

SCOPE: Final = "https://api.botframework.com"
LOGIN: Final = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token"
IDENTITY: Final = "http://169.254.169.254/metadata/identity/oauth2/token"
PATIENCE: Final = 10.0
OURS: Final = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED})  # our secret is wrong, or has run out
EARLY: Final = 300.0  # seconds before the end at which a new one is fetched
SHORTEST: Final = 60.0


class Bearer(Protocol):
    """Gives the header that a call needs."""

    async def headers(self) -> Mapping[str, str]:
        """The header; `Later` when no token can be had just now, `Stopped` when our credentials are refused."""
        ...

    def forget(self) -> None:
        """The token was refused: the next call fetches another."""
        ...


class NoBearer:
    """For anonymous mode."""

    async def headers(self) -> Mapping[str, str]:
        """None."""
        return {}

    def forget(self) -> None:
        """There is nothing to forget."""


class CachedToken:
    """A token that is fetched by one request, and kept."""

    def __init__(
        self, session: aiohttp.ClientSession, method: str, url: str, more: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._session, self._method, self._url, self._more = session, method, url, more
        self._token, self._until = "", 0.0
        self._lock = asyncio.Lock()

    async def headers(self) -> Mapping[str, str]:
        """The token, fetched anew where it is about to expire."""
        if time.time() >= self._until:
            async with self._lock:
                if time.time() >= self._until:
                    await self._fetch()
        return {"Authorization": f"Bearer {self._token}"}

    def forget(self) -> None:
        """The token was refused: the next call fetches another."""
        self._until = 0.0

    async def _fetch(self) -> None:
        try:
            async with (
                asyncio.timeout(PATIENCE),
                self._session.request(self._method, self._url, allow_redirects=False, **self._more) as answer,  # type: ignore[arg-type] # headers, params or data by name
            ):
                if answer.status in OURS:
                    raise Stopped(f"token_status_{answer.status}", "teams", "")
                answer.raise_for_status()
                found = await answer.json(content_type=None)
            self._token, lasts = str(found["access_token"]), float(found["expires_in"])
        except (TimeoutError, aiohttp.ClientError, ValueError, KeyError, TypeError) as fault:
            raise Later(f"token_{type(fault).__name__}") from None
        self._until = time.time() + max(lasts - EARLY, SHORTEST)


def by_secret(session: aiohttp.ClientSession, app: str, secret: str, url: str) -> CachedToken:
    """An app's own secret: a single-tenant registration."""
    form = {"grant_type": "client_credentials", "client_id": app, "client_secret": secret, "scope": f"{SCOPE}/.default"}
    return CachedToken(session, "POST", url, {"data": form})


def by_identity(session: aiohttp.ClientSession, app: str, url: str = IDENTITY) -> CachedToken:
    """A user-assigned identity, vouched for by the machine that we run on: no secret of ours."""
    asked = {"api-version": "2018-02-01", "resource": SCOPE, "client_id": app}
    return CachedToken(session, "GET", url, {"params": asked, "headers": {"Metadata": "true"}})
