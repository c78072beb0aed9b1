"""Rows that only ever grow, each with the hash of all before it: one changed, removed or moved breaks every hash after it.

Since 0.2.0 the hash is keyed (HMAC, RFC 2104): whoever can write to the database and has no key cannot make a chain anew.
Rows from before have a bare hash, and hold as what they are; none may follow once there was a keyed one, nor be later than
the moment from which rows are keyed.
"""

import hmac
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps
from typing import Final, NamedTuple, Protocol

BEGINNING: Final = bytes(32)
OWN: Final = "hash"
KEYED: Final = b"\x01"  # before a keyed hash, which so is one byte longer than a bare one


class ChainKey(NamedTuple):
    """What a chain is keyed with, and from when on (aware)."""

    key: bytes
    since: datetime

    def mac(self, text: bytes) -> bytes:
        """The keyed hash of something."""
        return hmac.digest(self.key, text, "sha256")


class ChainKeyOf(Protocol):
    """Where the key is had from."""

    def kept(self) -> ChainKey | None:
        """The key, if there is one yet."""
        ...

    def settled(self, at: datetime) -> ChainKey:
        """The key, made now if there is none."""
        ...


def chained(before: bytes, row: Mapping[str, object], key: ChainKey | None = None) -> bytes:
    """The hash of a row that follows another: over that one's hash and all that is stored of this one, by column."""
    stored = {name: _plain(value) for name, value in row.items() if name != OWN}
    text = before + dumps(stored, sort_keys=True).encode()
    return KEYED + key.mac(text) if key else sha256(text).digest()


def first_fault(rows: Iterable[Mapping[str, object]], key: ChainKey | None = None) -> tuple[int, bytes]:
    """The number of the first row that does not follow from those before it, 0 if all do; and the hash reached."""
    head, keyed = BEGINNING, False
    for expected, row in enumerate(rows, 1):
        keyed = keyed or len(_own(row)) > len(BEGINNING) or _late(row, key)
        follows = chained(head, row, key if keyed else None)
        if row["number"] != expected or _own(row) != follows:
            return expected, head
        head = follows
    return 0, head


def _own(row: Mapping[str, object]) -> bytes:
    own = row[OWN]
    return own if isinstance(own, bytes) else b""


def _late(row: Mapping[str, object], key: ChainKey | None) -> bool:
    """Whether a row says of itself that it was written when rows were keyed already."""
    at = row.get("at")
    return key is not None and isinstance(at, datetime) and at >= key.since


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.hex() if isinstance(value, bytes) else value
