"""A folder that another system watches. A file appears whole, under its final name, readable by its owner alone."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from adapters.shared.channel import Later

OURS: Final = 0o600


@dataclass(frozen=True, slots=True)
class Folder:
    """Where files are put."""

    path: Path

    def put(self, name: str, body: bytes) -> None:
        """Put a file there, in the place of one of that name.

        Raises:
            Later: it could not be written just now; nothing of it is there.
        """
        temporary = self.path / f".{name}.tmp"
        try:
            _write(temporary, body)
            temporary.replace(self.path / name)
            _settle(self.path)
        except OSError as fault:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise Later(type(fault).__name__) from None


def _write(path: Path, body: bytes) -> None:
    """Whole and on the disk; what a crash left under that name is overwritten, a link under it is not followed."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, OURS)
    with os.fdopen(descriptor, "wb") as file:
        os.fchmod(descriptor, OURS)
        file.write(body)
        file.flush()
        os.fsync(descriptor)


def _settle(folder: Path) -> None:
    """The new name is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
