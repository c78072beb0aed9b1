"""The durable queue itself (DBOS), in the same database as the cases: started, stopped, and mended where it must be.

Its open-source part is one instance for each process, so nothing here is kept in a value of ours but whether it runs.
"""

import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Final

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.queue.replicas import NAME, PATIENCE, ReplicaPlace, take, watch
from bot.queue.workflows import register, start
from bot.runtime.runtime import Runtime

VERSION: Final = "1"  # fixed: by default it is a hash of the code, and a new release would leave old jobs lying
DRAIN: Final = 3  # seconds that running jobs have to end; the rest begin again at the next start
NEWEST_NEEDED: Final = (3, 42)  # of SQLite, on Python 3.12 and later


class Durable:
    """The engine for one process."""

    def __init__(self, url: str, poll: float) -> None:
        self._url, self._poll = url, poll
        self._over = asyncio.Event()
        self._watch: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether jobs are done here, and somebody watches over them."""
        return self._watch is not None and not self._watch.done() and not self._over.is_set()

    async def start(self, runtime: Runtime) -> None:
        """Take a place, take up what was left there, and begin. Jobs run in this loop."""
        self._place: ReplicaPlace = await asyncio.to_thread(take, self._url)
        DBOS(config=config(self._url, self._place.name))
        timed = register(runtime)
        DBOS.launch()
        await asyncio.to_thread(start, runtime, timed, poll=self._poll)
        self._watch = asyncio.create_task(watch(self._place, self._over))

    async def stop(self) -> None:
        """Begin nothing new, let what runs end, and give the place up last: until then nobody may take our jobs over."""
        self._over.set()
        if self._watch:
            await asyncio.wait([self._watch], timeout=PATIENCE)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=DRAIN)
        self._place.leave()


def config(url: str, place: str) -> DBOSConfig:
    """Portable JSON, for by default arguments would be pickled; each process known by its place."""
    return DBOSConfig(
        name=NAME,
        system_database_url=url,
        application_version=VERSION,
        executor_id=place,
        serializer=DBOSPortableJSONSerializer(),
        log_level="WARNING",
        notification_listener_polling_interval_sec=1.0,
    )


def mend(connects: Callable[..., object] = event.listen) -> None:
    """Give SQLite before 3.42 the one function that DBOS asks for on Python 3.12 and later: the time, in fractions."""
    if (
        sys.version_info >= (3, 12)
        and sqlite3.sqlite_version_info < NEWEST_NEEDED
        and not event.contains(Engine, "connect", _unixepoch)
    ):
        connects(Engine, "connect", _unixepoch)


def _unixepoch(connection: object, _: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.create_function(
            "unixepoch", -1, lambda *asked: time.time() if asked in (("subsec",), ("now", "subsec")) else None
        )
