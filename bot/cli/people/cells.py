"""Cells as people write them: days the British way, yes and no in some languages, names and addresses as systems have them.

What is not surely understood is refused, never guessed.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Final

from dialogs.email_address import read_address
from dialogs.errors import JsvError

YES: Final = frozenset(
    [
        "yes",
        "y",
        "true",
        "1",
        "x",
        "✓",
        "on",
        "enabled",
        "ja",
        "oui",
        "si",
        "sí",
        "sì",
        "wahr",
        "vrai",
        "verdadero",
        "vero",
        "waar",
        "tak",
        "ie",
        "sim",
        "ydy",
    ]
)
NO: Final = frozenset(
    [
        "no",
        "n",
        "false",
        "0",
        "-",
        "off",
        "disabled",
        "nein",
        "non",
        "faux",
        "falso",
        "nee",
        "onwaar",
        "nie",
        "na",
        "não",
        "nao",
    ]
)
HERE: Final = frozenset(
    [
        "active",
        "active assignment",
        "acting up",
        "internal secondment",
        "maternity & adoption",
        "career break",
        "on leave",
        "current",
        "employed",
    ]
)
GONE: Final = frozenset(
    [
        "inactive",
        "left",
        "leaver",
        "terminated",
        "suspended",
        "former",
        "ex-employee",
        "blocked",
        "archived",
        "deleted",
        "deprovisioned",
    ]
)
DAYS: Final = (
    "%Y-%m-%d",
    "%d/%m/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%B-%Y",
    "%Y/%m/%d",
    "%d/%m/%y",
    "%d-%b-%y",
)
MIDNIGHT: Final = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$", re.IGNORECASE)
ORDINAL: Final = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
WEEKDAY: Final = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s+", re.IGNORECASE)
SERIAL: Final = re.compile(r"\d{5}")
EPOCH: Final = date(1899, 12, 30)  # Excel's day 0
FIRST_YEAR, LAST_YEAR = 1950, 2100
TO: Final = re.compile(r"\s+(?:to|until|till|-)\s+|\s*[–—]\s*|(?<=/\d{4})-|(?<=\.\d{4})-")
UNSEEN: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
BROKEN: Final = re.compile("\ufffd|Ã[\u0080-\u00bf]|â€|Â[\u00a0-\u00bf]")
IN_BRACKETS: Final = re.compile(r"\s*[(\[][^)\]]*[)\]]")
DIRECTORY_STYLE: Final = re.compile(r"([^,]+),\s*([^,]+)")
AFTER_A_NAME: Final = re.compile(r"[A-Z]{2,5}")
ADDRESSED: Final = re.compile(r"[^<>]*<([^<>]+)>")


class Refused(JsvError):
    """A cell cannot be taken: in words, what to write."""


def text_of(cell: str) -> str:
    """Without what nobody sees: blanks of all kinds, marks of direction, ends of lines."""
    return " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", cell)).split())


def words_of(cell: str) -> str:
    """What stands there, if its letters are whole.

    Raises:
        Refused: they are not, or it is a formula.
    """
    if BROKEN.search(cell):
        raise Refused("some letters were lost when this was saved. Type it again, and save as CSV UTF-8.")
    if cell.startswith(("=", "@")):
        raise Refused("this is a formula. Write the words themselves.")
    return cell


def shown_name(cell: str) -> str:
    """A name as systems show it: "Patel, Asha (Children's Services)" is Asha Patel.

    Raises:
        Refused: its letters are not whole, or it is a formula.
    """
    plain = IN_BRACKETS.sub("", words_of(cell)).strip()
    turned = DIRECTORY_STYLE.fullmatch(plain)
    if turned and not AFTER_A_NAME.fullmatch(turned[2]):
        return f"{turned[2]} {turned[1]}"
    return words_of(cell)


def address_of(cell: str) -> str:
    """An address in small letters, so that two ways of writing it are one; empty for an empty cell.

    Raises:
        Refused: it is none.
    """
    bare = re.sub(r"^(mailto|smtp):", "", cell, flags=re.IGNORECASE)
    named = ADDRESSED.fullmatch(bare)
    bare = (named[1] if named else bare).replace("’", "'").strip(" ;,")
    address = read_address(bare).lower()
    if bare and not address:
        raise Refused("write one address, such as pat@agency.example.")
    return address


def yes_or_no(cell: str) -> bool:
    """Whether it is a yes; an empty cell is a no.

    Raises:
        Refused: it is neither.
    """
    said = cell.casefold()
    if said in YES:
        return True
    if said and said not in NO:
        raise Refused("write yes or no.")
    return False


def yes_no_or_neither(cell: str) -> bool | None:
    """Whether it is a yes; nothing for an empty cell."""
    return yes_or_no(cell) if cell else None


def is_here(cell: str) -> bool | None:
    """Whether somebody works there; nothing where nothing is said.

    Raises:
        Refused: it is neither yes nor no, nor the word of a system that is known.
    """
    said = cell.casefold()
    if not said:
        return None
    if said in YES | HERE or said in NO | GONE:
        return said in YES | HERE
    raise Refused("write yes for somebody who works there, or no for a leaver.")


def is_not_closed(cell: str) -> bool | None:
    """Whether an account is still open, said by whether it is blocked; nothing where nothing is said."""
    return not yes_or_no(cell) if cell else None


def day_of(cell: str) -> date | None:
    """A day, the day before the month where both are numbers; nothing for an empty cell.

    Raises:
        Refused: it is none, or not surely one.
    """
    said = ORDINAL.sub("", WEEKDAY.sub("", MIDNIGHT.sub("", cell))).strip()
    if not said:
        return None
    for written in DAYS:
        try:
            day = datetime.strptime(said, written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return day
    if SERIAL.fullmatch(said):
        meant = EPOCH + timedelta(days=int(said))
        raise Refused(f"this is a number of Excel's. If {meant:%-d %B %Y} is meant, write {meant}.")
    raise Refused("write a day as day/month/year or year-month-day, such as 2025-03-01.")


def spells_of(cell: str) -> tuple[tuple[date, date], ...]:
    """Leave: "2026-08-01 to 2026-08-14; 21/12/2026 to 02/01/2027".

    Raises:
        Refused: it is none, or ends before it begins.
    """
    return tuple(_spell(part.strip()) for part in re.split(r"[;\n]", cell) if part.strip())


def _spell(said: str) -> tuple[date, date]:
    ends = TO.split(said)
    try:
        first, last = day_of(ends[0]), day_of(ends[-1])
    except Refused:
        first = last = None
    if len(ends) > 2 or first is None or last is None or last < first:  # noqa: PLR2004 - from, to
        raise Refused(
            "write the first and the last day, such as 2026-08-01 to 2026-08-14; more than one with ; between."
        )
    return first, last
