"""Who a request is from. Nothing of it is believed until Microsoft has signed for it, to us, for this channel and this address.

Rule 1: RS256 and nothing else; the issuer that its own document names; our app and no other; not before, not after; a key
that is endorsed for Teams. The activity must be of Teams, must say where to reply, and the token must say the same address.
Rule 2: a token that was found good is not judged again until it expires; the activity beside it always is.
Rule 3: emulators, skills and other bots sign with other keys: they are not let in.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

import jwt
from aiohttp import web
from jwt import PyJWTError

from adapters.shared.loopback import is_loopback
from adapters.shared.payload import Payload, ident, words
from adapters.teams.addresses import trusted
from adapters.teams.origin import CHANNEL, tenant
from adapters.teams.signing_keys import Keys, NoKeys

LONGEST: Final = 16_384  # characters of a token; theirs have about 1,500
LEEWAY: Final = 300  # seconds that clocks may differ: what Microsoft's own library allows
REMEMBERED: Final = 1_000
UNAUTHORISED: Final = 401
FORBIDDEN: Final = 403
UNKNOWABLE: Final = 503


@dataclass(frozen=True, slots=True)
class Voucher:
    """What a good token says: where to reply, and until when it holds. In anonymous mode it says nothing."""

    service: str
    until: float


class Authenticator(Protocol):
    """Judges a request, then what it says; each gives the number to turn it away with."""

    async def admit(self, request: web.Request) -> Voucher | int:
        """Whether somebody we trust has signed for the request. Its body has not been read."""
        ...

    def covers(self, voucher: Voucher, body: Payload) -> int:
        """0 where the activity is what was signed for."""
        ...


class Signed:
    """The door of a real service."""

    def __init__(self, keys: Keys, app: str, tenants: frozenset[str], *, here: bool = False) -> None:
        self._keys, self._app, self._here = keys, app, here
        self._tenants = frozenset(tenant.lower() for tenant in tenants)
        self._good: OrderedDict[bytes, Voucher] = OrderedDict()

    async def admit(self, request: web.Request) -> Voucher | int:
        """Whether the token is good."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token or len(token) > LONGEST or not token.isascii():
            return UNAUTHORISED
        name = sha256(token.encode()).digest()
        known = self._good.get(name)
        if known and known.until > time.time():
            return known
        try:
            found = await self._judged(token)
        except (PyJWTError, ValueError, TypeError, RecursionError):
            return UNAUTHORISED
        except NoKeys:
            return UNKNOWABLE
        return self._remembered(name, found) if found else UNAUTHORISED

    def covers(self, voucher: Voucher, body: Payload) -> int:
        """Of Teams, with the address that the token names, which is one of Microsoft's, and from a tenant on the list."""
        if ident(body, "channelId") != CHANNEL or not _same(words(body, "serviceUrl"), voucher.service):
            return UNAUTHORISED
        if not trusted(voucher.service, here=self._here):
            return FORBIDDEN
        return 0 if tenant(body) in self._tenants else FORBIDDEN

    async def _judged(self, token: str) -> Voucher | None:
        head = jwt.get_unverified_header(token)
        kid = head.get("kid")
        if head.get("alg") != "RS256" or not isinstance(kid, str):
            return None
        found = await self._keys.find(kid)
        if found is None or CHANNEL not in found[0].endorses:
            return None
        key, issuer = found
        claims = jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            audience=self._app,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": ["exp", "iss", "aud"]},
        )
        service = claims.get("serviceurl")
        return Voucher(service, float(claims["exp"]) + LEEWAY) if isinstance(service, str) and service else None

    def _remembered(self, name: bytes, voucher: Voucher) -> Voucher:
        self._good[name] = voucher
        while len(self._good) > REMEMBERED:
            self._good.popitem(last=False)
        return voucher


class Anonymous:
    """The door of a try-out on this very machine: nobody signs, so nobody from elsewhere comes in, and nothing goes elsewhere."""

    async def admit(self, request: web.Request) -> Voucher | int:
        """Whether the request comes from this machine itself, and not through a proxy on it."""
        forwarded = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "X-Real-IP"))
        return UNAUTHORISED if forwarded or not is_loopback(request.remote or "") else Voucher("", 0.0)

    def covers(self, voucher: Voucher, body: Payload) -> int:
        """Of Teams, and answered on this machine."""
        if ident(body, "channelId") != CHANNEL:
            return UNAUTHORISED
        return 0 if trusted(words(body, "serviceUrl"), here=True) else FORBIDDEN


def _same(said: str, signed: str) -> bool:
    return bool(said) and said.rstrip("/") == signed.rstrip("/")
