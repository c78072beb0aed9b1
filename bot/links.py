"""Personal links: one person, one purpose, for a limited time, in one opaque token (V3).

A token is an HMAC over what it says; nobody can make or change one without the secret. It holds ids, and no word of a
case. It ends by itself; changing the secret ends all at once. There is no list of single ones taken back yet.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from datetime import datetime, timedelta
from typing import Final

from adapters.web.house import LinkedTo
from bot.clock import Clock
from dialogs.ids import PersonId
from dialogs.press import Press

KEPT: Final = timedelta(days=14)
PURPOSE: Final = b"personal link"
MARK: Final = 16  # bytes of the HMAC that are kept: 128 bits
BETWEEN: Final = "\n"


class SignedLinks:
    """Makes links, and opens those that are good."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._key = hmac.new(secret, PURPOSE, hashlib.sha256).digest()
        self._clock = clock

    def token(self, person: PersonId, press: Press, also: tuple[str, ...] = (), kept: timedelta = KEPT) -> str:
        """A token for a person and what they are to see."""
        until = int((self._clock() + kept).timestamp())
        said = BETWEEN.join((str(until), person, str(press), *also)).encode()
        return urlsafe_b64encode(self._mark(said) + said).decode().rstrip("=")

    async def open(self, token: str) -> LinkedTo | None:
        """What a token is for; nothing if we did not make it, or it is over."""
        raw = _bytes(token)
        mark, said = raw[:MARK], raw[MARK:]
        if not hmac.compare_digest(mark, self._mark(said)):
            return None
        until, person, press, *also = said.decode().split(BETWEEN)
        shown = Press.read(press)
        if shown is None or self._clock() >= datetime.fromtimestamp(int(until), self._clock().tzinfo):
            return None
        return LinkedTo(PersonId(person), shown, tuple(also))

    def _mark(self, said: bytes) -> bytes:
        return hmac.new(self._key, said, hashlib.sha256).digest()[:MARK]


def _bytes(token: str) -> bytes:
    try:
        return urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except (Error, ValueError):
        return b""
