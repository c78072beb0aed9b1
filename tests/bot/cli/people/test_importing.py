"""The directory from a file: all of it or nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.cli.people.importing import read as read_file
from bot.cli.people.rows import Against, Known
from bot.cli.people.sheets import BadFile
from dialogs.ids import PersonId
from dialogs.procedure.people import Person
from tests.dialogs.test_email_address import LAWFUL

HEAD = "name,email,agency,role,pool,learning,office,trained_on,line_manager_email"
MO = Person(id=PersonId("known-mo"), name="Mo Madeup", agency="Testshire Care", email="mo@care.example", workforce=True)


TODAY = date(2026, 11, 30)


def read(path: Path, known: Known) -> tuple[Person, ...]:
    return tuple(change.after for change in read_file(path, Against(known, TODAY)).changes)


def given(tmp_path: Path, *rows: str, head: str = HEAD) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    return path


def faults(path: Path, known: dict[str, Person] | None = None) -> list[str]:
    with pytest.raises(BadFile) as fault:
        read(path, known or {})
    return [line.removeprefix(f"{path} ") for line in fault.value.lines]


def test_people_are_read(tmp_path: Path) -> None:
    """Every column ends where it belongs; a manager may stand further down, or be known already."""
    path = given(
        tmp_path,
        '"Pat Pretend",Pat@Care.example,Testshire Care,Social worker,,,,,mo@care.example',
        "Sal Sample,sal@care.example,Testshire Care,Supervisor,yes,no,,2025-03-01,olu@p.example",
        "Olu Office,olu@p.example,Partnership,,no,1,YES,,",
    )
    pat, sal, olu = read(path, {MO.email: MO})

    assert (pat.name, pat.email, pat.line_manager, pat.pool) == ("Pat Pretend", "pat@care.example", MO.id, False)
    assert (sal.pool, sal.learning, sal.trained_on, sal.line_manager) == (True, False, date(2025, 3, 1), olu.id)
    assert (olu.office, olu.learning, olu.line_manager) == (True, True, None)
    assert len({pat.id, sal.id, olu.id}) == 3


def test_whoever_moves_to_another_agency_stays_who_they_are(tmp_path: Path) -> None:
    """Known by the address before, they keep their id with the new agency and address; said again, it is the same."""
    path = given(
        tmp_path,
        "Mo Madeup,mo@health.example,Testshire Health,Nurse,MO@care.example",
        head="name,email,agency,role,former_email",
    )
    (mo,) = read(path, {MO.email: MO})
    assert (mo.id, mo.agency, mo.email, mo.workforce) == (MO.id, "Testshire Health", "mo@health.example", True)

    assert read(path, {mo.email: mo}) == (mo,)


def test_a_former_address_is_one_persons(tmp_path: Path) -> None:
    """Of nobody, of somebody else, the same as now, or claimed twice: refused on its row, with what to do."""
    head = "name,email,agency,former_email"
    known = {MO.email: MO, "pat@care.example": replace(MO, id=PersonId("pat"), email="pat@care.example")}

    assert faults(given(tmp_path, "X Y,x@y.example,Z,gone@care.example", head=head), known) == [
        "row 2, column former_email: nobody in the directory has this address. Leave it empty, or write the one they are known by."
    ]
    assert "the address of now" in faults(given(tmp_path, "X Y,x@y.example,Z,X@y.example", head=head), known)[0]
    assert (
        "same person as in row 2"
        in faults(given(tmp_path, "X Y,x@y.example,Z,mo@care.example", "Mo,mo@care.example,Z,", head=head), known)[0]
    )


def test_known_people_keep_who_they_are(tmp_path: Path) -> None:
    """Somebody known by their address keeps their id and what the file does not say."""
    (mo,) = read(given(tmp_path, "Mo New-Name,MO@care.example,Testshire Care,Head of service,,,,,"), {MO.email: MO})

    assert mo == replace(MO, name="Mo New-Name", role="Head of service")


def test_who_hears_of_wider_learning_comes_from_the_file(tmp_path: Path) -> None:
    """The Workforce Development Group and learning representatives are columns, as are leave and who decides (P20)."""
    head = "email,workforce,learning,leave,decides"
    (mo,) = read(given(tmp_path, "mo@care.example,no,yes,2026-12-01,yes", head=head), {MO.email: MO})
    (group,) = read(given(tmp_path, "mo@care.example,yes,no,,", head=head), {mo.email: mo})

    first = date(2026, 12, 1)
    assert (False, True, ((first, first),), True) == (mo.workforce, mo.learning, mo.leave, mo.decides)
    assert (True, False, (), None) == (group.workforce, group.learning, group.leave, group.decides)


def test_a_column_that_is_absent_changes_nothing(tmp_path: Path) -> None:
    """Whatever a file does not speak of stays as it is; an empty cell of a column that is there means none."""
    everything = replace(
        MO,
        role="Head",
        pool=True,
        office=True,
        learning=True,
        agency_lead=True,
        trained_on=date(2025, 3, 1),
        line_manager=PersonId("kim"),
        leave=((TODAY, TODAY),),
        active=False,
    )
    assert read(given(tmp_path, "mo@care.example", head="email"), {MO.email: everything}) == (everything,)
    assert read(given(tmp_path, "mo@care.example,,,", head="email,name,agency,active"), {MO.email: everything}) == (
        everything,
    )

    emptied = read(given(tmp_path, "mo@care.example,,", head="email,pool,leave"), {MO.email: everything})
    assert emptied == (replace(everything, pool=False, leave=()),)


def test_few_columns_are_enough(tmp_path: Path) -> None:
    """Name, e-mail and agency are all that is needed; a mark that some programs write at the start does no harm."""
    path = tmp_path / "people.csv"
    path.write_bytes(b"\xef\xbb\xbfname,email,agency\r\nPat Pretend,pat@care.example,Care\r\n")

    assert [one.name for one in read(path, {})] == ["Pat Pretend"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",pat@care.example,Care,,,,,,", "row 2, column name: this is missing."),
        ("Pat,,Care,,,,,,", "row 2, column email: this is missing."),
        ("Pat,pat,Care,,,,,,", "row 2, column email: write one address"),
        ("Pat,pat@care.example,Care,,maybe,,,,", "row 2, column pool: write yes or no."),
        ("Pat,pat@care.example,Care,,,,,1 March,", "row 2, column trained_on: write a day"),
        (
            "Pat,pat@care.example,Care,,,,,,nobody@care.example",
            "row 2, column line_manager_email: nobody has this address",
        ),
        ("Pat,pat@care.example,Care,,,,,,,,Norwich", "row 2, column 10: there is more here than headings."),
        ('"Pat" Pretend,pat@care.example,Care,,,,,,', "row 2: its quotation marks do not fit together"),
        ('"Pat,pat@care.example,Care,,,,,,\nMo', "row 2: its quotation marks do not fit together"),
        (f"{'x' * 201},pat@care.example,Care,,,,,,", "row 2, column name: shorten this"),
    ],
)
def test_a_fault_names_line_and_column(tmp_path: Path, row: str, said: str) -> None:
    """What is wrong is told with its line, its column and what to write."""
    (line,) = faults(given(tmp_path, row))

    assert line.startswith(said)


@pytest.mark.parametrize(("typed", "kept"), LAWFUL)
def test_lawful_addresses_are_taken(tmp_path: Path, typed: str, kept: str) -> None:
    """Whoever has an unusual address is in the directory, and keeps nobody else out."""
    quoted = typed.replace('"', '""')
    path = given(tmp_path, f'Sinead O\'Made-Up,"{quoted}",Care,,,,,,', "Mo,mo@care.example,Care,,,,,,")

    assert [kept.lower(), "mo@care.example"] == [person.email for person in read(path, {})]


def test_unlawful_addresses_are_named_line_by_line(tmp_path: Path) -> None:
    """Each is told with its own line; the lawful ones between them are not."""
    rows = ("A,a@@care.example,Care,,,,,,", "B,o'b@care.example,Care,,,,,,", "C,c@care,Care,,,,,,")

    assert ["row 2, column email", "row 4, column email"] == [
        line.split(":")[0] for line in faults(given(tmp_path, *rows))
    ]


def test_every_fault_at_once(tmp_path: Path) -> None:
    """All that is wrong is told in one go, also between rows."""
    lines = faults(
        given(
            tmp_path,
            "Pat,pat@care.example,Care,,maybe,,,,",
            "Mo,mo@care.example,Care,,,,,,",
            "Mo Again,MO@care.example,Care,,,,,,",
        )
    )

    assert [line.split(":")[0] for line in lines] == ["row 2, column pool", "row 4, column email"]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    """A missing file, another kind of file and a wrong heading are said in plain words."""
    binary = tmp_path / "people.csv"
    binary.write_bytes(b"\xff\xfe\x00")

    assert "there is no such file" in faults(tmp_path / "none.csv")[0]
    assert "this is not text" in faults(binary)[0]
    assert faults(given(tmp_path, head="name,telephone"))[0].startswith("row 1: the column email is missing.")
    assert faults(given(tmp_path, head="name,email,agency,trianed_on")) == [
        "row 1, column trianed_on: there is no such column. Write trained_on if that is meant, or take it out."
    ]
