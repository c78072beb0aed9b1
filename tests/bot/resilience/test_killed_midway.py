"""Killed in the middle of something long, as by `kill -9`: what was committed is kept, the rest is done by the next, once (R1)."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.pool import NullPool

from bot.runtime.runtime import Runtime
from bot.schedule.reminders import PAGE, listed, sweep
from bot.simulation.player import Player
from dialogs.ids import CaseId
from store.database.connect import _config, migrate, open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import raised
from tests.builders import a_runtime, days, still
from tests.databases import MOSTLY_ON_SQLITE
from tests.waiting import PATIENCE

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent.parent
MANY = PAGE + 20  # more than a page of the sweep


def killed(*words: object) -> bool:
    """Whether that process died as it was to."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.bot.resilience.dying", *map(str, words)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        timeout=PATIENCE,
    )
    assert ran.returncode in (0, -signal.SIGKILL), ran.stderr.decode()
    return ran.returncode == -signal.SIGKILL


def first_release(url: str) -> None:
    """A database as the first revision made it, with somebody in it."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0001")
        connection.execute(text("INSERT INTO people (id, version, body) VALUES ('mo', 1, :body)"), {"body": b"sealed"})
        connection.execute(
            text(
                "INSERT INTO handles (place, person, used, state, body) VALUES (:place, 'mo', '2026-11-23 10:00:00+00:00', 'ok', :body)"
            ),
            {"place": b"at", "body": b"where"},
        )
    engine.dispose()


def state(url: str) -> tuple[set[str], list[tuple[str, bytes]]]:
    """Our tables, without DBOS's, and whom the old release knew."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        tables = {table for table in inspect(connection).get_table_names() if not table.startswith("dbos")}
        known = [(row.person, bytes(row.body)) for row in connection.execute(text("SELECT person, body FROM handles"))]
    engine.dispose()
    return tables, known


@pytest.mark.parametrize("number", [pytest.param(1, marks=pytest.mark.long), 9])
def test_in_the_middle_of_a_migration(empty_database_url: str, number: int) -> None:
    """From the first release with data to the present: nothing of it is done, or all; the next start does it, and nobody is lost (R11)."""
    first_release(empty_database_url)
    before = state(empty_database_url)

    assert killed("migrate", empty_database_url, 0, number)

    assert state(empty_database_url) == before
    migrate(empty_database_url)
    tables, known = state(empty_database_url)
    assert {"feeds", "references", "codes", "tries"} <= tables
    assert "handles_before" not in tables
    assert known == [("mo", b"where")]


@MOSTLY_ON_SQLITE
@pytest.mark.parametrize(("commits", "writes"), [pytest.param(0, 100, marks=pytest.mark.long), (5, 40)])
def test_in_the_middle_of_a_sweep(database_url: str, commits: int, writes: int) -> None:
    """What a page has done is kept, the page that was under way is begun again: each case is drawn once, each digest told once."""
    clock = still()
    jobs = DbosJobs(engine := open_engine(database_url))
    with a_runtime(database_url, jobs=jobs, clock=clock) as runtime:
        player = Player(runtime)
        cases = [raised(runtime, player, f"CASE-{one}").id for one in range(MANY)]
        clock.move(days(7))
        due, before = waiting(runtime), keys(database_url)
        assert len(due) == MANY

        assert killed("sweep", database_url, commits, writes, clock().isoformat())

        left = waiting(runtime)
        drawn = redrawn(keys(database_url) - before)
        assert drawn == set(cases) - left
        assert len(left) == (MANY - PAGE if commits else MANY), (
            "the first four commits are of closures, of the clock, of what waits untold and of the listing, the fifth of a page"
        )

        sweep(runtime)

        assert waiting(runtime) == set()
        told = keys(database_url) - before
        assert redrawn(told) == set(cases)
        assert len([one for one in told if one.startswith("redraw/")]) == MANY
        assert [one for one in told if one.startswith("digest/mo/")] == [f"digest/mo/{clock():%Y-%m-%d}"]
    engine.dispose()


def waiting(runtime: Runtime) -> set[CaseId]:
    """Which cases are due."""
    return {one for one, _ in listed(runtime.store, runtime.clock())}


def keys(url: str) -> set[str]:
    """Every job in the queue, by name."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        table = "workflow_status" if engine.dialect.name == "sqlite" else "dbos.workflow_status"
        found = {str(row.workflow_uuid) for row in connection.execute(text(f"SELECT workflow_uuid FROM {table}"))}  # noqa: S608 - one of two names
    engine.dispose()
    return found


def redrawn(told: set[str]) -> set[CaseId]:
    """The cases that are drawn again."""
    return {CaseId(one.split("/")[1]) for one in told if one.startswith("redraw/")}
