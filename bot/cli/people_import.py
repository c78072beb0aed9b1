"""A directory of people from a CSV file: all of it, or nothing and every fault with its line and column.

Columns: name, email, agency, role, pool, learning, office, agency_lead, trained_on, line_manager_email. The first three are needed.
People are known by their e-mail: importing the same file again changes nothing. Whoever is not in the file stays as is.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Final

from bot.config.errors import Plain
from dialogs.email_address import read_address
from dialogs.ids import PersonId
from dialogs.procedure.people import Person

NEEDED: Final = ("name", "email", "agency")
COLUMNS: Final = (
    *NEEDED,
    "role",
    "pool",
    "learning",
    "office",
    "agency_lead",
    "trained_on",
    "line_manager_email",
    "former_email",
)
YES: Final = frozenset({"yes", "y", "true", "1"})
NO: Final = frozenset({"", "no", "n", "false", "0"})
LONGEST: Final = 200

Known = Mapping[str, Person]
"""People there are already, by e-mail in small letters."""


class BadFile(Plain):
    """The file cannot be used: one line for each fault."""


@dataclass(frozen=True, slots=True)
class CsvLine:
    """One line of the file."""

    line: int
    person: Person
    manager: str
    former: str = ""  # the address they were known by; whoever moves to another agency stays who they are


def read(path: Path, known: Known) -> tuple[Person, ...]:
    """Everybody in the file, with the ids they have already or new ones made from their e-mail.

    Raises:
        BadFile: a line for each fault, in the file or between its lines.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadFile([f"{path}: there is no such file, or it is not UTF-8 text."]) from None
    rows = csv.DictReader(text.splitlines(), strict=True)
    faults = list(_heading(rows.fieldnames or ()))
    if faults:
        raise BadFile(f"{path} line 1: {fault}" for fault in faults)
    entries = _entries(rows, known, faults)
    faults += _together(entries, known)
    if faults:
        raise BadFile(f"{path} {fault}" for fault in faults)
    return tuple(_managed(entry, _emails(entries, known)) for entry in entries)


def _heading(names: Iterable[str]) -> Iterator[str]:
    found = tuple(names)
    for name in NEEDED:
        if name not in found:
            yield f"the column {name} is missing. Write {', '.join(COLUMNS)}."
    for name in found:
        if name not in COLUMNS:
            yield f"there is no column {name!r}. Known are: {', '.join(COLUMNS)}."


def _entries(rows: "csv.DictReader[str]", known: Known, faults: list[str]) -> tuple[CsvLine, ...]:
    made: list[CsvLine] = []
    read_to = 1
    try:
        for row in rows:
            wrong = [f"line {rows.line_num}, {said}" for said in _wrong(row)]
            faults += wrong
            if not wrong:
                made.append(_entry(rows.line_num, row, known))
            read_to = rows.line_num
    except csv.Error as fault:
        faults.append(f"line {read_to + 1}: this is not CSV: {fault}.")
    return tuple(made)


def _wrong(row: Mapping[str | None, object]) -> Iterator[str]:
    """What is wrong with one line."""
    if None in row or None in row.values():
        yield "this line has more or fewer values than the first line has columns."
        return
    cells = {str(name): str(text).strip() for name, text in row.items()}
    yield from (f"column {name}: this is missing." for name in NEEDED if not cells[name])
    if cells.get("former_email") and _kept(cells["former_email"]) == _kept(cells["email"]):
        yield "column former_email: this is the address of now. Leave it empty, or write the one before."
    yield from (f"column {name}: shorten this to {LONGEST} characters." for name in cells if len(cells[name]) > LONGEST)
    if cells["email"] and not read_address(cells["email"]):
        yield "column email: write one address, such as pat@agency.example."
    for name in ("pool", "learning", "office", "agency_lead"):
        if cells.get(name, "").lower() not in YES | NO:
            yield f"column {name}: write yes or no."
    if cells.get("trained_on") and not _is_day(cells["trained_on"]):
        yield "column trained_on: write a day as year-month-day, such as 2025-03-01."


def _entry(line: int, row: Mapping[str, str], known: Known) -> CsvLine:
    cells = {name: text.strip() for name, text in row.items()}
    email, former = _kept(cells["email"]), _kept(cells.get("former_email", ""))
    before = known.get(email) or known.get(former)
    person = Person(
        id=before.id if before else PersonId(token_hex(16)),
        name=cells["name"],
        email=email,
        agency=cells["agency"],
        role=cells.get("role", ""),
        pool=_yes(cells, "pool"),
        learning=_yes(cells, "learning"),
        office=_yes(cells, "office"),
        agency_lead=_yes(cells, "agency_lead"),
        workforce=before.workforce if before else False,
        leave=before.leave if before else (),
        trained_on=date.fromisoformat(cells["trained_on"]) if cells.get("trained_on") else None,
    )
    return CsvLine(line, person, _kept(cells.get("line_manager_email", "")), former)


def _kept(email: str) -> str:
    """An address as the directory has it, so that two ways of writing it are one."""
    return (read_address(email) or email).lower()


def _together(entries: tuple[CsvLine, ...], known: Known) -> Iterator[str]:
    """What is wrong between lines."""
    first: dict[str, int] = {}
    for entry in entries:
        if entry.person.email in first:
            yield f"line {entry.line}, column email: this address stands on line {first[entry.person.email]} already."
        first.setdefault(entry.person.email, entry.line)
    yield from _moved(entries, known)
    for entry in entries:
        if entry.manager and entry.manager not in first and entry.manager not in known:
            yield f"line {entry.line}, column line_manager_email: nobody has this address, here or in the directory."


def _moved(entries: tuple[CsvLine, ...], known: Known) -> Iterator[str]:
    """What is wrong with people who have another address now: each is somebody who is known, and nobody else."""
    taken: dict[PersonId, int] = {}
    for entry in entries:
        if entry.former and entry.former not in known and entry.person.email not in known:
            yield f"line {entry.line}, column former_email: nobody in the directory has this address."
        elif entry.former in known and known[entry.former].id != entry.person.id:
            yield f"line {entry.line}, column former_email: both addresses are in the directory, of two people. Leave it empty, or ask who they are."
        if entry.person.id in taken:
            yield f"line {entry.line}, column former_email: this is the same person as on line {taken[entry.person.id]}."
        taken.setdefault(entry.person.id, entry.line)


def _emails(entries: tuple[CsvLine, ...], known: Known) -> Mapping[str, PersonId]:
    return {email: person.id for email, person in known.items()} | {
        entry.person.email: entry.person.id for entry in entries
    }


def _managed(one: CsvLine, by_email: Mapping[str, PersonId]) -> Person:
    return replace(one.person, line_manager=by_email.get(one.manager))


def _yes(cells: Mapping[str, str], name: str) -> bool:
    return cells.get(name, "").lower() in YES


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
