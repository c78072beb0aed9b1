"""Another key under the same name: every command, the service and its health say so in a line, and nothing new is mixed in."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from store.crypto.key_ring import KeyRing
from tests.bot.cli.test_data import jsv, said
from tests.bot.config.test_settings import GOOD, KEY
from tests.bot.queue.test_health import asked
from tests.bot.test_cli import ROOT
from tests.builders import a_runtime
from tests.databases import on_server
from tests.waiting import PATIENCE

NAME = KEY.partition(":")[0]
OTHER = f"{NAME}:{'B' * 42}A="
SAYS = f"JSV_KEYS: the key {NAME!r} is not the one that this database was written with under that name. Write that one back; nothing was changed."
PEOPLE = "name,email,agency\nPat Pretend,pat@care.example,Care\n"


@pytest.fixture
def used(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database in which people were written with the first key."""
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text(PEOPLE)
    assert said(database_url, "people", "import", "people.csv") == "1 people: 1 new, 0 known already."
    return database_url


def rows(url: str) -> list[tuple[object, ...]]:
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = [
            tuple(row)
            for table in ("people", "settings", "audit")
            for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1"))  # noqa: S608 - our own tables
        ]
    engine.dispose()
    return found


@pytest.mark.parametrize(
    "words", ["audit verify", "keys rotate", "people import people.csv", "tidy", "migrate", "report --out f.csv"]
)
def test_every_command_refuses(used: str, words: str) -> None:
    """In one line, and nothing is changed."""
    before = rows(used)

    told = jsv(used, *words.split(), keys=OTHER)

    assert (told.exit_code, told.stderr.splitlines()[-1], rows(used)) == (1, SAYS, before)


def test_doctor_says_so(used: str) -> None:
    """`jsv doctor` tells a ring that fits from one that does not."""
    assert f"ok    Keys: the ring opens what is stored, and seals with the key {NAME!r}." in jsv(used, "doctor").stdout
    assert f"MEND  Keys: the ring does not open what is stored. {SAYS}" in jsv(used, "doctor", keys=OTHER).stdout


def test_a_copy_put_back_is_not_called_checked(used: str, tmp_path: Path) -> None:
    """`jsv restore` with another ring than the copy's says so."""
    said(used, "backup", "copy")
    if used.startswith("sqlite"):
        told = jsv(f"sqlite:///{tmp_path / 'other.db'}", "restore", "copy", keys=OTHER)
    else:
        with on_server() as other:
            told = jsv(other, "restore", "copy", keys=OTHER)

    assert (told.exit_code, told.stderr.splitlines()[-1], told.stdout) == (1, SAYS, "")


def test_a_key_that_is_still_needed_cannot_be_left_out(used: str) -> None:
    """Until `jsv keys rotate` has ended, the old key stays in the ring; afterwards it is not asked for, and a key of before is not taken for new."""
    new = f"second:{'C' * 42}A="
    lacks = jsv(used, "audit", "verify", keys=new)
    assert lacks.stderr.splitlines()[-1].startswith(
        f"JSV_KEYS lacks the key {NAME!r}, which still seals some of what is stored here."
    )
    said(used, "audit", "verify", keys=f"{new},{KEY}")
    assert jsv(used, "audit", "verify", keys=new).exit_code == 1

    said(used, "keys", "rotate", keys=f"{new},{KEY}")

    assert said(used, "audit", "verify", keys=f"{new},{KEY}") == said(used, "audit", "verify", keys=new)


def test_a_database_from_before_is_known_too(used: str) -> None:
    """Where no known value was kept yet, what is stored is tried itself."""
    engine = create_engine(used.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM settings"))
    engine.dispose()

    told = jsv(used, "people", "import", "people.csv", keys=OTHER)

    assert told.stderr.splitlines()[-1].startswith("JSV_KEYS does not open what is stored in this database.")
    assert said(used, "people", "import", "people.csv") == "1 people: 0 new, 1 known already."


def test_two_keys_of_one_name_are_refused(used: str) -> None:
    """Of two keys under one name only one would ever be tried."""
    told = jsv(used, "audit", "verify", keys=f"{KEY},{OTHER}")

    assert told.stderr.splitlines()[-1].startswith(f"JSV_KEYS: two keys are called {NAME!r}.")


async def test_not_ready_with_another_key(tmp_path: Path) -> None:
    """A database that was changed behind a running bot is not one that it can work with."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    with a_runtime(url, keys=KeyRing.from_text(KEY)) as runtime, runtime.store.begin() as work:
        work.key_checks.settle()
    with a_runtime(url, keys=KeyRing.from_text(OTHER), people=()) as other:
        assert await asked(other, "/readyz", lambda: True) == (503, {"database": True, "keys": False, "queue": True})


@pytest.mark.slow
def test_serve_does_not_start(tmp_path: Path) -> None:
    """The service ends with the same line."""
    environ = {
        **GOOD,
        "PYTHONPATH": str(ROOT),
        "JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}",
        "JSV_LOG_FORMAT": "plain",
    }
    (tmp_path / "people.csv").write_text(PEOPLE)
    ended = [
        subprocess.run(
            [sys.executable, "-m", "bot", *words],
            env={**environ, "JSV_KEYS": key},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        for words, key in ((("people", "import", "people.csv"), KEY), (("serve",), OTHER))
    ]

    assert [(process.returncode, process.stderr.splitlines()[-1:]) for process in ended][1] == (1, [SAYS]), ended
