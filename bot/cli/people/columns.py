"""The columns of a directory file: what stands in each, and which headings of other systems are read as it.

docs/directory.md is made from this table. A column of ours wins over another system's; of those, the one named first.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from bot.cli.people.cells import (
    address_of,
    day_of,
    is_here,
    is_not_closed,
    shown_name,
    spells_of,
    words_of,
    yes_no_or_neither,
    yes_or_no,
)

Read = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `read` takes a cell without blanks around it, and raises `Refused`; `also` is what other systems call it."""

    name: str
    holds: str
    write: str
    read: Read
    also: tuple[str, ...] = ()


COLUMNS: Final = (
    Column(
        "name",
        "What people are called. Needed for somebody new; or their first and last name in two columns.",
        "Pat Pretend",
        words_of,
        ("Name", "Nom", "Nombre", "Nome", "Naam", "Nazwisko", "Enw", "Preferred Name"),
    ),
    Column(
        "email",
        "The work address: people are known by it. Always needed.",
        "pat@agency.example",
        address_of,
        (
            *("Email Address", "E-mail Address", "Mail", "Work Email", "Email - Primary Work", "Primary Work Email"),
            *("Primary Email", "Email - Work", "Work Email Address", "Primary SMTP Address", "E-Mail-Adresse"),
            *("Adresse e-mail", "Adresse électronique", "Courriel", "Correo electrónico", "Correo", "E-mailadres"),
            *(
                "Indirizzo e-mail",
                "Posta elettronica",
                "Adres e-mail",
                "Correio eletrónico",
                "E-bost",
                "Cyfeiriad e-bost",
            ),
        ),
    ),
    Column(
        "agency",
        "Whom they work for. Needed for somebody new, or `--agency`.",
        "Testshire Council",
        words_of,
        (
            *("Organisation", "Organization", "Organisation Name", "Organization Name", "Company", "Company Name"),
            *("Employer", "Trust", "Trust Name", "Partner Agency", "Behörde", "Organisme", "Organización", "Organismo"),
            *(
                "Organizzazione",
                "Ente",
                "Organisatie",
                "Organizacja",
                "Instytucja",
                "Organização",
                "Asiantaeth",
                "Sefydliad",
            ),
        ),
    ),
    Column(
        "role",
        "What they do there.",
        "Health visitor",
        words_of,
        (
            *(
                "Job Title",
                "Position Title",
                "Business Title",
                "Employee Title",
                "Job Role",
                "Position",
                "Post",
                "Post Title",
            ),
            *(
                "Rolle",
                "Funktion",
                "Fonction",
                "Rôle",
                "Poste",
                "Cargo",
                "Ruolo",
                "Functie",
                "Stanowisko",
                "Rôl",
                "Swydd",
            ),
        ),
    ),
    Column("pool", "Whether they may be asked to supervise.", "yes or no", yes_or_no, ("Supervisor Pool",)),
    Column(
        "trained_on",
        "When they were trained to supervise.",
        "2025-03-01 or 01/03/2025",
        day_of,
        ("Training Date", "Date Trained", "Supervision Training Date"),
    ),
    Column(
        "decides",
        "Whether they may be the accountable manager of a case. Where the cell is empty, their role says so.",
        "yes or no",
        yes_no_or_neither,
        ("Accountable Manager",),
    ),
    Column("office", "Whether they are of the partnership office.", "yes or no", yes_or_no, ("Partnership Office",)),
    Column(
        "learning",
        "Whether they are their agency's learning and development representative.",
        "yes or no",
        yes_or_no,
        ("Learning Lead", "Learning Representative"),
    ),
    Column(
        "workforce",
        "Whether they are of the Workforce Development Group, which hears of wider learning.",
        "yes or no",
        yes_or_no,
        ("Workforce Development Group", "Workforce Group"),
    ),
    Column("agency_lead", "Whether they may see the figures of their own agency.", "yes or no", yes_or_no),
    Column(
        "line_manager_email",
        "The address of their line manager, who is in the file or in the directory.",
        "kim@agency.example",
        address_of,
        (
            "Manager Email",
            "Line Manager Email Address",
            "Supervisor Email",
            "Supervisor Email Address",
            "Manager's Email",
        ),
    ),
    Column(
        "leave",
        "When they are away; an empty cell ends all leave that is known.",
        "2026-08-01 to 2026-08-14; 21/12/2026 to 02/01/2027",
        spells_of,
        ("Annual Leave",),
    ),
    Column(
        "active",
        "Whether they work there. No makes somebody a leaver, yes brings them back, an empty cell changes nothing.",
        "yes or no",
        is_here,
        ("Account Enabled", "Status", "Worker Status", "Assignment Status"),
    ),
    Column(
        "left_on",
        "Since when they have left. A day to come is said and changes nothing yet, nor does an empty cell.",
        "2026-10-31 or 31/10/2026",
        day_of,
        (
            "Leaving Date",
            "Date Left",
            "Leaver Date",
            "Termination Date",
            "Employee Leave Date Time",
            "Last Working Day",
        ),
    ),
    Column(
        "former_email",
        "The address they were known by, for somebody who has another now.",
        "pat@before.example",
        address_of,
        ("Old Email", "Previous Email"),
    ),
)

FROM_ELSEWHERE: Final = (
    Column(
        "first_name",
        "With the last name it makes the name.",
        "Pat",
        words_of,
        ("Given Name", "Forename", "Legal Name - First Name", "Vorname", "Prénom", "Voornaam", "Imię", "Enw cyntaf"),
    ),
    Column(
        "last_name",
        "With the first name it makes the name.",
        "Pretend",
        words_of,
        (
            *("Surname", "Family Name", "Legal Name - Last Name", "Nachname", "Nom de famille", "Apellidos", "Cognome"),
            *("Achternaam", "Apelido", "Cyfenw"),
        ),
    ),
    Column(
        "display_name",
        'The name, if nothing else says it; "Pretend, Pat (Health)" is read as Pat Pretend.',
        "Pretend, Pat (Health)",
        shown_name,
        ("Full Name", "Worker", "Employee Name", "Anzeigename"),
    ),
    Column(
        "user_principal_name",
        "The address, if no other column has one.",
        "pat@agency.example",
        address_of,
        ("User Name", "Username", "UPN"),
    ),
    Column(
        "block_credential",
        "Whether the account is closed, or somebody a leaver: then they have left.",
        "True or False",
        is_not_closed,
        ("Block sign-in", "Leaver"),
    ),
)
ALL: Final = (*COLUMNS, *FROM_ELSEWHERE)
OURS: Final[Mapping[str, Column]] = {column.name: column for column in ALL}
DIRECTORY_EXPORT: Final = "userprincipalname"
PLACE_OF_WORK: Final = ("office",)  # in an export of Microsoft's this is a building
TITLE: Final = "title"  # there a role; in personnel systems Mr or Mrs


def _plain(heading: str) -> str:
    """However it is written: without capitals, blanks, accents, and what stands in brackets."""
    bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", "", heading)
    letters = unicodedata.normalize("NFKD", bare.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


HEADINGS: Final[Mapping[str, tuple[Column, int]]] = {
    _plain(heading): (column, rank)
    for column in reversed(ALL)
    for rank, heading in reversed([*enumerate((column.name, *column.also))])
}


def known(heading: str) -> bool:
    """Whether a column has that heading, here or elsewhere."""
    return _plain(heading) in HEADINGS


def placed(headings: Iterable[str]) -> Mapping[str, tuple[int, ...]]:
    """By column of ours, where it stands in a file: the best first, where several headings mean the same."""
    plain = tuple(map(_plain, headings))
    found: dict[str, list[tuple[int, int]]] = {}
    for place, heading in enumerate(plain):
        if DIRECTORY_EXPORT in plain and heading in PLACE_OF_WORK:
            continue
        if DIRECTORY_EXPORT in plain and heading == TITLE:
            found.setdefault("role", []).append((0, place))
        elif heading in HEADINGS:
            column, rank = HEADINGS[heading]
            found.setdefault(column.name, []).append((rank, place))
    return {name: tuple(place for _, place in sorted(places)) for name, places in found.items()}


def table() -> str:
    """Every column, as the page of the directory has it."""
    rows = (f"| `{column.name}` | {column.holds} | {column.write} | {', '.join(column.also)} |" for column in COLUMNS)
    elsewhere = (
        f"| {column.name.replace('_', ' ')} | {column.holds} | {column.write} | {', '.join(column.also)} |"
        for column in FROM_ELSEWHERE
    )
    head = ("| column | what it says | write | read as the same |", "|---|---|---|---|")
    return "\n".join((*head, *rows, *elsewhere))
