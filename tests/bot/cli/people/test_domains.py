"""A new e-mail domain: everybody stays who they are, and nobody is in the directory twice."""

from pathlib import Path

import pytest

from bot.cli.people.domains import read_domains
from bot.cli.people.sheets import BadFile
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from tests.bot.acts import raised
from tests.bot.cli.people.test_leaving import told
from tests.bot.cli.test_data import jsv, refused
from tests.builders import PAT

NEW = "name,email,agency\nPat Pretend,pat@new.example,Testshire Care\nMo Madeup,mo@new.example,Testshire Care\n"
ROWS = (
    "row 2: Pat Pretend <pat@new.example>: e-mail from pat@testshire.example to pat@new.example.",
    "row 3: Mo Madeup <mo@new.example>: e-mail from mo@testshire.example to mo@new.example.",
)


def emails(runtime: Runtime) -> set[str]:
    with runtime.store.reading() as work:
        return {person.email for person in work.people.directory().values() if person.active}


def test_the_same_people_at_a_new_domain_are_not_taken_twice(database_url: str, service: Runtime) -> None:
    """Each is named, with what to say; nothing is changed."""
    Path("new.csv").write_text(NEW)
    said = jsv(database_url, "people", "import", "new.csv").stderr

    assert "row 2: Pat Pretend is in the directory as pat@testshire.example." in said
    assert "say --domain-map testshire.example=new.example" in said
    assert "pat@testshire.example" in emails(service)


def test_a_domain_map_moves_everybody(database_url: str, service: Runtime, playing: Player) -> None:
    """What it would change is shown; then people keep their cases, also those who are not in the file; said again, nothing is left."""
    case = raised(service, playing)
    Path("new.csv").write_text(NEW)
    words = ("people", "import", "new.csv", "--domain-map", "testshire.example=new.example")
    shown = told(database_url, *words, "--dry-run")
    assert "pat@testshire.example" in emails(service)
    done = told(database_url, *words)

    assert set(ROWS) < set(shown)
    assert set(ROWS) < set(done)
    assert not {email for email in emails(service) if email.endswith("@testshire.example")}
    with service.store.reading() as work:
        assert work.people.by_email("pat@new.example") == PAT
        assert [found.id for found in work.cases.of(PAT)] == [case.id]
    assert told(database_url, *words) == ["2 people: 0 new, 2 known already."]


def test_a_domain_map_needs_no_file(database_url: str, service: Runtime) -> None:
    """Everybody at the old domain is at the new one."""
    told(database_url, "people", "import", "--domain-map", "testshire.example=new.example")

    assert "hal@new.example" in emails(service)


def test_a_new_address_that_is_taken_is_said(database_url: str, service: Runtime) -> None:
    """Two entries are merged first."""
    Path("new.csv").write_text("name,email,agency\nPat Pretend,pat@new.example,Testshire Care\n")
    told(database_url, "people", "import", "new.csv", "--twins-are-new")

    assert "Say `jsv people merge pat@testshire.example pat@new.example` first." in refused(
        database_url, "people", "import", "--domain-map", "testshire.example=new.example"
    )
    assert "Name a file" in refused(database_url, "people", "import")


def test_a_former_address_makes_one_of_two(database_url: str, service: Runtime, playing: Player) -> None:
    """Where the directory has both, they are one person from then on, with the cases and the new address."""
    case = raised(service, playing)
    Path("new.csv").write_text("name,email,agency\nPat Pretend,pat@new.example,Testshire Care\n")
    told(database_url, "people", "import", "new.csv", "--twins-are-new")
    Path("one.csv").write_text("email,former_email\npat@new.example,pat@testshire.example\n")
    told(database_url, "people", "import", "one.csv")

    assert {"pat@new.example"} == {email for email in emails(service) if email.startswith("pat@")}
    with service.store.reading() as work:
        assert work.people.by_email("pat@new.example") == PAT
        assert [found.id for found in work.cases.of(PAT)] == [case.id]


@pytest.mark.parametrize("pair", ["old.example", "=new.example", "a b=c", "x.example=x.example"])
def test_a_map_that_is_none_is_refused(pair: str) -> None:
    """With what to write."""
    with pytest.raises(BadFile, match="write the old and the new domain"):
        read_domains([pair])
