"""The directory from a file: all of it, or nothing and every fault with its row and column.

People are known by their e-mail: the same file again changes nothing. Whoever is not in the file stays as they are, and
so does what has no column in it. An empty cell of a column that is there means none, or no.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from bot.cli.people.between import together, twins
from bot.cli.people.cells import Refused, text_of
from bot.cli.people.columns import COLUMNS, OURS, placed
from bot.cli.people.columns import known as known_heading
from bot.cli.people.rows import Against, Cells, Change, Import, Row, email_of, name_of
from bot.cli.people.sheets import BadFile, Sheet, read_sheet
from dialogs.ids import PersonId
from dialogs.procedure.people import Person

TAKEN_AS_THEY_ARE: Final = (
    "role",
    "pool",
    "trained_on",
    "office",
    "learning",
    "workforce",
    "agency_lead",
    "leave",
    "decides",
)
ADDRESSES: Final = ("email", "user_principal_name", "line_manager_email")
LONGEST: Final = 200
NEAR: Final = 0.8  # how like one of ours a heading is that was probably meant to be it
ANYBODY: Final = Person(id=PersonId(""), name="", agency="")


def read(path: Path, against: Against) -> Import:
    """Everybody in the file, with the ids they have already or new ones, and those who have another address by the domains.

    Raises:
        BadFile: a line for each fault, in the file or between its rows.
    """
    sheet, faults, notes = read_sheet(path, known_heading), list[str](), list[str]()
    places = placed(sheet.headings)
    faults += _heading(sheet, places)
    if not faults:
        rows = _once(_rows(sheet, places, against, faults), notes)
        faults += together(rows, against.known, sheet, places)
        faults += twins(rows, against, notes)
    if faults:
        raise BadFile(f"{path} {fault}" for fault in faults)
    changes = (*_changes(rows, against, notes),)
    others = moved(against, but=frozenset(change.after.id for change in changes))
    return Import((*changes, *others), (*_not_taken(sheet, places), *notes))


def moved(against: Against, *, but: frozenset[PersonId] = frozenset()) -> tuple[Change, ...]:
    """Everybody, apart from some, whose address is at another domain now.

    Raises:
        BadFile: somebody else has that address.
    """
    faults, found = list[str](), list[Change]()
    for email, person in against.known.items():
        new = against.now(email)
        if new != email and new in against.known:
            faults.append(f"{new} is in the directory already. Say `jsv people merge {email} {new}` first.")
        elif new != email and person.id not in but:
            found.append(Change(0, person, replace(person, email=new)))
    if faults:
        raise BadFile(faults)
    return tuple(found)


def _heading(sheet: Sheet, places: Mapping[str, Sequence[int]]) -> Iterator[str]:
    row = f"row {sheet.heading_row}"
    if not {"email", "user_principal_name"} & places.keys():
        ours = ", ".join(column.name for column in COLUMNS)
        yield f"{row}: the column email is missing. Write a row of headings first; known are {ours}, and those in docs/directory.md."
    free = [column.name for column in COLUMNS if column.name not in places]
    for heading in sheet.headings:
        if not known_heading(heading) and (near := get_close_matches(heading.strip().casefold(), free, 1, NEAR)):
            yield f"{row}, column {heading.strip()}: there is no such column. Write {near[0]} if that is meant, or take it out."


def _not_taken(sheet: Sheet, places: Mapping[str, Sequence[int]]) -> Iterator[str]:
    taken = {place for found in places.values() for place in found}
    left = [heading.strip() for place, heading in enumerate(sheet.headings) if place not in taken and heading.strip()]
    if left:
        yield f"Not taken, for they say nothing that the directory holds: {', '.join(left)}."


def _rows(sheet: Sheet, places: Mapping[str, Sequence[int]], against: Against, faults: list[str]) -> Iterator[Row]:
    known = {**against.known, **{against.now(email): person for email, person in against.known.items()}}
    for number, cells in sheet.rows:
        wrong: list[str] = []
        said = _read(cells, sheet, places, wrong)
        said.update({name: against.now(said[name]) for name in ADDRESSES if said.get(name)})
        here, before = known.get(email_of(said)), known.get(said.get("former_email") or "")
        if not wrong:
            comes = not (here or before) and _here(said, against.today) is not False
            wrong += _missing(said, places, sheet, against.agency, comes=comes)
        faults += (f"row {number}, {fault}" for fault in wrong)
        if not wrong:
            yield Row(number, said, before or here, here if here and before and here.id != before.id else None)


def _read(cells: Sequence[str], sheet: Sheet, places: Mapping[str, Sequence[int]], wrong: list[str]) -> dict[str, Any]:
    """What the cells of one row say, the first that says anything where several say the same. A row that ends early says nothing of the rest."""
    said: dict[str, Any] = {}
    if any(cell.strip() for cell in cells[len(sheet.headings) :]):
        wrong.append(
            f"column {len(sheet.headings) + 1}: there is more here than headings. Put quotation marks round a value that has a comma in it."
        )
        return said
    for name, found in places.items():
        for place in found:
            if place >= len(cells) or said.get(name):
                continue
            cell = text_of(cells[place])
            try:
                said[name] = OURS[name].read(cell)
            except Refused as fault:
                wrong.append(f"column {sheet.headings[place].strip()}: {fault}")
            if len(cell) > LONGEST:
                wrong.append(f"column {sheet.headings[place].strip()}: shorten this to {LONGEST} characters.")
    return said


def _missing(
    said: Cells, places: Mapping[str, Sequence[int]], sheet: Sheet, agency: str, *, comes: bool
) -> Iterator[str]:
    def column(name: str) -> str:
        found = places.get(name)
        return f"column {sheet.headings[found[0]].strip() if found else name}"

    if not email_of(said):
        yield f"{column('email' if 'email' in places else 'user_principal_name')}: this is missing. Write their work address, or take the row out."
    if comes and not name_of(said):
        yield f"{column('name')}: this is missing. Write what they are called."
    if comes and not (said.get("agency") or agency):
        yield f"{column('agency')}: this is missing. Write whom they work for, or say --agency NAME for all who are new in this file."
    if said.get("former_email") and said["former_email"] == email_of(said):
        yield f"{column('former_email')}: this is the address of now. Leave it empty, or write the one before."


def _once(rows: Iterable[Row], notes: list[str]) -> tuple[Row, ...]:
    """A row that says again just what another said is left out."""
    found: dict[str, Row] = {}
    kept: list[Row] = []
    for row in rows:
        if row.email in found and row.cells == found[row.email].cells:
            notes.append(f"Row {row.number} says the same as row {found[row.email].number}.")
            continue
        found.setdefault(row.email, row)
        kept.append(row)
    return tuple(kept)


def _changes(rows: Sequence[Row], against: Against, notes: list[str]) -> Iterator[Change]:
    ids = {against.now(email): person.id for email, person in against.known.items()}
    ids |= {row.email: row.before.id if row.before else PersonId(token_hex(16)) for row in rows}
    for row in rows:
        here, left_on = _here(row.cells, against.today), row.cells.get("left_on")
        if left_on and left_on > against.today:
            notes.append(f"Row {row.number}: they leave on {left_on:%-d %B %Y}. Import the file again on that day.")
        if row.before is None and here is False:
            notes.append(f"Row {row.number} is not taken: they have left, and are not in the directory.")
            continue
        yield Change(row.number, row.before, _person(row, ids, against.agency, here=here), row.twin)


def _here(said: Cells, today: date) -> bool | None:
    """Whether somebody works there; nothing where the file does not say."""
    left_on = said.get("left_on")
    if left_on and left_on <= today:
        return False
    active = said.get("active")
    return active if active is not None else said.get("block_credential")


def _person(row: Row, ids: Mapping[str, PersonId], agency: str, *, here: bool | None) -> Person:
    said, before = row.cells, row.before or replace(ANYBODY, id=ids[row.email], agency=agency)
    manager = said.get("line_manager_email")
    taken = {name: said[name] for name in TAKEN_AS_THEY_ARE if name in said}
    return replace(
        before,
        name=name_of(said) or before.name,
        email=row.email,
        agency=said.get("agency") or before.agency,
        line_manager=before.line_manager if manager is None else ids.get(manager),
        active=before.active if here is None else here,
        guest=False,
        **taken,
    )
