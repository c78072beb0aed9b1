"""Personal links: one person, one purpose, for a limited time, in one opaque token (V3).

A token is an HMAC over what it says; nobody can make or change one without the secret. It holds ids, and no word of a
case. It ends by itself. Whoever switches their links off ends all of theirs that were made until then; changing the
secret ends everybody's.
"""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final

from adapters.web.ports import LinkedTo
from bot.runtime.clock import Clock
from dialogs.ids import PersonId
from dialogs.model.press import Press

KEPT: Final = timedelta(days=14)
PAGES: Final = b"personal link"
FILES: Final = b"calendar file"
ACCOUNTS: Final = b"account that is not mine"
MARK: Final = 16  # bytes of the HMAC that are kept: 128 bits
BETWEEN: Final = "\n"


Ended = Callable[[PersonId], Awaitable[datetime | None]]
"""Until when somebody's links are over, if they have switched any off."""


async def _never(_: PersonId) -> datetime | None:
    return None


class SignedLinks:
    """Makes links, and opens those that are good. What is made for one purpose opens nothing of another."""

    def __init__(self, secret: bytes, clock: Clock, ended: Ended = _never, purpose: bytes = PAGES) -> None:
        self._key = hmac.new(secret, purpose, hashlib.sha256).digest()
        self._clock = clock
        self._ended = ended

    def token(self, person: PersonId, press: Press, also: tuple[str, ...] = (), kept: timedelta = KEPT) -> str:
        """A token for a person and what they are to see."""
        made = int(self._clock().timestamp())
        times = f"{made}+{int(kept.total_seconds())}"
        said = BETWEEN.join((times, person, str(press), *also)).encode()
        return urlsafe_b64encode(self._mark(said) + said).decode().rstrip("=")

    async def open(self, token: str) -> LinkedTo | None:
        """What a token is for; nothing if we did not make it, or it is over."""
        linked, over = await self._read(token)
        return None if over else linked

    async def lapsed(self, token: str) -> LinkedTo | None:
        """What a token was for whose time is over; nothing if we did not make it, it is good, or its person ended it."""
        linked, over = await self._read(token)
        return linked if over else None

    async def _read(self, token: str) -> tuple[LinkedTo | None, bool]:
        """What a token says, and whether its time is over."""
        raw = _bytes(token)
        mark, said = raw[:MARK], raw[MARK:]
        if not hmac.compare_digest(mark, self._mark(said)):
            return None, False
        times, person, press, *also = said.decode().split(BETWEEN)
        made, _, kept = times.partition("+")
        shown, began = Press.read(press), datetime.fromtimestamp(int(made), self._clock().tzinfo)
        ended = await self._ended(PersonId(person))
        if shown is None or (ended and began <= ended):
            return None, False
        over = self._clock() >= began + timedelta(seconds=int(kept))
        return LinkedTo(PersonId(person), shown, tuple(also)), over

    def _mark(self, said: bytes) -> bytes:
        return hmac.new(self._key, said, hashlib.sha256).digest()[:MARK]


def _bytes(token: str) -> bytes:
    try:
        return urlsafe_b64decode(token.encode() + b"=" * (-len(token) % 4))
    except (Error, ValueError):
        return b""
