"""A file of rows as spreadsheets, mail servers and personnel systems write it: whatever letters, separators and lines above the headings.

A row has the number that a spreadsheet shows beside it.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.config.errors import Plain

SEPARATORS: Final = (",", ";", "\t", "|")
SAYS_SEPARATOR: Final = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)  # Excel's own first line
MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
OTHERWISE: Final = {
    b"PK\x03\x04": "an Excel workbook, or another kind of zip file",
    b"\xd0\xcf\x11\xe0": "an Excel workbook of the old kind",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document",
    b"<": "a web page",
}
SAVE: Final = 'In Excel choose "Save as", then "CSV UTF-8 (Comma delimited)"'
LARGEST: Final = 50_000_000
ABOVE: Final = 30  # rows in which the headings are looked for: reports have a title and a date above them
NUL: Final = b"\0"


class BadFile(Plain):
    """The file cannot be used: one line for each fault."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings, in which row they stand, and the rows below that hold anything, with their numbers."""

    headings: tuple[str, ...]
    heading_row: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheet(path: Path, known: Callable[[str], bool]) -> Sheet:
    """The rows of a file. `known` says whether a cell is a heading: by these the separator is told, and where the rows begin.

    Raises:
        BadFile: it is not there, is something else, or its quotation marks do not close.
    """
    text = _decoded(path)
    said = SAYS_SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    separator = said.group(1) if said else _separator(text, known)
    rows = tuple(_rows(path, text, separator))
    if not rows:
        raise BadFile([f"{path}: this file is empty."])
    heading_row, headings = max(rows[:ABOVE], key=lambda row: (_score(row[1], known), -row[0]))
    return Sheet(headings, heading_row, tuple(row for row in rows if row[0] > heading_row))


def _decoded(path: Path) -> str:
    try:
        body = path.read_bytes()
    except OSError:
        raise BadFile([f"{path}: there is no such file, or it cannot be read."]) from None
    if len(body) > LARGEST:
        raise BadFile([f"{path}: this file is larger than {LARGEST // 1_000_000} MB. Is it the right one?"])
    for start, kind in OTHERWISE.items():
        if body.lstrip().startswith(start):
            raise BadFile([f"{path}: this is {kind}. {SAVE}, and import that file."])
    try:
        return body.decode(_letters(body))
    except UnicodeError:
        raise BadFile([f"{path}: this is not text, or it was cut short. {SAVE}, and import that file."]) from None


def _letters(body: bytes) -> str:
    """In which letters it is written. What is not Unicode comes from Windows; from an old Mac, if its lines end as they did there."""
    for mark, letters in MARKS:
        if body.startswith(mark):
            return letters
    if NUL in body:
        return "utf-16-le" if body[1::2].count(NUL) > body[::2].count(NUL) else "utf-16-be"
    try:
        body.decode()
    except UnicodeDecodeError:
        return "mac_roman" if b"\r" in body and b"\n" not in body else "cp1252"
    return "utf-8"


def _separator(text: str, known: Callable[[str], bool]) -> str:
    """That by which most headings are told."""

    def found(separator: str) -> int:
        head = zip(range(ABOVE), csv.reader(io.StringIO(text, newline=""), delimiter=separator), strict=False)
        try:
            return max((_score(cells, known) for _, cells in head), default=0)
        except csv.Error:
            return 0

    first = text.partition("\n")[0]
    return max(SEPARATORS, key=lambda separator: (found(separator), first.count(separator)))


def _score(cells: Iterable[str], known: Callable[[str], bool]) -> int:
    return sum(known(cell) for cell in cells)


def _rows(path: Path, text: str, separator: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows that hold anything."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, skipinitialspace=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield number, tuple(cells)
    except csv.Error as fault:
        why = f"its quotation marks do not fit together ({fault})"
        raise BadFile(
            [
                f'{path} row {number + 1}: {why}. Write a quotation mark inside a cell twice (""), and close the last one.'
            ]
        ) from None
