"""Writers on SQLite, one after another, who share a commit: waiting for the disk is most of what a small transaction costs.

Rule 1: whoever leaves while others wait hands the open transaction on to the next; the last commits for all, and only then
is anybody told that theirs is done. One who fails takes back their own part alone.
Rule 2: nobody waits for somebody who has not come yet: one writer alone commits at once.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Final

from sqlalchemy import Connection, Engine

from dialogs.errors import JsvError
from store.database.fair_semaphore import FairSemaphore

MOST: Final = 16  # share one commit: the first of them waits for the others


class Lost(JsvError):
    """The transaction was not committed, through nothing that this writer did. Nothing of theirs is done."""


class Batch:
    """One transaction with several writers in it."""

    __slots__ = ("connection", "ended", "kept", "writers")

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.writers, self.kept, self.ended = 0, False, Event()

    @contextmanager
    def part(self) -> Iterator[None]:
        """What one writer does. The first needs no savepoint: to take theirs back is to take all back."""
        own = self.connection.begin_nested() if self.writers else self.connection.begin()
        try:
            yield
        except BaseException:
            if self.going:
                own.rollback()
            raise
        if self.writers:
            own.commit()
        self.writers += 1

    @property
    def going(self) -> bool:
        """Whether there is a transaction still: SQLite ends it by itself when, say, the disk is full."""
        driver = self.connection.connection.dbapi_connection
        return driver is not None and bool(driver.in_transaction)

    def end(self) -> None:
        """Commits for all, or for nobody."""
        try:
            if self.going:
                self.connection.commit()
                self.kept = True
        finally:
            self.connection.close()
            self.ended.set()


class GroupCommit:
    """All writers of one process on one SQLite file. `lost` is told when what writers have seen of each other was not kept."""

    def __init__(self, engine: Engine, lost: Callable[[], None]) -> None:
        self._engine, self._lost = engine, lost
        self._semaphore = FairSemaphore(1)
        self._batch: Batch | None = None

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """One writer's transaction: committed when this ends, rolled back whole on any exception.

        Raises:
            Lost: the commit that it shared failed; nothing of it is done.
        """
        with self._semaphore:
            batch = self._batch = self._batch or Batch(self._engine.connect())
            try:
                with batch.part():
                    yield batch.connection
            finally:
                self._leave(batch)
        batch.ended.wait()
        if not batch.kept:
            raise Lost

    def _leave(self, batch: Batch) -> None:
        if batch.going and self._semaphore.waited_for and batch.writers < MOST:
            return
        self._batch = None
        try:
            batch.end()
        finally:
            if batch.writers and not batch.kept:
                self._lost()
