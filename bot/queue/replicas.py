"""Whose jobs are whose: each process that works the queue has a place, and the living take over from the dead.

On PostgreSQL a place is a number held by an advisory lock on a connection of its own, which the database frees the moment
the process dies. Whoever finds a place free that still owns running jobs puts them back into the queue. So does each with jobs
that are its own by the database and were never begun: they were claimed as the connection broke, and nobody heard of it.
On SQLite there is one place, held by a lock on a file beside the database: a second process would do the same jobs again.
"""

import asyncio
import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final, Protocol

import psycopg
import structlog
from dbos import DBOS
from dbos._dbos import _get_dbos_instance
from dbos._utils import INTERNAL_QUEUE_NAME
from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from adapters.shared.failure import blame
from bot.config.errors import Plain
from store.database.connect import conninfo

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment] # ditto

NAME: Final = "jsv"
PLACES: Final = 64  # processes on one database; more would have no connections left
EVERY: Final = 3.0  # seconds between two looks; a place must be found free twice, so that nobody who only reconnects is taken for dead
ADRIFT: Final = (
    20.0  # seconds to get a lost place back; longer than the database needs to notice that our old connection is gone
)
UNBEGUN: Final = 4  # looks at which a claimed job was not under way; it takes a moment from the claim to the work
PATIENCE: Final = 2.0  # seconds for a look that is under way when we stop
GONE_AFTER: Final = {
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 11_000,
}
SEEN_GONE_AFTER: Final = "SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET statement_timeout = 5000"
"""How soon each end notices that the other's machine is gone: eleven seconds. A process that dies is noticed at once."""

LOCK: Final = "SELECT pg_try_advisory_lock(hashtextextended('jsv/place/' || %s, 0))"
UNLOCK: Final = "SELECT pg_advisory_unlock(hashtextextended('jsv/place/' || %s, 0))"
OURS: Final = "SELECT workflow_uuid FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id = %s"
OWNERS: Final = "SELECT DISTINCT executor_id FROM dbos.workflow_status WHERE status = 'PENDING' AND executor_id <> %s"

log = structlog.get_logger()


class ReplicaPlace(Protocol):
    """What a process holds while it works. Its name is what the queue knows the process by."""

    name: str

    def look(self) -> None:
        """See that the place is still ours, and whether somebody has left work behind."""
        ...

    def leave(self) -> None:
        """Give the place back, so that another process can take it."""
        ...


def take(url: str) -> ReplicaPlace:
    """A place on that database: the first that is free."""
    where = make_url(url)
    return NumberedPlace(where) if where.get_backend_name() == "postgresql" else Only(where)


async def watch(place: ReplicaPlace, over: asyncio.Event) -> None:
    """Look again and again, until it is over."""
    while not over.is_set():
        await asyncio.to_thread(place.look)
        await asyncio.wait([waiting := asyncio.ensure_future(over.wait())], timeout=EVERY)
        waiting.cancel()


class Only:
    """The one place on a SQLite file. A process that dies frees it, however it dies."""

    def __init__(self, where: URL) -> None:
        self.name = f"{NAME}-1"
        self._held = alone(where)

    def look(self) -> None:
        """Nobody else is there."""

    def leave(self) -> None:
        """Unlock the file, so that another process can work on it."""
        if self._held:
            self._held.close()


def alone(where: URL) -> IO[bytes] | None:
    """The open lock that keeps a second process from a SQLite file; nothing in memory, or without file locks.

    Raises:
        Plain: another process holds it.
    """
    if not where.database or fcntl is None:
        return None
    held = Path(f"{where.database}.lock").open("wb")  # noqa: SIM115 - held as long as we run
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise Plain(
            [f"Another process is at work on {where.database}. Stop it first; several may share a PostgreSQL database."]
        ) from None
    return held


class NumberedPlace:
    """One of several places on a PostgreSQL database."""

    def __init__(self, where: URL) -> None:
        url = where.render_as_string(hide_password=False)
        self._dsn = conninfo(url, connect_timeout=5, **GONE_AFTER)
        self._connection = self._connected()
        self._refused = 0.0  # since when our place has been another's; by the monotonic clock
        self._missed: frozenset[str] = frozenset()  # whose place the last look found free
        self._unbegun: Mapping[str, int] = {}  # jobs that are ours and not under way, and at how many looks on end
        self.name = next(
            (name for name in (f"{NAME}-{number}" for number in range(1, PLACES + 1)) if self._locked(name)), ""
        )
        if not self.name:
            self.leave()
            raise Plain([f"{PLACES} processes are at work on this database already. Stop one first."])
        log.info("replica", action="replica_started", replica=self.name)

    def look(self) -> None:
        """Never raises for a database that does not answer: the next look tries again."""
        try:
            if self._connection.closed and not self._returned():
                return
            self._take_over()
            self._begin_anew()
        except (psycopg.Error, SQLAlchemyError) as fault:
            self._missed, self._unbegun = frozenset(), {}
            log.warning("no look", action="replica_blind", replica=self.name, **blame(fault))

    def leave(self) -> None:
        """The database frees what the connection held."""
        self._connection.close()

    def _returned(self) -> bool:
        """Whether our place is ours again. If another has it for good we stop: two of one name would do each job twice."""
        self._connection = self._connected()
        if self._locked(self.name):
            self._refused = 0.0
            log.warning("returned", action="replica_returned", replica=self.name)
            return True
        self._connection.close()
        self._refused = self._refused or time.monotonic()
        if time.monotonic() - self._refused > ADRIFT:
            log.error("place lost", action="replica_lost", replica=self.name)
            os.kill(os.getpid(), signal.SIGTERM)
        return False

    def _take_over(self) -> None:
        """Put back the running jobs of those whose place was free at the last look and still is."""
        owners = {str(owner) for (owner,) in self._connection.execute(OWNERS, [self.name])}
        free = frozenset(owner for owner in owners if self._free(owner, recover=owner in self._missed))
        self._missed = free

    def _begin_anew(self) -> None:
        """Put back jobs that were claimed for us, and of which we never heard: the connection broke as the claim was kept."""
        ours = {str(job) for (job,) in self._connection.execute(OURS, [self.name])}
        self._unbegun = {job: self._unbegun.get(job, 0) + 1 for job in (ours and ours - under_way())}
        for job in [job for job, looks in self._unbegun.items() if looks >= UNBEGUN]:
            log.warning("begun anew", action="job_begun_anew", replica=self.name, key=job)
            put_back_one(job, self.name)

    def _free(self, owner: str, *, recover: bool) -> bool:
        if not self._locked(owner):
            return False
        try:
            if recover:
                log.warning("taken over", action="replica_taken_over", replica=owner, count=put_back(owner))
        finally:
            self._connection.execute(UNLOCK, [owner])
        return True

    def _locked(self, name: str) -> bool:
        row = self._connection.execute(LOCK, [name]).fetchone()
        return bool(row and row[0])

    def _connected(self) -> psycopg.Connection:
        connection = psycopg.connect(self._dsn, autocommit=True)
        connection.execute(SEEN_GONE_AFTER)
        return connection


def put_back(owner: str) -> int:
    """Put the running jobs of a process that is gone back into the queue; how many. A private name of DBOS 3.4."""
    return len(DBOS._recover_pending_workflows([owner]))  # noqa: SLF001 - the public way puts back also what a living one has begun since


def under_way() -> frozenset[str]:
    """The ids of the jobs that this process has begun and not ended. A private name of DBOS 3.4."""
    return frozenset(_get_dbos_instance()._active_workflows_set.activeList())  # noqa: SLF001 - no public way tells what runs here


def put_back_one(job: str, owner: str) -> None:
    """Put one job back into its queue, unless it ended or is another's by now. A private name of DBOS 3.4."""
    _get_dbos_instance()._sys_db.reenqueue_for_recovery(job, [owner], INTERNAL_QUEUE_NAME)  # noqa: SLF001 - the public way forgets the queue's partition
