"""A signed request to the one address that is set, and to no other: redirects are not followed, nothing of the answer is read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout

from adapters.hook.sign import headers
from adapters.shared.channel import Later, Unreachable

PATIENCE: Final = ClientTimeout(total=15)  # seconds; the standard says 15 to 30
TAKEN: Final = range(200, 300)
GONE: Final = 410  # the standard: the receiver wants no more of these
LONGEST_WAIT: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody else's system."""

    session: ClientSession
    url: str
    keys: tuple[bytes, ...]

    async def send(self, id_: str, body: bytes, at: datetime) -> None:
        """Hand one announcement over, signed.

        Raises:
            Later: it was not taken just now; `seconds` is the receiver's Retry-After, if it gave one.
            Unreachable: the receiver wants no more (410).
        """
        said = {
            **headers(self.keys, id_, at, body),
            "Content-Type": "application/json",
            "User-Agent": "joint-supervision-bot",
        }
        try:
            async with self.session.post(
                self.url, data=body, headers=said, allow_redirects=False, timeout=PATIENCE
            ) as answer:
                _judge(answer)
        except (ClientError, TimeoutError, OSError) as fault:
            raise Later(type(fault).__name__) from None


def _judge(answer: ClientResponse) -> None:
    if answer.status == GONE:
        raise Unreachable("gone")
    if answer.status not in TAKEN:
        raise Later(f"status {answer.status}", _asked(answer))


def _asked(answer: ClientResponse) -> float | None:
    """The seconds that the receiver asks for, an hour at the most; a date is not read."""
    said = answer.headers.get("Retry-After", "")
    return min(float(said), LONGEST_WAIT) if said.isascii() and said.isdigit() else None
