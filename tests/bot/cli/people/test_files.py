"""Directory files as people have them: each kind is taken, or each cell that is not is named with what to write."""

from datetime import date
from pathlib import Path

import pytest

from bot.cli.people.importing import read
from bot.cli.people.rows import Against, Import, Known
from bot.cli.people.sheets import BadFile
from dialogs.ids import PersonId
from dialogs.procedure.people import Person

TODAY = date(2026, 11, 30)
ASHA = Person(id=PersonId("asha"), name="Asha Madeup", agency="Testshire Council", email="asha@one.example")
PLAIN = "name,email,agency\nZoë O’Made,zoe@one.example,Testshire Council\n"
ROW = ("Zoë O’Made", "zoe@one.example", "Testshire Council")


def taken(folder: Path, body: bytes | str, known: Known | None = None, agency: str = "") -> Import:
    path = folder / "people.csv"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return read(path, Against(known or {}, TODAY, agency))


def faults(folder: Path, body: bytes | str, known: Known | None = None) -> list[str]:
    with pytest.raises(BadFile) as fault:
        taken(folder, body, known)
    return [line.removeprefix(f"{folder / 'people.csv'}").strip() for line in fault.value.lines]


def only(found: Import) -> Person:
    (change,) = found.changes
    return change.after


@pytest.mark.parametrize(
    "body",
    [
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.encode("utf-32"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r").encode("mac_roman"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode("utf-16"),
        PLAIN.replace(",", "|").encode(),
        b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", ", ").encode(),
        PLAIN.replace("name,email,agency", "NAME,E-Mail Address,Organisation ").encode(),
        PLAIN.replace("name,email,agency", '"Name","Email","Agency"').encode(),
        PLAIN.replace("\n", ",,\n").encode() + b",,,,\n\n,,,,\n",
        b"\n\n" + PLAIN.encode(),
        b"Staff in post\nPrinted on 30/11/2026,,\n\n" + PLAIN.encode(),
        PLAIN.encode() + PLAIN.splitlines()[1].encode(),
        PLAIN.replace("zoe@one.example", "mailto:Zoe@ONE.example;").encode(),
        PLAIN.replace("zoe@one.example", '"Zoe <zoe@one.example>"').encode(),
        PLAIN.replace("zoe@one.example", "\u200bzoe@one.example\u00a0").encode(),
    ],
)
def test_letters_separators_and_what_stands_around_do_not_matter(tmp_path: Path, body: bytes) -> None:
    """Windows, old and new Macs, Excel in any country, reports with a title: one person, with the name as it is written."""
    zoe = only(taken(tmp_path, body))

    assert (zoe.name, zoe.email, zoe.agency) == ROW


@pytest.mark.parametrize(
    "heading",
    [
        "Name;E-Mail-Adresse;Organisation",
        "Nom;Adresse e-mail;Organisme",
        "Nombre;Correo electrónico;Organización",
        "Nome;Indirizzo e-mail;Organizzazione",
        "Naam;E-mailadres;Organisatie",
        "Nazwisko;Adres e-mail;Organizacja",
        "Enw;E-bost;Sefydliad",
    ],
)
def test_headings_in_other_languages(tmp_path: Path, heading: str) -> None:
    """As their Excel writes them, with semicolons."""
    zoe = only(taken(tmp_path, f"{heading}\n{';'.join(ROW)}\n"))

    assert (zoe.name, zoe.email, zoe.agency) == ROW


MICROSOFT_365 = (
    "Block credential,City,Department,Display name,First name,Last name,Office,Title,User principal name,Licenses\n"
    'False,Norwich,Children,"Madeup, Asha",Asha,Madeup,County Hall,Social worker,asha@one.example,E3\n'
)
ENTRA = (
    "id,userPrincipalName,displayName,givenName,surname,jobTitle,department,mail,accountEnabled,companyName\n"
    '1,am1@one.example,"Madeup, Asha (Children)",Asha,Madeup,Social worker,Children,Asha@ONE.example,True,Testshire Council\n'
)
GOOGLE = (
    "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Org Unit Path [Required],"
    "Status [READ ONLY],Employee Title,Manager Email,Department\n"
    "Asha,Madeup,asha@one.example,****,/Staff,Active,Social worker,,Children\n"
)
ESR = (
    "Employee Number,Title,Last Name,First Name,Position Title,Email Address,Organisation,Assignment Status,Termination Date\n"
    "123,Ms,Madeup,Asha,Social worker,asha@one.example,Testshire Council,Active Assignment,\n"
)
WORKDAY = (
    "All workers\n\nWorker,Employee ID,Business Title,Email - Primary Work,Company,Worker Status,Cost Centre\n"
    "Asha Madeup,7,Social worker,asha@one.example,Testshire Council,On Leave,9\n"
)


@pytest.mark.parametrize("body", [MICROSOFT_365, ENTRA, GOOGLE, ESR, WORKDAY])
def test_exports_of_other_systems_are_taken(tmp_path: Path, body: str) -> None:
    """Their columns are known; what the directory does not hold is named and left out; an office there is a building."""
    found = taken(tmp_path, body, agency="Testshire Council")
    asha = only(found)

    assert (asha.name, asha.email, asha.agency) == (ASHA.name, ASHA.email, ASHA.agency)
    assert (asha.role, asha.active, asha.office) == ("Social worker", True, False)
    assert found.notes[0].startswith("Not taken, for they say nothing that the directory holds: ")


@pytest.mark.parametrize(
    "body",
    [
        MICROSOFT_365.replace("False", "True"),
        ENTRA.replace("True", "False"),
        GOOGLE.replace("Active", "Suspended"),
        ESR.replace("Assignment,\n", "Assignment,31-OCT-2026\n"),
        WORKDAY.replace("On Leave", "Terminated"),
        "name,email,left_on\nAsha Madeup,asha@one.example,2026-10-31\n",
        "email,active\nasha@one.example,no\n",
    ],
)
def test_leavers_are_known_by_any_of_them(tmp_path: Path, body: str) -> None:
    """Somebody who is known is a leaver then; somebody new who has left is not taken, and that is said."""
    assert not only(taken(tmp_path, body, {ASHA.email: ASHA})).active

    found = taken(tmp_path, body, agency="Testshire Council")
    assert found.changes == ()
    assert "not taken: they have left" in found.notes[-1]


def test_a_leaver_of_a_day_to_come_is_said(tmp_path: Path) -> None:
    """Nothing is changed before the day; an empty cell brings nobody back."""
    found = taken(tmp_path, "email,left_on\nasha@one.example,24/12/2026\n", {ASHA.email: ASHA})

    assert only(found) == ASHA
    assert found.notes == ("Row 2: they leave on 24 December 2026. Import the file again on that day.",)


@pytest.mark.parametrize(
    "written",
    [
        *(
            "2025-03-01",
            "01/03/2025",
            "1/3/2025",
            "01.03.2025",
            "01-03-2025",
            "1 March 2025",
            "1 Mar 2025",
            "01-MAR-2025",
        ),
        *("1st March 2025", "Sat 1 March 2025", "01/03/2025 00:00", "2025-03-01T00:00:00Z", "2025/03/01", "01/03/25"),
    ],
)
def test_a_day_as_people_and_systems_write_it(tmp_path: Path, written: str) -> None:
    """The day comes before the month."""
    found = taken(tmp_path, f"name,email,agency,trained_on\nA,a@one.example,C,{written}\n")

    assert only(found).trained_on == date(2025, 3, 1)


@pytest.mark.parametrize("written", ["2026-08-01 to 2026-08-14", "01/08/2026-14/08/2026", "1 Aug 2026 – 14 Aug 2026"])
def test_leave_is_taken(tmp_path: Path, written: str) -> None:
    """One spell or several."""
    found = taken(tmp_path, f"email,leave\nasha@one.example,{written}; 24/12/2026\n", {ASHA.email: ASHA})

    christmas = date(2026, 12, 24)
    assert only(found).leave == ((date(2026, 8, 1), date(2026, 8, 14)), (christmas, christmas))


@pytest.mark.parametrize(
    ("heading", "cell", "said"),
    [
        ("trained_on", "03/25/2025", "row 2, column trained_on: write a day as day/month/year"),
        ("trained_on", "45717", "If 1 March 2025 is meant, write 2025-03-01."),
        ("trained_on", "spring", "write a day"),
        ("leave", "August", "write the first and the last day"),
        ("leave", "2026-08-14 to 2026-08-01", "write the first and the last day"),
        ("pool", "perhaps", "write yes or no"),
        ("active", "maybe", "write yes for somebody who works there"),
        ("left_on", "soon", "write a day"),
        ("role", "SinÃ©ad", "some letters were lost"),
        ("role", '"=HYPERLINK(""x"")"', "this is a formula"),
        ("line_manager_email", "nobody@one.example", "nobody has this address"),
        ("former_email", "nobody@one.example", "nobody in the directory has this address"),
        ("role", "x" * 201, "shorten this to 200 characters"),
    ],
)
def test_what_is_not_taken_is_named_with_what_to_write(tmp_path: Path, heading: str, cell: str, said: str) -> None:
    """Row, column as the file has it, and what to write instead."""
    (fault,) = faults(tmp_path, f"name,email,agency,{heading}\nA,a@one.example,C,{cell}\n")

    assert fault.startswith(f"row 2, column {heading}: ")
    assert said.rpartition(": ")[2] in fault


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"\xd0\xcf\x11\xe0rest", "an Excel workbook of the old kind"),
        (b"%PDF-1.7", "a PDF"),
        (b"<html>", "a web page"),
        (b"", "this file is empty"),
        (b"\n\n , ,\n", "this file is empty"),
        (PLAIN.encode("utf-16")[:-1], "it was cut short"),
        (b"telephone,room\n1,2\n", "the column email is missing"),
        (b"name;email;agency\nZoe;zoe@one.example\n", "row 2, column agency: this is missing"),
        (b"userPrincipalName,displayName\na@one.example,A B\n", "say --agency NAME"),
    ],
)
def test_a_file_that_is_not_what_it_claims(tmp_path: Path, body: bytes, said: str) -> None:
    """A plain line says what it is and what to do."""
    assert said in faults(tmp_path, body)[0]


def test_a_row_is_counted_as_a_spreadsheet_does(tmp_path: Path) -> None:
    """Also after empty rows and cells of several lines."""
    body = 'name,email,agency,role\nA,a@one.example,C,"one\ntwo"\n\nB,b,C,\n'

    assert faults(tmp_path, body) == ["row 4, column email: write one address, such as pat@agency.example."]


def test_an_address_twice_is_named(tmp_path: Path) -> None:
    """Two rows that say different things of one address cannot both be so."""
    body = "name,email,agency\nA,a@one.example,C\nB,A@one.example,C\n"

    assert faults(tmp_path, body) == [
        "row 3, column email: this address stands in row 2 already. Keep one of the two rows."
    ]
