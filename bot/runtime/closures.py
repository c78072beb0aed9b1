"""The days on which a partnership is closed, from a file of its own: read at the start, and again when the file changes (P14).

A line for each day: the date, and after it what it is called if that is to be read. They hold for every case at once,
whichever profile it began under. What becomes of the file while we run stops nothing: what was read last stays so.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final

import structlog

from bot.config.errors import Plain

CLOSED: Final = "closure day"
NONE: Final[Mapping[date, str]] = MappingProxyType({})
WRITE: Final = "Write a line for each day: 2026-12-07, and after it what the day is called."

log = structlog.get_logger()
Stamp = tuple[int, int]
"""When a file was changed last, in nanoseconds, and how long it is."""


class BadClosures(Plain):
    """The file of closures cannot be used: one line for each fault, with the line in it. `line` is the first such, 0 where there is no file."""

    def __init__(self, lines: Iterable[str], line: int = 0) -> None:
        super().__init__(lines)
        self.line = line


@dataclass(frozen=True, slots=True)
class Closed:
    """Each day off with its name; `mark` tells two states of them apart, and is empty while there are none."""

    days: Mapping[date, str]
    mark: str = ""


class Closures:
    """The days of one file; none without one.

    Raises:
        BadClosures: at the start the file is not there, or a line of it says no date.
    """

    def __init__(self, file: str = "") -> None:
        self._file = Path(file) if file else None
        self._seen = self._stamp()
        self._state = _state(self._file)

    @property
    def state(self) -> Closed:
        """The days as the file has them now, with their mark."""
        if self._file and (stamp := self._stamp()) != self._seen:
            self._seen = stamp
            try:
                self._state = _state(self._file)
            except BadClosures as fault:
                log.error("closures", action="closures_unreadable", line=fault.line)  # noqa: TRY400 - its text quotes the file
        return self._state

    def _stamp(self) -> Stamp | None:
        try:
            found = self._file.stat() if self._file else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size) if found else None


def _state(file: Path | None) -> Closed:
    days = read(file) if file else NONE
    return Closed(days, sha256(repr(sorted(days.items())).encode()).hexdigest()[:16] if days else "")


def read(file: Path) -> Mapping[date, str]:
    """The days of a file with their names.

    Raises:
        BadClosures: it cannot be read, or a line of it says no date.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise BadClosures([f"JSV_CLOSURES: there is no such file to read: {file}."]) from None
    said = [(number, line.partition("#")[0].strip()) for number, line in enumerate(lines, 1)]
    wrong = [(number, line) for number, line in said if line and not _day(line)]
    if wrong:
        told = (f"{file}, line {number}: {line[:40]!r} does not begin with a date. {WRITE}" for number, line in wrong)
        raise BadClosures(told, wrong[0][0])
    return MappingProxyType(dict(_named(line for _, line in said if line)))


def _named(lines: Iterator[str]) -> Iterator[tuple[date, str]]:
    for line in lines:
        day = _day(line)
        if day:
            yield day, line[len("2026-12-07") :].strip(" ,;:-\t") or CLOSED


def _day(line: str) -> date | None:
    """The date with which a line begins; a sign after it is none of it."""
    if line[len("2026-12-07") :][:1].isalnum():
        return None
    try:
        return date.fromisoformat(line[: len("2026-12-07")])
    except ValueError:
        return None
