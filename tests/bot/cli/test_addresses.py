"""Which database a command speaks of: the one that is named, whole, for every tool we call; none is made up, and each says which."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner
from sqlalchemy import make_url

from bot.__main__ import main
from store.database.connect import conninfo
from tests.bot.cli.test_data import jsv, said
from tests.bot.config.test_settings import KEY
from tests.databases import dsn, on_server

PEOPLE = "name,email,agency\nPat Pretend,pat@care.example,Care\n"
SOCKETS = "/var/run/postgresql"
COMMANDS = (
    "audit verify",
    "keys rotate",
    "backup copy",
    "restore copy",
    "people import people.csv",
    "people accounts pat@care.example",
    "erase JS-AAAA --yes",
    "tidy",
    "report --out board.csv",
    "jobs",
    "migrate",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder without settings."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)
    yield tmp_path


@pytest.mark.parametrize("words", COMMANDS)
def test_without_settings_nothing_is_made(folder: Path, words: str) -> None:
    """One line says that no database is named, and where it was looked for; no file is made."""
    told = CliRunner().invoke(main, words.split(), env={"JSV_KEYS": KEY, "JSV_DATABASE_URL": None})

    assert (told.exit_code, told.stdout) == (1, "")
    assert told.stderr.splitlines() == [
        f"JSV_DATABASE_URL is missing, in the environment and in {folder}/.env: go to the folder of your settings, or write which database it is."
    ]
    assert [file.name for file in folder.iterdir()] == ["people.csv"]


def test_doctor_says_that_none_is_named(folder: Path) -> None:
    """And goes on past it."""
    told = CliRunner().invoke(main, ["doctor"], env={"JSV_KEYS": KEY, "JSV_DATABASE_URL": None})

    assert "MEND  Database: none is named. Write JSV_DATABASE_URL: there is none by default." in told.stdout
    assert [file.name for file in folder.iterdir()] == ["people.csv"]


def test_a_command_says_which_database(folder: Path) -> None:
    """The file with its folder, or the server without its password; and the file of settings."""
    Path(".env").write_text(f"JSV_DATABASE_URL=sqlite:///jsv.db\nJSV_KEYS={KEY}\n")
    told = CliRunner().invoke(
        main, ["people", "import", "people.csv"], env={"JSV_DATABASE_URL": None, "JSV_KEYS": None}
    )
    Path(".env").unlink()
    other = jsv("postgresql+psycopg://jsv:CANARY@127.0.0.1:1/no?host=127.0.0.1&password=CANARY", "audit", "verify")

    assert told.stderr.splitlines()[0] == f"Database: {folder}/jsv.db. Settings: {folder}/.env and the environment."
    assert (
        other.stderr.splitlines()[0]
        == "Database: postgresql+psycopg://jsv:***@127.0.0.1:1/no at 127.0.0.1. Settings: the environment alone."
    )
    assert "CANARY" not in other.output


@pytest.fixture
def used(postgres_url: str) -> str:
    """A database on the server, with somebody in it."""
    said(postgres_url, "people", "import", "people.csv")
    return postgres_url


@pytest.mark.postgres
@pytest.mark.parametrize("query", ["host=db.prod.invalid", "sslmode=verify-full", "port=1"])
def test_a_copy_is_of_the_database_that_is_named(used: str, folder: Path, query: str) -> None:
    """Where the whole address leads nowhere, or asks for more than the server gives, nothing is copied from elsewhere."""
    told = jsv(f"{used}?{query}", "backup", "copy")

    assert (told.exit_code, told.stdout) == (1, "")
    assert not (folder / "copy").exists()


@pytest.mark.postgres
def test_restore_writes_where_it_looks(used: str) -> None:
    """The query names the server: there it is looked whether all is empty, and there it is written; the other one stays as it is."""
    said(used, "backup", "copy")
    with on_server() as empty, on_server() as other:
        lost = jsv(f"{empty}?host=db.prod.invalid", "restore", "copy")
        assert (lost.exit_code, _tables(empty)) == (1, 0)

        here = make_url(other)
        there = here.set(host="db.prod.invalid", query={"host": str(here.host), "port": str(here.port)})
        told = jsv(there.render_as_string(hide_password=False), "restore", "copy")
        assert (told.exit_code, told.stdout) == (0, "Put back and checked.\n"), told.stderr
        assert _tables(other) > 10


@pytest.mark.postgres
@pytest.mark.skipif(not Path(SOCKETS).exists(), reason="no PostgreSQL answers at a socket here")
def test_a_socket_and_a_schema_are_kept(used: str, folder: Path) -> None:
    """A copy by the socket, and into a schema that the address's options name, by our connections and by the tools alike."""
    by_socket = make_url(used).set(host=None, port=None, query={"host": SOCKETS})
    assert said(by_socket.render_as_string(hide_password=False), "backup", "copy").startswith("Copied to copy.")
    with psycopg.connect(conninfo(f"{used}?options=-csearch_path%3Delsewhere")) as there:
        assert there.execute("SHOW search_path").fetchone() == ("elsewhere",)


def _tables(url: str) -> int:
    with psycopg.connect(dsn(url)) as server:
        found = server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    return int(found[0]) if found else 0
