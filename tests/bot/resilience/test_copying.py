"""A copy made while people write: it ends, and everything that was answered before it began is in it, whole (R12)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from threading import Event, Thread

import pytest
from sqlalchemy import text

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from bot.simulation.promises import unfolded
from dialogs.ids import CaseId
from store.database.backup import back_up, put_back
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.acts import agreed, raised
from tests.bot.cli.test_data import elsewhere
from tests.bot.resilience.test_killed_midway import keys
from tests.builders import HAL, a_runtime
from tests.databases import MOSTLY_ON_SQLITE
from tests.waiting import wait_until

pytestmark = pytest.mark.slow
LARGE = 40_000_000  # bytes: more than is copied in one go
MOST = 600  # cases: nobody writes for ever


@MOSTLY_ON_SQLITE
def test_a_copy_while_people_write(database_url: str, tmp_path: Path) -> None:
    """Cases are raised and agreed without a pause: each case of before is in the copy, agreed or not as its facts and its jobs say, and every chain holds."""
    jobs = DbosJobs(engine := open_engine(database_url))
    with a_runtime(database_url, jobs=jobs) as runtime:
        ballast(runtime)
        with writing(runtime) as done:
            before = {*done}
            back_up(database_url, tmp_path / "copy")
            meanwhile = len(done) - len(before)
        assert {*done} > before
    engine.dispose()
    print(f"{len(before)} cases before, {meanwhile} meanwhile")

    assert meanwhile < MOST / 2, "every write made it begin anew"
    assert before
    with elsewhere(database_url, tmp_path) as other:
        put_back(tmp_path / "copy", other)
        assert holds(other, before)


def holds(url: str, before: set[CaseId]) -> bool:
    """Whether what was put back is whole and goes on."""
    jobs = DbosJobs(engine := open_engine(url))
    noted = keys(url)
    with a_runtime(url, jobs=jobs) as runtime:
        with runtime.store.reading() as work:
            found = {CaseId(scalar) for scalar in work.connection.execute(text("SELECT id FROM cases")).scalars()}
            assert before <= found
            assert [*work.facts.broken(), *work.audit.broken()] == []
            for id_ in found:
                case, facts = work.cases.get(id_), work.facts.of(id_)
                assert case
                assert [*unfolded(case, facts)] == []
                assert (f"{id_}/2/nomination/mo" in noted) == (len(facts) == 2)
                assert len(facts) == 2 or id_ not in before
        assert raised(runtime, Player(runtime), "AFTER", who=HAL)  # Pat may have been in the middle of a form
    engine.dispose()
    return True


@contextmanager
def writing(runtime: Runtime) -> Iterator[list[CaseId]]:
    """Pat raises cases and Mo agrees, without a pause; the cases of which that was answered."""
    done: list[CaseId] = []
    over = Event()

    def write() -> None:
        player = Player(runtime)
        number = 0
        while not over.is_set() and number < MOST:
            number += 1
            case = raised(runtime, player, f"CASE-{number}")
            agreed(player, case)
            done.append(case.id)

    thread = Thread(target=write)
    thread.start()
    try:
        wait_until(lambda: len(done) >= 10)
        yield done
    finally:
        over.set()
        thread.join()


def ballast(runtime: Runtime) -> None:
    """A database as large as after some years."""
    with runtime.store.begin() as work:
        work.connection.execute(text("CREATE TABLE ballast (words TEXT)"))
        for _ in range(10):
            work.connection.execute(text("INSERT INTO ballast VALUES (:words)"), {"words": token_hex(LARGE // 20)})
