"""What a key ring has to be, as it is written in JSV_KEYS."""

from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from typing import Final

KEY_BYTES: Final = 32


def faults(ring: str) -> Iterator[str]:
    """Each fault of what stands in JSV_KEYS, in a line that says what to write instead."""
    said = "Write a name and what `openssl rand -base64 32` prints, such as JSV_KEYS=2026:..., the current key first, others after a comma."
    if not ring:
        yield f"JSV_KEYS is missing: what is written about a case is never kept unencrypted. {said}"
        return
    names = [entry.strip().partition(":")[0] for entry in ring.split(",")]
    for twice in sorted({name for name in names if names.count(name) > 1}):
        yield f"JSV_KEYS: two keys are called {twice!r}. Give each a name of its own, and never one that another key had."
    for entry in ring.split(","):
        name, _, key = entry.strip().partition(":")
        if not name or not _is_key(key):
            yield f"JSV_KEYS: the key {name or '(without a name)'!r} is not 32 bytes in base64. {said}"


def _is_key(text: str) -> bool:
    try:
        return len(b64decode(text, validate=True)) == KEY_BYTES
    except (Error, ValueError):
        return False
