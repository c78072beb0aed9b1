"""Files that a command writes: for the eyes of whoever says it, and nobody else on that machine."""

import os
from pathlib import Path
from typing import Final

OWNER_ONLY: Final = 0o600


def write(path: Path, body: bytes) -> None:
    """Writes that file. One that lay there for others to read is theirs no more before anything is in it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ONLY)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, OWNER_ONLY)
        file.write(body)
