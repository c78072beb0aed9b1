"""Writers on SQLite share a commit, and nobody is told that theirs is done before it is."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, event, text

from store.database import group_commit
from store.database.connect import open_engine
from store.database.group_commit import Batch, GroupCommit, Lost
from tests.waiting import PATIENCE, wait_until


class Broken(Exception):
    """What a writer fails with."""


class Town:
    """A file with one table, and people who write to it in threads, in the order in which they are called."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.lost, self.commits = engine, 0, 0
        self.together = GroupCommit(engine, self._lose)
        self.done: list[str] = []
        self.failed: dict[str, type[BaseException]] = {}
        event.listen(engine, "commit", self._count)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE said (name TEXT PRIMARY KEY)"))
        self.commits = 0

    def crowd(self, *names: str, fails: str = "", last: str = "") -> None:
        """The first waits inside until all others wait outside; then they follow, one by one."""
        threads = [threading.Thread(target=self._write, args=(name, len(names) - 1, fails, last)) for name in names]
        inside.clear()
        for thread in threads:
            thread.start()
            inside.wait(PATIENCE)
        for thread in threads:
            thread.join(PATIENCE)

    def _write(self, name: str, others: int, fails: str, last: str) -> None:
        try:
            with self.together.begin() as connection:
                first = not inside.is_set()
                inside.set()
                if first:
                    self._wait(others)
                connection.execute(text("INSERT INTO said VALUES (:name)"), {"name": name})
                if name == last:
                    connection.exec_driver_sql("ROLLBACK")  # as SQLite does by itself when the disk is full
                if name in (fails, last):
                    raise Broken
        except (Broken, Lost) as fault:
            self.failed[name] = type(fault)
        else:
            self.done.append(name)

    def _wait(self, others: int) -> None:
        wait_until(lambda: len(self.together._semaphore._queue) == others)

    @property
    def said(self) -> set[str]:
        """What is in the file."""
        with self.engine.connect().execution_options(sqlite_reads=True) as connection:
            return set(connection.scalars(text("SELECT name FROM said")))

    def _lose(self) -> None:
        self.lost += 1

    def _count(self, _: Connection) -> None:
        self.commits += 1


inside = threading.Event()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """On a fresh file."""
    engine = open_engine(f"sqlite:///{tmp_path / 'said.db'}")
    yield Town(engine)
    engine.dispose()


def test_those_who_wait_share_a_commit(town: Town) -> None:
    """Four writers, three of whom waited for the first, are committed at once; all are told."""
    town.crowd("a", "b", "c", "d")

    assert (town.said, sorted(town.done), town.commits) == ({"a", "b", "c", "d"}, ["a", "b", "c", "d"], 1)


def test_one_alone_commits_at_once(town: Town) -> None:
    """Nobody waits for somebody who has not come."""
    town.crowd("a")
    town.crowd("b")

    assert (town.said, town.commits) == ({"a", "b"}, 2)


@pytest.mark.parametrize("fails", ["a", "b", "d"], ids=["the first", "one between", "the last"])
def test_one_who_fails_takes_back_their_own(town: Town, fails: str) -> None:
    """The others' are kept, whoever it was."""
    town.crowd("a", "b", "c", "d", fails=fails)

    assert town.said == {"a", "b", "c", "d"} - {fails}
    assert (sorted(town.done), town.failed) == (sorted(town.said), {fails: Broken})
    assert town.lost == 0


def test_what_was_not_committed_is_acknowledged_to_nobody(town: Town) -> None:
    """When SQLite itself gives the transaction up, all who were in it hear so; whoever comes after begins anew."""
    town.crowd("a", "b", "c", last="b")

    assert (town.said, town.done) == ({"c"}, ["c"])
    assert town.failed == {"a": Lost, "b": Broken}
    assert town.lost == 1


def test_a_commit_that_fails_is_everybodys(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that theirs is done; afterwards the file can be written to again."""
    real = Batch.end

    def refused(batch: Batch) -> None:
        batch.connection.rollback()
        real(batch)

    monkeypatch.setattr(Batch, "end", refused)
    with suppress(OSError):
        town.crowd("a", "b")
    assert (town.said, town.done, town.failed, town.lost) == (set(), [], {"a": Lost, "b": Lost}, 1)

    monkeypatch.setattr(Batch, "end", real)
    town.crowd("c")
    assert town.said == {"c"}


def test_no_more_than_so_many_wait_for_each_other(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many come, the first is answered in time."""
    monkeypatch.setattr(group_commit, "MOST", 2)
    town.crowd("a", "b", "c", "d", "e")

    assert (len(town.said), town.commits) == (5, 3)
