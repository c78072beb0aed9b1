"""Reading a TOML table so that every fault is found at once, with its line and what to write instead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TomlFault:
    """One thing wrong in a file: the line, the key, and what to write instead."""

    line: int
    key: str
    says: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.key}: {self.says}" if self.key else f"line {self.line}: {self.says}"


class TomlTable:
    """One table of the file. Each reader returns something usable and notes a fault, so that reading goes on."""

    def __init__(
        self, raw: Mapping[str, Any], text: str, path: str = "", faults: list[TomlFault] | None = None
    ) -> None:
        self.raw, self.text_of_file, self.path = raw, text, path
        self.faults: list[TomlFault] = [] if faults is None else faults
        self.read: set[str] = set()
        self.inner: dict[str, TomlTable] = {}

    def table(self, name: str) -> "TomlTable":
        """The table of that name; an empty one, with a fault, if it is missing."""
        if name not in self.inner:
            found = self._get(name, {}, "a table", lambda one: isinstance(one, dict))
            self.inner[name] = TomlTable(found, self.text_of_file, f"{self.path}{name}.", self.faults)
        return self.inner[name]

    def table_if_there(self, name: str) -> "TomlTable | None":
        """The table of that name; none if it is missing, which is no fault."""
        self.read.add(name)
        return self.table(name) if name in self.raw else None

    def each(self, name: str, make: Callable[["TomlTable"], T]) -> tuple[T, ...]:
        """One thing made of each table of a list."""
        found = self._get(name, [], "a list of tables", lambda one: isinstance(one, list))
        tables = [
            TomlTable(raw, self.text_of_file, f"{self.path}{name}[{place}].", self.faults)
            for place, raw in enumerate(found, 1)
            if isinstance(raw, dict)
        ]
        made = tuple(map(make, tables))
        self.inner.update({f"{name}[{place}]": table for place, table in enumerate(tables, 1)})
        return made

    def text(self, name: str, *, required: bool = True) -> str:
        """A text that is not empty."""
        good = lambda one: isinstance(one, str) and bool(one.strip())  # noqa: E731 - one expression, used once
        return str(self._get(name, "", 'a text in quotes, such as "…"', good, required=required))

    def address(self, name: str) -> str:
        """A secure address, or nothing."""
        good = lambda one: isinstance(one, str) and one.startswith("https://") and " " not in one  # noqa: E731
        return str(self._get(name, "", 'an address in quotes, such as "https://…"', good, required=False))

    def word(self, name: str) -> str:
        """A short name of small letters, digits and hyphens."""
        good = lambda one: isinstance(one, str) and one.replace("-", "").isalnum() and one == one.lower()  # noqa: E731
        return str(self._get(name, "", 'small letters and hyphens, such as "lived"', good))

    def one_of(self, name: str, allowed: tuple[str, ...], *, required: bool = True) -> str:
        """One of a few words."""
        shown = " or ".join(f'"{word}"' for word in allowed if word)
        return str(self._get(name, allowed[0], shown, lambda one: one in allowed, required=required))

    def number(self, name: str, least: int, most: int, *, default: int | None = None) -> int:
        """A whole number within bounds. With a default it may be left out."""
        good = lambda found: type(found) is int and least <= found <= most  # noqa: E731
        usual = least if default is None else default
        return int(self._get(name, usual, f"a whole number from {least} to {most}", good, required=default is None))

    def numbers(self, name: str, *, required: bool = True) -> tuple[int, ...]:
        """Rising whole numbers from 0."""

        def good(one: object) -> bool:
            whole = isinstance(one, list) and all(type(part) is int and part >= 0 for part in one)
            return whole and isinstance(one, list) and one == sorted(set(one))

        return tuple(self._get(name, [], "rising whole numbers, such as [1, 3, 5]", good, required=required))

    def flag(self, name: str, *, default: bool) -> bool:
        """True or false; `default` where it is missing."""
        return bool(self._get(name, default, "true or false", lambda one: isinstance(one, bool), required=False))

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts."""

        def good(one: object) -> bool:
            return isinstance(one, list) and all(isinstance(part, str) and part for part in one)

        return tuple(self._get(name, [], 'a list of texts, such as ["…", "…"]', good))

    def words(self, name: str) -> Mapping[str, str]:
        """Texts by name, in the order written."""

        def good(one: object) -> bool:
            return isinstance(one, dict) and bool(one) and all(isinstance(part, str) and part for part in one.values())

        return dict(self._get(name, {}, 'names and texts, such as { stuck = "It is stuck" }', good))

    def clock(self, name: str) -> time:
        """A time of day, as "09:00"."""
        return time.fromisoformat(self._get(name, "09:00", 'a time in quotes, such as "09:00"', _is_clock))

    def days(self, name: str) -> tuple[date, ...]:
        """Dates written as "2026-12-29", the earliest first."""

        def good(one: object) -> bool:
            return isinstance(one, list) and all(map(_is_day, one))

        found = self._get(name, [], 'dates in quotes, such as ["2026-12-29"]', good)
        return tuple(sorted(date.fromisoformat(str(day)) for day in found))

    def require(self, holds: bool, name: str, says: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Note a fault unless something holds."""
        if not holds:
            self.faults.append(TomlFault(self._line(name), f"{self.path}{name}", says))

    def unknown(self) -> None:
        """Note every key that nobody asked for, here and in the tables below."""
        for name in self.raw.keys() - self.read:
            known = ", ".join(sorted(self.read))
            self.require(False, name, f"Nothing is called this here. Known are: {known}.")
        for inner in self.inner.values():
            inner.unknown()

    def _get(
        self, name: str, otherwise: Any, expected: str, good: Callable[[Any], bool], *, required: bool = True
    ) -> Any:
        self.read.add(name)
        if name not in self.raw:
            self.require(not required, name, f"This is missing. Write {expected}.")
            return otherwise
        if good(self.raw[name]):
            return self.raw[name]
        self.require(False, name, f"Write {expected}; found {self.raw[name]!r}.")
        return otherwise

    def _line(self, name: str) -> int:
        """The line where a key stands, sought below the heading of its table; the heading, if it is missing."""
        lines = self.text_of_file.splitlines()
        start = _heading(lines, self.path)
        for number, line in enumerate(lines[start:], start + 1):
            if line.startswith("[") and self.path:
                break
            if line.split("=")[0].strip().strip('"') == name or line.strip().startswith((f"[{name}]", f"[[{name}]]")):
                return number
        return max(start, 1)


def _heading(lines: list[str], path: str) -> int:
    """The line of a table's heading: `window.`, `record[3].`; of an inline table's key: `reminders.agree.`; else 0."""
    above, _, last = path.rstrip(".").rpartition(".")
    name, _, place = last.partition("[")
    if above:
        start = _heading(lines, above)
        return next(
            (number for number, line in enumerate(lines[start:], start + 1) if line.split("=")[0].strip() == name),
            start,
        )
    heads = [number for number, line in enumerate(lines, 1) if name and line.split("#")[0].strip().strip("[]") == name]
    wanted = int(place.rstrip("]")) if place else 1
    return heads[wanted - 1] if len(heads) >= wanted else 0


def _is_clock(one: object) -> bool:
    try:
        return isinstance(one, str) and bool(time.fromisoformat(one)) | True
    except ValueError:
        return False


def _is_day(one: object) -> bool:
    try:
        return bool(date.fromisoformat(str(one)))
    except ValueError:
        return False
