"""The rows of a directory file, once they are read, and what a file is read against."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dialogs.procedure.people import Person

Known = Mapping[str, Person]
"""People there are already, by e-mail in small letters."""
Cells = Mapping[str, Any]
"""What one row says, by the names of our columns."""


@dataclass(frozen=True, slots=True)
class Against:
    """What a file is read against: who is known, which day it is, and what is said beside the file.

    `agency` is of whoever is new and has none in the file; `domains` maps what stood after the @ to what stands there now;
    `twins` lets in whoever has the name and the address, but for its domain, of somebody who is known.
    """

    known: Known
    today: date
    agency: str = ""
    domains: Mapping[str, str] = field(default_factory=dict)
    twins: bool = False

    def now(self, email: str) -> str:
        """An address as it is now."""
        name, at, domain = email.rpartition("@")
        return f"{name}{at}{self.domains.get(domain, domain)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be read, and whom it is about: somebody who is known as `before`, or somebody new."""

    number: int
    cells: Cells
    before: Person | None
    twin: Person | None = None  # whom the directory has under the address of now, where `before` has the former one

    @property
    def email(self) -> str:
        """The address of now."""
        return email_of(self.cells)

    @property
    def former(self) -> str:
        """The address they were known by; whoever moves to another agency stays who they are."""
        return self.cells.get("former_email") or ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a row makes of somebody; nothing came before somebody new. Row 0: what is said beside the file does."""

    row: int
    before: Person | None
    after: Person
    twin: Person | None = None  # the same person, in the directory a second time: to be one with them

    @property
    def leaves(self) -> bool:
        """Whether somebody who was there is a leaver."""
        there = any(person.active for person in (self.before, self.twin) if person)
        return there and not self.after.active


@dataclass(frozen=True, slots=True)
class Import:
    """Everybody in the file, as they will be, and what else should be said."""

    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()


def email_of(said: Cells) -> str:
    """The address that a row says; empty if it says none."""
    return said.get("email") or said.get("user_principal_name") or ""


def name_of(said: Cells) -> str:
    """The name, of whichever columns say it; where a language calls the last name simply the name, both."""
    name, first, last = (str(said.get(part) or "") for part in ("name", "first_name", "last_name"))
    if name and first and not last and first.casefold() not in name.casefold():
        return f"{first} {name}"
    if name and last and not first and last.casefold() not in name.casefold():
        return f"{name} {last}"
    return name or (f"{first} {last}" if first and last else str(said.get("display_name") or first or last))
