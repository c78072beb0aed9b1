"""Rows that only ever grow, each with the hash of all before it: one changed, removed or moved breaks every hash after it."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from json import dumps
from typing import Final

BEGINNING: Final = bytes(32)
OWN: Final = "hash"


def chained(before: bytes, row: Mapping[str, object]) -> bytes:
    """The hash of a row that follows another: over that one's hash and all that is stored of this one, by column."""
    stored = {name: _plain(value) for name, value in row.items() if name != OWN}
    return sha256(before + dumps(stored, sort_keys=True).encode()).digest()


def first_fault(rows: Iterable[Mapping[str, object]]) -> tuple[int, bytes]:
    """The number of the first row that does not follow from those before it, 0 if all do; and the hash reached."""
    head = BEGINNING
    for expected, row in enumerate(rows, 1):
        if row["number"] != expected or row[OWN] != chained(head, row):
            return expected, head
        head = chained(head, row)
    return 0, head


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.hex() if isinstance(value, bytes) else value
