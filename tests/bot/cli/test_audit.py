"""The log that is shown to an inspector: whatever was done to it past the triggers is found and named, with what was kept elsewhere (V11)."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.simulation.player import Player
from dialogs.ids import PersonId
from dialogs.model.press import Press
from dialogs.procedure.case import Case
from store.crypto.hash_chain import BEGINNING, chained
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.database.tables import audit, facts
from store.queue.jobs import DbosJobs
from tests.bot.acts import agreed, raised
from tests.bot.cli.test_data import RING, _elsewhere, jsv  # noqa: F401 - a fixture that each test uses
from tests.builders import MO, a_runtime
from tests.store.kept import tampering


@pytest.fixture
def case(database_url: str) -> Iterator[Case]:
    """Two cases that people have looked at; the first of them."""
    engine = open_engine(database_url)
    with a_runtime(database_url, jobs=DbosJobs(engine), keys=KeyRing.from_text(RING)) as runtime:
        player = Player(runtime)
        first = raised(runtime, player)
        agreed(player, first)
        for _ in range(2):
            player.presses(MO, Press("case", "show", first.id))
        raised(runtime, player, "CASE-1002")
        yield first
    engine.dispose()


def tampered(url: str, *statements: str) -> None:
    """Somebody with all rights on the database, and without the keys."""
    engine = create_engine(url)
    with tampering(engine) as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


OF = """WHERE "case" = '{case}'"""
LAST = 'AND number = (SELECT max(number) FROM audit AS a WHERE a."case" = audit."case")'
SINCE = (
    "DELETE FROM audit {of} AND what = 'hold'"  # what was added since the anchor is gone, too: it held one line more
)
TAMPERINGS = {
    "the last look cut off": (("DELETE FROM audit {of} {last}",), "what was seen is not as the anchor has it"),
    "all looks of a case removed": (("DELETE FROM audit {of}",), "what was seen is not as the anchor has it: line 1 is gone"),
    "a whole case removed": (
        (
            "DELETE FROM audit {of}", "DELETE FROM facts {of}", "DELETE FROM players {of}", "DELETE FROM untold {of}",
            "DELETE FROM cases WHERE id = '{case}'",
        ),
        "what was done is not as the anchor has it: line 1 is gone",
    ),
    "two looks exchanged": (
        (
            "UPDATE audit SET number = 101 {of} AND number = 1", "UPDATE audit SET number = 1 {of} AND number = 2",
            "UPDATE audit SET number = 2 {of} AND number = 101",
        ),
        "what was seen does not hold from line 1 on",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TAMPERINGS)
def test_what_is_missing_is_found_with_an_anchor(database_url: str, case: Case, tmp_path: Path, what: str) -> None:
    """The case and the first line are named; without any tampering all holds, and goes on holding as the log grows."""
    statements, found = TAMPERINGS[what]
    anchor = tmp_path / "anchor.jsonl"
    assert jsv(database_url, "audit", "anchor", str(anchor)).exit_code == 0
    assert jsv(database_url, "hold", case.reference).exit_code == 0  # the log grows
    holds = jsv(database_url, "audit", "verify", "--anchor", str(anchor))
    of = OF.format(case=case.id)
    tampered(database_url, *(each.format(case=case.id, of=of, last=LAST) for each in (SINCE, *statements)))
    said = jsv(database_url, "audit", "verify", "--anchor", str(anchor))

    assert (holds.exit_code, "Every line is as it was written." in holds.output) == (0, True)
    assert (said.exit_code, f"Case {case.id}: {found}" in said.output) == (1, True), said.output
    assert anchor.stat().st_mode & 0o777 == 0o600
    assert [word for word in ("mo", "pat", "Raise", case.reference) if f'"{word}"' in anchor.read_text()] == []


@pytest.mark.parametrize("log", ["facts", "audit"])
def test_a_forged_author_is_found_without_an_anchor(database_url: str, case: Case, log: str) -> None:
    """Every hash is made anew, as anybody could who has read the code: no chain holds that was made without the key."""
    table, who = (facts, "by") if log == "facts" else (audit, "person")
    engine = create_engine(database_url)
    with tampering(engine) as connection:
        rows = connection.execute(table.select().where(table.c.case == case.id).order_by(table.c.number)).all()
        head = BEGINNING
        for row in rows:
            forged = {**row._asdict(), who: "hal"}
            head = chained(head, forged)
            connection.execute(
                table.update()
                .where(table.c.case == case.id, table.c.number == row.number)
                .values({who: "hal", "hash": head})
            )
    engine.dispose()
    said = jsv(database_url, "audit", "verify")

    assert (said.exit_code, f"Case {case.id}: " in said.output) == (1, True), said.output


def test_an_anchor_that_was_changed_or_is_anothers_is_refused(database_url: str, case: Case, tmp_path: Path) -> None:
    """It is said in a line, and nothing is compared with it."""
    anchor = tmp_path / "anchor.jsonl"
    jsv(database_url, "audit", "anchor", str(anchor))
    first, *lines = anchor.read_text().splitlines()
    anchor.write_text("\n".join((first, *lines[1:])) + "\n")
    changed = jsv(database_url, "audit", "verify", "--anchor", str(anchor))
    anchor.write_text("no anchor")
    none = jsv(database_url, "audit", "verify", "--anchor", str(anchor))

    assert (changed.exit_code, "was changed, or is of another installation" in changed.output) == (1, True)
    assert (none.exit_code, "it is not what `jsv audit anchor` writes" in none.output) == (1, True)


def test_the_log_is_exported(database_url: str, case: Case, tmp_path: Path) -> None:
    """As JSON lines with ids for a log collector, as a table with names for an inspector: every line, no word of the case; noted."""
    lines, table = tmp_path / "log.jsonl", tmp_path / "log.csv"
    for out in (lines, table):
        said = jsv(database_url, "audit", "export", "--out", str(out), "--case", case.reference)
        assert said.exit_code == 0, said.output
    told = [json.loads(line) for line in lines.read_text().splitlines()]
    rows = [*csv.DictReader(table.read_text().splitlines())]

    assert [one["what"] for one in told if one["log"] == "done"] == ["Raise", "Agree"]
    assert {one["who"] for one in told} == {"pat", "mo"}
    assert len(rows) == len(told) + 1  # the first export is in the second
    assert {(row["case"], row["name"]) for row in rows} == {
        (case.reference, name) for name in ("Pat Pretend", "Mo Madeup", "")
    }
    assert [
        word for word in ("Why nothing moves", "A.B.", "CASE-1001") if word in lines.read_text() + table.read_text()
    ] == []
    assert lines.stat().st_mode & table.stat().st_mode & 0o777 == 0o600
    assert rows[-1]["who"] == PersonId("console")
