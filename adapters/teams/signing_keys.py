"""The keys that Microsoft signs with: fetched when they are first needed, kept, and looked for again when one is unknown."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import aiohttp
import structlog
from jwt import PyJWK, PyJWTError

from adapters.shared.payload import at, listed, words
from dialogs.errors import JsvError

OPENID: Final = "https://login.botframework.com/v1/.well-known/openidconfiguration"
PATIENCE: Final = 5.0  # seconds for each of the two documents
FRESH: Final = 86_400.0  # seconds: Microsoft asks for a look each day
AGAIN: Final = 60.0  # seconds between two looks for a key that is unknown, or after a look that failed
SOON: Final = 5.0  # the same while there is no key at all
NO_ANSWER: Final = (TimeoutError, aiohttp.ClientError, ValueError)

log = structlog.get_logger()


class NoKeys(JsvError):
    """There are no keys at all: nothing can be told of any token just now."""


@dataclass(frozen=True, slots=True)
class Key:
    """A public key, and which channels it may speak for."""

    public: PyJWK
    endorses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ring:
    """Who signs, and the keys by id."""

    issuer: str = ""
    keys: Mapping[str, Key] = field(default_factory=dict)


class Keys:
    """The ring as it was last fetched."""

    def __init__(self, session: aiohttp.ClientSession, url: str = OPENID) -> None:
        self._session, self._url = session, url
        self._ring = Ring()
        self._fetched = self._tried = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, kid: str) -> tuple[Key, str] | None:
        """The key of that id and who signs with it; nothing where there is none. Old keys are kept while new ones cannot be fetched."""
        now = time.monotonic()
        if self._due(kid, now):
            async with self._lock:
                if self._due(kid, now):
                    await self._fetch(now)
        if not self._ring.keys:
            raise NoKeys
        key = self._ring.keys.get(kid)
        return (key, self._ring.issuer) if key else None

    def _due(self, kid: str, now: float) -> bool:
        wanted = kid not in self._ring.keys or now - self._fetched > FRESH
        return wanted and now - self._tried > AGAIN

    async def _fetch(self, now: float) -> None:
        """Whoever comes meanwhile waits at the lock: that we have tried is noted when it is known what came of it."""
        try:
            told = await self._get(self._url)
            found = await self._get(words(told, "jwks_uri"))
        except NO_ANSWER as fault:
            self._tried = now if self._ring.keys else now - AGAIN + SOON
            log.warning("no keys", action="keys_unreachable", fault=type(fault).__name__)
            return
        self._tried = now
        ring = Ring(words(told, "issuer"), dict(_keys(found)))
        if ring.issuer and ring.keys:
            self._ring, self._fetched = ring, now

    async def _get(self, url: str) -> object:
        async with asyncio.timeout(PATIENCE), self._session.get(url, allow_redirects=False) as answer:
            answer.raise_for_status()
            return await answer.json(content_type=None)


def _keys(document: object) -> list[tuple[str, Key]]:
    """RSA keys only, each with an id."""
    found = []
    for entry in listed(document, "keys"):
        kid = words(entry, "kid")
        if kid and isinstance(entry, dict) and at(entry, "kty") == "RSA":
            try:
                public = PyJWK(entry, algorithm="RS256")
            except (PyJWTError, ValueError, TypeError):
                continue
            found.append(
                (kid, Key(public, frozenset(name for name in listed(entry, "endorsements") if isinstance(name, str))))
            )
    return found
