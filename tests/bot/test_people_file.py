"""The directory from a file: all of it or nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.people_file import BadFile, read
from dialogs.ids import PersonId
from dialogs.procedure.people import Person

HEAD = "name,email,agency,role,pool,learning,office,trained_on,line_manager_email"
MO = Person(id=PersonId("known-mo"), name="Mo Madeup", agency="Testshire Care", email="mo@care.example", workforce=True)


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


def test_known_people_keep_who_they_are(tmp_path: Path) -> None:
    """Somebody known by their address keeps their id and what the file does not say."""
    (mo,) = read(given(tmp_path, "Mo New-Name,MO@care.example,Testshire Care,Head of service,,,,,"), {MO.email: MO})

    assert mo == replace(MO, name="Mo New-Name", role="Head of service")


def test_few_columns_are_enough(tmp_path: Path) -> None:
    """Name, e-mail and agency are all that is needed; a mark that some programs write at the start does no harm."""
    path = tmp_path / "people.csv"
    path.write_bytes(b"\xef\xbb\xbfname,email,agency\r\nPat Pretend,pat@care.example,Care\r\n")

    assert [one.name for one in read(path, {})] == ["Pat Pretend"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",pat@care.example,Care,,,,,,", "line 2, column name: this is missing."),
        ("Pat,,Care,,,,,,", "line 2, column email: this is missing."),
        ("Pat,pat,Care,,,,,,", "line 2, column email: write one address"),
        ("Pat,pat@care.example,Care,,maybe,,,,", "line 2, column pool: write yes or no."),
        ("Pat,pat@care.example,Care,,,,,1 March,", "line 2, column trained_on: write a day"),
        ("Pat,pat@care.example,Care,,,,,,nobody@care.example", "line 2, column line_manager_email: nobody has this address"),
        ("Pat,pat@care.example,Care", "line 2, this line has more or fewer values"),
        ("Pat,pat@care.example,Care,,,,,,,,", "line 2, this line has more or fewer values"),
        ('"Pat" Pretend,pat@care.example,Care,,,,,,', "line 2: this is not CSV"),
        ('"Pat,pat@care.example,Care,,,,,,\nMo', "line 2: this is not CSV"),
        (f"{'x' * 201},pat@care.example,Care,,,,,,", "line 2, column name: shorten this"),
    ],
)
def test_a_fault_names_line_and_column(tmp_path: Path, row: str, said: str) -> None:
    """What is wrong is told with its line, its column and what to write."""
    (line,) = faults(given(tmp_path, row))

    assert line.startswith(said)


def test_every_fault_at_once(tmp_path: Path) -> None:
    """All that is wrong is told in one go, also between lines."""
    lines = faults(given(tmp_path, "Pat,pat@care.example,Care,,x,,,,", "Mo,mo@care.example,Care,,,,,,", "Mo Again,MO@care.example,Care,,,,,,"))

    assert [one.split(":")[0] for one in lines] == ["line 2, column pool", "line 4, column email"]


def test_a_file_that_is_none(tmp_path: Path) -> None:
    """A missing file, another kind of file and a wrong heading are said in plain words."""
    binary = tmp_path / "people.csv"
    binary.write_bytes(b"\xff\xfe\x00")

    assert "there is no such file" in faults(tmp_path / "none.csv")[0]
    assert "not UTF-8" in faults(binary)[0]
    assert faults(given(tmp_path, head="name,mail"))[0].startswith("line 1: the column email is missing.")
    assert any("there is no column 'mail'" in one for one in faults(given(tmp_path, head="name,email,agency,mail")))
