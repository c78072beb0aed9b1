"""The figures as files and behind their door: who gets in, what a spreadsheet makes of them, and that every look is written down."""

import csv
import io
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

from bot.__main__ import main
from bot.dashboard.figures import as_csv, as_workbook, count_week, figures
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.wiring import application
from dialogs.figures.values import Dashboard, Table
from store.crypto.key_ring import KeyRing
from tests.bot.acts import raised
from tests.bot.config.test_settings import KEY
from tests.builders import MO, OLU, PAT, a_runtime

EVIL = ("=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "Plain", "http://x.example", "{=1}")
SECRET = b"a secret that nobody can guess, of 32"


def board(*rows: tuple[str, ...]) -> Dashboard:
    """Figures with these rows."""
    one = Table(name="one", title="=Title", says="So.", columns=("@Name", "Count"), rows=rows)
    return Dashboard(
        whose="Testshire", key="2026-01", label="Jan 2026", periods=(("2026-01", "Jan 2026"),), tables=(one,)
    )


def test_no_cell_of_the_csv_is_a_formula() -> None:
    """Whatever begins like a formula has an apostrophe before it, and nothing is lost (V7)."""
    lines = [*csv.reader(io.StringIO(as_csv(board(*((one, "6") for one in EVIL)))))]

    cells = [cell for line in lines for cell in line]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert [line[0].removeprefix("'") for line in lines[2 : 2 + len(EVIL)]] == [*EVIL]


def test_no_cell_of_the_workbook_is_a_formula_or_a_link() -> None:
    """Text is text, numbers are numbers."""
    with ZipFile(io.BytesIO(as_workbook(board(*((one, "6") for one in EVIL))))) as book:
        sheet, texts = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()

    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "=cmd|" in texts
    assert sheet.count("<v>6</v>") >= len(EVIL)


def test_who_gets_figures_and_that_it_is_written_down(runtime: Runtime, player: Player) -> None:
    """The office does, a worker and a manager do not; the look of the one is in the log, of the others there is none."""
    raised(runtime, player)

    assert figures(runtime, OLU, "") is not None
    assert (figures(runtime, PAT, ""), figures(runtime, MO, "2026-01")) == (None, None)
    with runtime.store.reading() as work:
        assert [(person, what) for person, what, _ in work.audit.of(None)] == [(OLU, "dashboard")]


def test_open_cases_are_counted_once_a_week(runtime: Runtime, player: Player, clock: MovableClock) -> None:
    """What is shown until Sunday is how they stood when they were first counted, whatever has become of them since."""
    weeks = []
    for case, moved in (("CASE-1", 0), ("CASE-2", 4), ("CASE-3", 3)):
        clock.move(timedelta(days=moved))
        raised(runtime, player, case)
        weeks.append(count_week(runtime.store, runtime.terms()(None)).covers)

    assert weeks == ["Mon 23 Nov 2026", "Mon 23 Nov 2026", "Mon 30 Nov 2026"]


async def test_nobody_else_finds_it(runtime: Runtime) -> None:
    """Without a link there is no page; in the demo only whose it is finds it."""
    async with TestClient(TestServer(application(runtime, None, SECRET))) as client:
        assert (await client.get("/p/abc/dashboard")).status == 404


@pytest.mark.parametrize("kind", ["html", "pdf", "csv", "xlsx"])
def test_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    """A file of the kind its name says, and what is in it; another kind is refused."""
    monkeypatch.chdir(tmp_path)
    environ = {"JSV_DATABASE_URL": f"sqlite:///{tmp_path / 'jsv.db'}", "JSV_KEYS": KEY, "JSV_LOG_FORMAT": "plain"}
    with a_runtime(environ["JSV_DATABASE_URL"], keys=KeyRing.from_text(KEY)):
        said = CliRunner().invoke(main, ["report", "--out", f"figures.{kind}"], env=environ)
        none = CliRunner().invoke(main, ["report", "--out", f"figures.{kind}", "--from", "2026-01"], env=environ)
        refused = CliRunner().invoke(main, ["report", "--out", "figures.doc"], env=environ)

    assert said.exit_code == 0, said.output
    assert (tmp_path / f"figures.{kind}").read_bytes()[:4] in (b"<!do", b"%PDF", b"\xef\xbb\xbfH", b"PK\x03\x04")
    assert none.stderr.splitlines()[1:] == ["No figures begin with 2026-01. There are: none yet."]
    assert refused.stderr == "Name a file that ends in .html, .pdf, .csv, .xlsx.\n"
