"""The command line: plain lines, no traceback, and quick to say what there is."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.exc import OperationalError

from bot.__main__ import main
from bot.config.errors import plainly
from bot.config.settings import Settings
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.unit_of_work import Store
from tests.bot.config.test_settings import GOOD, KEY
from tests.town import PROFILE_FILE
from tests.waiting import PATIENCE

ROOT = Path(__file__).parent.parent.parent
PEOPLE = "name,email,agency,pool\nPat Pretend,pat@care.example,Care,\nSal Sample,sal@care.example,Care,yes\n"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In an empty folder, with nobody's settings."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("JSV_"):
            monkeypatch.delenv(name)


def run(*words: str, **environ: str) -> Result:
    return CliRunner().invoke(main, words, env=environ)


def process(*words: str, environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    clean = {name: text for name, text in os.environ.items() if not name.startswith("JSV_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**clean, "PYTHONPATH": str(ROOT), **(environ or {})},
        check=False,
    )


def test_help_imports_nothing() -> None:
    """`jsv --help` says what there is, and imports neither Slack nor the database for it."""
    code = "import sys; from click.testing import CliRunner; from bot.__main__ import main; r = CliRunner().invoke(main, ['--help']); print(r.exit_code, *(n for n in ('slack_bolt', 'sqlalchemy', 'aiohttp', 'pydantic', 'dbos') if n in sys.modules))"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, timeout=PATIENCE
    )

    assert said.stdout.split() == ["0"]


@pytest.mark.slow
def test_the_wiring_imports_only_what_every_start_needs() -> None:
    """A bot without Slack or Teams starts without their SDKs; what draws or writes a document is loaded when one is asked for."""
    code = "import sys, bot.wiring, bot.demo.app; print(*(n for n in sys.modules if n.startswith(('slack', 'botbuilder', 'pygal', 'xlsxwriter', 'docx'))))"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, timeout=PATIENCE
    )

    assert said.stdout.split() == []


@pytest.mark.slow
def test_serve_refuses_in_plain_lines() -> None:
    """A service that is half configured does not start: one line for each fault, no traceback (V15)."""
    said = process("serve", environ={"JSV_SECRET": "short", "JSV_SLACK_BOT_TOKEN": "xoxb-CANARY"})

    assert said.returncode == 1
    assert len(said.stderr.splitlines()) == 6
    assert all(line.startswith("JSV_") for line in said.stderr.splitlines())
    assert "Traceback" not in said.stderr
    assert "CANARY" not in said.stderr


@pytest.mark.slow
def test_serve_refuses_a_profile_with_faults(tmp_path: Path) -> None:
    """A service does not start with a profile that cannot be used, and says which line is wrong."""
    bad = tmp_path / "bad.toml"
    bad.write_text(PROFILE_FILE.read_text().replace("working_days = 15", "working_days = 0"))
    said = process(
        "serve", environ={**GOOD, "JSV_PROFILE": str(bad), "JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}"}
    )

    assert said.returncode == 1
    assert said.stderr.startswith(f"{bad} line ")
    assert "Traceback" not in said.stderr


@pytest.mark.slow
def test_serve_answers_and_stops(tmp_path: Path) -> None:
    """A service that is wholly configured says where it listens, answers, turns strangers away, and stops when asked (R13)."""
    clean = {name: text for name, text in os.environ.items() if not name.startswith("JSV_")}
    environ = {
        **clean,
        **GOOD,
        "PYTHONPATH": str(ROOT),
        "JSV_PORT": "0",
        "JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"], stderr=subprocess.PIPE, text=True, env=environ
    ) as serving:
        assert serving.stderr
        port = next(json.loads(line)["port"] for line in serving.stderr if '"ready"' in line)
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=PATIENCE) as page:
            assert json.load(page) == {"database": True, "queue": True}
        with pytest.raises(HTTPError, match="401"):
            urlopen(f"http://127.0.0.1:{port}/slack/events", data=b"payload=x", timeout=PATIENCE)
        with pytest.raises(HTTPError, match="404"):
            urlopen(f"http://127.0.0.1:{port}/as/mo", timeout=PATIENCE)
        serving.terminate()
        _, rest = serving.communicate(timeout=PATIENCE)

    assert serving.returncode == 0
    assert [json.loads(line)["action"] for line in rest.splitlines()] == ["request_refused", "stopping"]


def test_an_unknown_setting() -> None:
    """A misspelt setting stops any command that reads them."""
    said = run("migrate", JSV_DATABSE_URL="x")

    assert (said.exit_code, said.stderr) == (
        1,
        "JSV_DATABSE_URL is not a setting of ours. Did you mean JSV_DATABASE_URL?\n",
    )


def test_profile_check(tmp_path: Path) -> None:
    """A good profile is named; a bad one is told line by line; then it is mended and good."""
    good = run("profile", "check", "norfolk-2022")
    assert (good.exit_code, good.stdout) == (0, "norfolk-2022/1: this profile can be used.\n")

    mine = tmp_path / "mine.toml"
    mine.write_text(PROFILE_FILE.read_text().replace("version = 1", 'version = "one"'))
    bad = run("profile", "check", str(mine))
    assert bad.exit_code == 1
    assert bad.stderr.startswith(f"{mine} line 6: version: ")

    mine.write_text(PROFILE_FILE.read_text().replace("version = 1", "version = 2"))
    assert run("profile", "check", str(mine)).stdout == "norfolk-2022/2: this profile can be used.\n"


def test_a_profile_from_before_there_was_a_reminder_is_still_good(tmp_path: Path) -> None:
    """A partnership's own file without a ladder starts the bot as before: of that one thing nobody is reminded."""
    mine, text = tmp_path / "mine.toml", PROFILE_FILE.read_text()
    ladder = next(line for line in text.splitlines(keepends=True) if line.startswith("further = {"))
    mine.write_text(text.replace(ladder, "").replace("version = 1", "version = 2"))

    said = run("profile", "check", str(mine))

    assert (0, "norfolk-2022/2: this profile can be used.\n") == (said.exit_code, said.stdout)


def test_migrate_and_import(tmp_path: Path) -> None:
    """People come in all at once; the same file again changes nothing; a faulty file changes nothing either."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    assert run("migrate", JSV_DATABASE_URL=url).stdout == "The database is up to date.\n"
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)

    first = run("people", "import", str(path), JSV_DATABASE_URL=url, JSV_KEYS=KEY)
    again = run("people", "import", str(path), JSV_DATABASE_URL=url, JSV_KEYS=KEY)
    assert (first.stdout, again.stdout) == (
        "2 people: 2 new, 0 known already.\n",
        "2 people: 0 new, 2 known already.\n",
    )

    path.write_text(PEOPLE + "Bo,bo,Police,\nHal,hal@health.example,Health,\n")
    bad = run("people", "import", str(path), JSV_DATABASE_URL=url, JSV_KEYS=KEY)
    assert bad.exit_code == 1
    assert bad.stderr.splitlines()[1:] == [
        f"{path} row 4, column email: write one address, such as pat@agency.example."
    ]
    engine = open_engine(url)
    with Store(engine, KeyRing.from_text(KEY), None).reading() as work:  # type: ignore[arg-type] # nothing is enqueued
        assert sorted(one.name for one in work.people.directory().values()) == ["Pat Pretend", "Sal Sample"]
    engine.dispose()


def test_an_import_says_beforehand_what_it_would_change(tmp_path: Path) -> None:
    """With --dry-run nothing is changed; afterwards the same is so."""
    environ = {"JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}", "JSV_KEYS": KEY}
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    run("people", "import", str(path), **environ)
    path.write_text("email;pool;left_on\npat@care.example;yes;\nsal@care.example;no;31/10/2026\n")
    said = [
        "row 2: Pat Pretend <pat@care.example>: pool from no to yes.",
        "row 3: Sal Sample <sal@care.example>: leaves.",
        "row 3: Sal Sample <sal@care.example>: pool from yes to no.",
        "Would be taken: 2 people: 0 new, 2 known already (2 changed, 1 leaving).",
    ]

    assert said == run("people", "import", "--dry-run", str(path), **environ).stdout.splitlines()
    assert said == run("people", "import", "--dry-run", str(path), **environ).stdout.splitlines()
    taken = run("people", "import", str(path), **environ).stdout
    assert taken == "row 3: Sal Sample has left.\n2 people: 0 new, 2 known already (2 changed, 1 leaving).\n"
    assert run("people", "import", str(path), **environ).stdout == "2 people: 0 new, 2 known already.\n"


def test_somebodys_links_are_ended(tmp_path: Path) -> None:
    """By their e-mail; a wrong one is said, and changes nothing (V3)."""
    url = f"sqlite:///{tmp_path / 'jsv.db'}"
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    run("people", "import", str(path), JSV_DATABASE_URL=url, JSV_KEYS=KEY)
    done = run("people", "end-links", "Sal@care.example", JSV_DATABASE_URL=url, JSV_KEYS=KEY)
    wrong = run("people", "end-links", "nobody@care.example", JSV_DATABASE_URL=url, JSV_KEYS=KEY)

    assert (done.exit_code, wrong.exit_code) == (0, 1)
    assert wrong.stderr.splitlines()[1:] == ["Nobody in the directory has that e-mail."]
    engine = open_engine(url)
    with Store(engine, KeyRing.from_text(KEY), None).reading() as work:  # type: ignore[arg-type] # nothing is enqueued
        found = {
            one.email: work.own_addresses.links_ended(one.id) is not None for one in work.people.directory().values()
        }
    engine.dispose()
    assert found == {"sal@care.example": True, "pat@care.example": False}


def test_import_needs_keys(tmp_path: Path) -> None:
    """Nobody's name is written unencrypted."""
    said = run("people", "import", str(tmp_path / "none.csv"), JSV_DATABASE_URL="sqlite:///jsv.db")

    assert said.exit_code == 1
    assert said.stderr.splitlines()[1].startswith("JSV_KEYS is missing")


def test_no_database() -> None:
    """A database that does not answer is said in one plain line."""
    said = run("migrate", JSV_DATABASE_URL="postgresql+psycopg://nobody@127.0.0.1:1/none")

    assert said.exit_code == 1
    named, line = said.stderr.splitlines()
    assert named == "Database: postgresql+psycopg://nobody@127.0.0.1:1/none. Settings: the environment alone."
    assert line.startswith("The database does not answer")


def test_plain_lines_are_for_faults_that_people_can_mend() -> None:
    """A bug is not dressed up as a fault of theirs."""
    with pytest.raises(ZeroDivisionError), plainly():
        raise ZeroDivisionError
    with pytest.raises(SystemExit), plainly():
        raise OperationalError("select", {}, Exception("down"))
    with pytest.raises(SystemExit), plainly():
        raise OSError(98, "Address already in use")
    assert Settings.model_fields
