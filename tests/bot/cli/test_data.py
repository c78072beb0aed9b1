"""The commands of whoever looks after what is kept: each says in plain lines what it did, and what stops it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from bot.__main__ import main
from bot.cli.data import CONSOLE
from bot.simulation.player import Player
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import raised
from tests.bot.config.test_settings import KEY
from tests.builders import PAT, a_runtime
from tests.databases import on_server
from tests.town import PEOPLE

RING = KEY


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("JSV_"):
            monkeypatch.delenv(name)


@pytest.fixture
def case(database_url: str) -> Iterator[Case]:
    """A case of Pat's, in a database sealed with the ring of these commands."""
    engine = open_engine(database_url)
    with a_runtime(database_url, jobs=DbosJobs(engine), keys=KeyRing.from_text(RING)) as runtime:
        yield raised(runtime, Player(runtime))
    engine.dispose()


def jsv(url: str, *words: str, keys: str = RING) -> Result:
    return CliRunner().invoke(main, words, env={"JSV_DATABASE_URL": url, "JSV_KEYS": keys, "JSV_LOG_FORMAT": "plain"})


def said(url: str, *words: str, keys: str = RING) -> str:
    """The last line of a command that worked."""
    result = jsv(url, *words, keys=keys)
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()[-1]


def refused(url: str, *words: str) -> str:
    """The last line of a command that was refused."""
    result = jsv(url, *words)
    assert result.exit_code == 1
    return result.stderr.splitlines()[-1]


def over(url: str, case: Case) -> None:
    """Pat withdraws it."""
    engine = open_engine(url)
    with a_runtime(url, jobs=DbosJobs(engine), keys=KeyRing.from_text(RING)) as runtime:
        Player(runtime).fills(PAT, Press("case", "withdraw", case.id), {"reason": "Moved away"})
    engine.dispose()


def test_the_log_holds_until_somebody_touches_it(database_url: str, case: Case) -> None:
    """Whatever is changed behind our back is named, with its case and line."""
    assert said(database_url, "audit", "verify") == "Every line is as it was written."
    said(database_url, "hold", case.reference)
    engine = create_engine(database_url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for table in ("facts", "audit"):
            connection.execute(
                text(
                    f"DROP TRIGGER {table}_stay ON {table}"
                    if engine.dialect.name == "postgresql"
                    else f"DROP TRIGGER {table}_stay_update"
                )
            )
        connection.execute(text("UPDATE facts SET channel = 'elsewhere'"))
        connection.execute(text("UPDATE audit SET person = 'sal'"))
    engine.dispose()

    told = jsv(database_url, "audit", "verify")
    assert told.exit_code == 1
    assert told.stderr.splitlines()[-2:] == [
        f"Case {case.id}: what was done does not hold from line 1 on.",
        f"Case {case.id}: what was seen does not hold from line 1 on.",
    ]


def test_a_new_key_takes_over(database_url: str, case: Case) -> None:
    """After a rotation the old key can be taken out of the ring, and everything is read as before."""
    new = "second:" + "B" * 42 + "A="
    assert said(database_url, "keys", "rotate", keys=f"{new},{RING}").endswith(" sealed anew.")

    assert (
        json.loads(jsv(database_url, "export", case.reference, keys=new).stdout)["case"]["reference"] == case.reference
    )


def test_export(database_url: str, case: Case, tmp_path: Path) -> None:
    """All that is kept of a case is written to a file that only its owner reads; that somebody did so is noted in it."""
    out = tmp_path / "case.json"
    assert said(database_url, "export", case.reference, "--out", str(out)).startswith(f"{case.reference} is in ")

    told = json.loads(out.read_text())
    assert out.stat().st_mode & 0o777 == 0o600
    assert (told["format"], told["case"]["id"], [one["what"] for one in told["facts"]]) == (1, case.id, ["Raise"])
    assert [(one["by"], one["what"]) for one in told["seen"]][-1] == (CONSOLE, "export")
    assert set(told["people"]) == {"pat", "mo", "kit"}
    assert refused(database_url, "export", "JS-NONE") == "There is no case JS-NONE, or it has been erased."


def test_export_of_a_person(database_url: str, case: Case, tmp_path: Path) -> None:
    """Who they are and what they did, and no word of what was written about the child; it is noted, and nobody unknown is exported."""
    out = tmp_path / "pat.json"
    pat = next(person for person in PEOPLE if person.id == PAT)
    said(database_url, "export", case.reference)
    assert (
        said(database_url, "people", "export", pat.email.upper(), "--out", str(out))
        == f"All that is kept about Pat Pretend is in {out}."
    )

    told = json.loads(out.read_text())
    assert out.stat().st_mode & 0o777 == 0o600
    assert (told["person"]["name"], told["cases"]) == (
        "Pat Pretend",
        [{"reference": case.reference, "stage": "raised", "parts": ["raiser"]}],
    )
    assert [(one["case"], one["number"], one["what"]) for one in told["done"]] == [(case.reference, 1, "Raise")]
    assert [(one["case"], one["what"].partition(":")[0]) for one in told["seen"]] == [(case.reference, "case")]
    assert (told["begun"], told["calendar feed since"]) == ([], None)
    assert "The plan has stopped" not in out.read_text()
    over(database_url, case)
    said(database_url, "erase", case.reference, "--yes")
    assert [one["case"] for one in json.loads(jsv(database_url, "people", "export", pat.email).stdout)["done"]][:1] == [
        "erased"
    ]
    assert (
        refused(database_url, "people", "export", "x@nowhere.example")
        == "Nobody in the directory has the address x@nowhere.example."
    )


def test_erase_asks_first_and_minds_a_hold(database_url: str, case: Case) -> None:
    """An open case and one on hold are not erased; one that is over is, once somebody has said yes, and nothing brings it back."""
    assert refused(database_url, "erase", case.reference, "--yes").startswith(
        f"{case.reference} is not over: it is raised."
    )
    over(database_url, case)
    said(database_url, "hold", case.reference)
    assert refused(database_url, "erase", case.reference, "--yes").endswith(
        f"`jsv hold {case.reference} --release` lets it go."
    )
    assert said(database_url, "hold", case.reference, "--release") == f"{case.reference} may be erased again."
    assert jsv(database_url, "erase", case.reference).exit_code == 1
    assert said(database_url, "export", case.reference) == "}"

    told = jsv(database_url, "erase", case.reference, "--yes")
    assert f"{case.reference} is erased: nothing written" in told.stdout, told.output
    assert (
        refused(database_url, "export", case.reference) == f"There is no case {case.reference}, or it has been erased."
    )
    assert said(database_url, "audit", "verify") == "Every line is as it was written."


def test_tidy_says_first_what_it_would_do(database_url: str, case: Case) -> None:
    """A dry run counts and deletes nothing."""
    assert said(database_url, "tidy", "--dry-run").startswith("Would be deleted: 0 cases, 0 drafts,")
    assert said(database_url, "tidy").startswith("Deleted: 0 cases, 0 drafts,")


def test_a_copy_is_whole_and_put_back_elsewhere(case: Case, database_url: str, tmp_path: Path) -> None:
    """A copy made while the database is in use, put back into an empty one, is the same and holds; nothing is ever written over."""
    copy = tmp_path / "copy"
    assert said(database_url, "backup", str(copy)).startswith(f"Copied to {copy}.")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert b"The plan has stopped" not in copy.read_bytes()
    with elsewhere(database_url, tmp_path) as other:
        assert said(other, "restore", str(copy)) == "Put back and checked."
        assert json.loads(jsv(other, "export", case.reference).stdout)["case"]["id"] == case.id
        assert any(words in refused(other, "restore", str(copy)) for words in ("is there already", "is not empty"))


def test_a_copy_that_is_none(tmp_path: Path, case: Case, database_url: str) -> None:
    """What is missing, damaged or something else is refused, and leaves nothing behind."""
    other = tmp_path / "other"
    other.write_bytes(b"Dear all,")
    with elsewhere(database_url, tmp_path) as empty:
        for file in (tmp_path / "nothing", other):
            assert refused(empty, "restore", str(file))
    assert jsv(f"sqlite:///{tmp_path / 'absent.db'}", "backup", str(tmp_path / "copy")).exit_code == 1
    assert not (tmp_path / "copy").exists()


@contextmanager
def elsewhere(url: str, folder: Path) -> Iterator[str]:
    """An empty place of the same kind."""
    if url.startswith("sqlite"):
        yield f"sqlite:///{folder / 'elsewhere.db'}"
    else:
        with on_server() as other:
            yield other
