"""The door: seals on what we handed out, the cookie of a personal link, how often one may come, what browsers are told.

A seal is an HMAC over a purpose and its parts: it proves that we made a value, and says nothing of what is in it.
"""

import hashlib
import hmac
import json
import math
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Mapping
from secrets import token_bytes
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SESSION: Final = 2 * 60 * 60  # seconds; begun anew at each page, and never beyond the life of the link
COOKIE: Final = "page"
LONGEST_TOKEN: Final = 512
LONGEST_COOKIE: Final = 2_000
NONCE: Final = 12

HEADERS: Final[Mapping[str, str]] = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
}
NOTHING_ELSE: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SCRIPT_TOO: Final = (
    f"{NOTHING_ELSE}; script-src 'self'; connect-src 'self'"  # a form that finds people; the demo's panel
)


def seal(secret: bytes, purpose: str, *parts: str) -> str:
    """The seal of these parts for this purpose; no two lists of parts have the same one."""
    return hmac.new(secret, json.dumps([purpose, *parts]).encode(), hashlib.sha256).hexdigest()[:40]


def sealed(given: str, secret: bytes, purpose: str, *parts: str) -> bool:
    """Whether the seal is ours, in constant time and for any text."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), seal(secret, purpose, *parts).encode())


def csrf(secret: bytes, session: str) -> str:
    """What every form of a session carries, and no other site can know."""
    return seal(secret, "csrf", session)


def forged(headers: Mapping[str, str], given: str, secret: bytes, session: str) -> bool:
    """Whether a post did not come from a page of ours. Where a browser does not say, the seal alone decides."""
    elsewhere = headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    return elsewhere or not sealed(given, secret, "csrf", session)


def page_of(secret: bytes, token: str) -> str:
    """The part of the address that stands for a link once it is open; the token cannot be had back from it."""
    return seal(secret, "page", token)[:16]


def bake(secret: bytes, token: str, until: int) -> str:
    """The cookie of an open link. The token is sealed in it, so that a link can be withdrawn while it is in use and is nobody's who has the cookie."""
    nonce = token_bytes(NONCE)
    worn = urlsafe_b64encode(nonce + _cookie_box(secret).encrypt(nonce, token.encode(), None)).decode().rstrip("=")
    return f"{worn}.{until}.{seal(secret, 'cookie', worn, str(until))}"


def token_in(cookie: str, secret: bytes, now: float) -> str | None:
    """The token in a cookie that we baked and that is still fresh."""
    worn, _, rest = cookie.partition(".")
    until, _, mark = rest.partition(".")
    if len(cookie) > LONGEST_COOKIE or not sealed(mark, secret, "cookie", worn, until):
        return None
    return _unworn(worn, secret) if int(until) > now else None


def _unworn(worn: str, secret: bytes) -> str:
    given = urlsafe_b64decode(worn.encode() + b"=" * (-len(worn) % 4))
    return _cookie_box(secret).decrypt(given[:NONCE], given[NONCE:], None).decode()


def _cookie_box(secret: bytes) -> AESGCM:
    return AESGCM(hmac.digest(secret, b"what is in a cookie", "sha256"))


class Buckets:
    """How often one may come: so many at once, then so many a second. In memory, one process, the oldest forgotten."""

    def __init__(self, burst: float, per_second: float, most: int = 10_000) -> None:
        self._burst = burst
        self._per_second = per_second
        self._most = most
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, now: float, cost: float = 1) -> int:
        """Whole seconds to wait before coming again; 0 when this visit is fine. A cost may leave the bucket in debt."""
        left, since = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + max(0.0, now - since) * self._per_second)
        wait = 0 if left >= 1 else math.ceil((1 - left) / self._per_second)
        self._left[key] = (left if wait else max(left - cost, -self._burst), now)
        while len(self._left) > self._most:
            self._left.popitem(last=False)
        return wait
