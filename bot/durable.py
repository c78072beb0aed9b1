"""The durable queue itself (DBOS), in the same database as the cases: started, stopped, and mended where it must be.

Its open-source part is one instance for each process, so nothing here is kept in a value of ours but whether it runs.
"""

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy import event, make_url
from sqlalchemy.engine import Engine

from bot.house import House
from bot.plain import Plain
from bot.workflows import register, start

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment] # ditto

NAME: Final = "jsv"
VERSION: Final = "1"  # fixed: by default it is a hash of the code, and a new release would leave old jobs lying
DRAIN: Final = 3  # seconds that running jobs have to end; the rest begin again at the next start
NEWEST_NEEDED: Final = (3, 42)  # of SQLite, on Python 3.12 and later


class Durable:
    """The engine for one process."""

    def __init__(self, url: str, replica: str, poll: float) -> None:
        self._url, self._replica, self._poll = url, replica, poll
        self._only: IO[bytes] | None = None
        self.running = False

    async def start(self, house: House) -> None:
        """Take up what was left, and begin. Jobs run in this loop."""
        self._only = alone(self._url)
        DBOS(config=config(self._url, self._replica))
        swept = register(house)
        DBOS.launch()
        await asyncio.to_thread(start, house, swept, poll=self._poll)
        self.running = True

    async def stop(self) -> None:
        """Begin nothing new, let what runs end, and close."""
        self.running = False
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=DRAIN)
        if self._only:
            self._only.close()


def alone(url: str) -> IO[bytes] | None:
    """What keeps a second process from a SQLite file that one works on: each would do the other's jobs again."""
    where = make_url(url)
    if where.get_backend_name() != "sqlite" or not where.database or fcntl is None:
        return None
    held = Path(f"{where.database}.lock").open("wb")  # noqa: SIM115 - held as long as we run
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        raise Plain([f"Another process is at work on {where.database}. Stop it first; several may share a PostgreSQL database."]) from None
    return held


def config(url: str, replica: str) -> DBOSConfig:
    """Portable JSON, for by default arguments would be pickled; ids of its own for each replica."""
    return DBOSConfig(
        name=NAME,
        system_database_url=url,
        application_version=VERSION,
        executor_id=f"{NAME}-{replica}",
        serializer=DBOSPortableJSONSerializer(),
        log_level="WARNING",
        notification_listener_polling_interval_sec=1.0,
    )


def mend(connects: Callable[..., object] = event.listen) -> None:
    """Give SQLite before 3.42 the one function that DBOS asks for on Python 3.12 and later: the time, in fractions."""
    if sys.version_info >= (3, 12) and sqlite3.sqlite_version_info < NEWEST_NEEDED and not event.contains(Engine, "connect", _unixepoch):
        connects(Engine, "connect", _unixepoch)


def _unixepoch(connection: object, _: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.create_function("unixepoch", -1, lambda *asked: time.time() if asked in (("subsec",), ("now", "subsec")) else None)
