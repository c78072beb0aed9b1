"""The only reader of the time, and a clock that can be moved for demonstrations and tests.

The time is handed on from here as an aware datetime where the partnership is: Europe/London.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

LONDON: Final = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]


def london() -> datetime:
    """The time it is."""
    return datetime.now(LONDON)  # noqa: TID251 - this is the only reader


class MovableClock:
    """A clock that runs as another does, so much ahead of it. Kept in a file, it is still ahead after a restart."""

    def __init__(self, base: Clock = london, kept: Path | None = None) -> None:
        self._base = base
        self._kept = kept
        self._ahead = _read(kept)

    def __call__(self) -> datetime:
        """What it says now. Hours that pass are hours that pass, also over a change of the clocks."""
        return datetime.fromtimestamp(self._base().timestamp() + self._ahead.total_seconds(), LONDON)

    def move(self, by: timedelta) -> None:
        """Move it on by so much, and keep that in its file, if it has one."""
        self._ahead += by
        if self._kept:
            self._kept.write_text(str(self._ahead.total_seconds()))

    def to(self, at: datetime) -> None:
        """Set it: to a later time, or an earlier one."""
        self.move(at - self())


def _read(kept: Path | None) -> timedelta:
    """How far ahead it was; not at all when nobody wrote it down."""
    try:
        return timedelta(seconds=float(kept.read_text())) if kept else timedelta()
    except (OSError, ValueError):
        return timedelta()
