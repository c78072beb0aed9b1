"""Opening the database, and bringing it up to date. The same for SQLite and PostgreSQL, as far as they are the same."""

import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteError
from sqlite3 import sqlite_version_info
from time import sleep, time
from typing import Final

import psycopg
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from dbos import DBOS
from psycopg.conninfo import make_conninfo
from psycopg.errors import LockNotAvailable
from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import OperationalError

from dialogs.errors import JsvError

SCRIPTS: Final = Path(__file__).parent.parent / "migrations"
MIGRATING: Final = 7_305_516_021  # names the lock that lets one replica migrate at a time; any number will do
WAL_TRIES: Final = 100
WAL_PAUSE: Final = 0.05
SQLITE_READS: Final = "sqlite_reads"
OWNER_ONLY: Final = 0o600
BESIDE: Final = ("-wal", "-shm")
SUBSEC: Final = (3, 42)  # the SQLite that knows unixepoch('subsec')

PRAGMAS: Final = (
    "PRAGMA busy_timeout = 30000",
    "PRAGMA synchronous = FULL",  # what was acknowledged survives a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is deleted is written over with zeros (`store/database/purge.py`)
    "PRAGMA recursive_triggers = ON",  # so that REPLACE counts as the DELETE it is, and facts refuse it
)
POOL: Final = 10  # connections; more threads than that queue at the store's fair semaphore, in order
WAIT: Final = 5
KEEPALIVES: Final = {
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
TIMEOUTS: Final = (
    "SET statement_timeout = 5000; SET lock_timeout = 5000; SET idle_in_transaction_session_timeout = 60000"
)
"""Said once connected, and not in the start-up packet: PgBouncer refuses `options` there."""
LOCK_WAIT: Final = 3.0  # seconds for one lock of a table that is changed: everybody who comes after us waits behind us
LOCK_TRIES: Final = 20


class NewerDatabase(JsvError):
    """The database is at a revision that this release does not know."""

    def __init__(self, found: str, wanted: str | None) -> None:
        super().__init__(
            f"A newer release has brought the database to revision {found}; this one knows up to {wanted}. "
            "Start the newer release, or bring back a copy that was made before (`jsv restore FILE` into an empty database)."
        )


class InUse(JsvError):
    """A table that a migration changes is kept by somebody else."""

    def __init__(self) -> None:
        super().__init__(
            "The database cannot be brought up to date while somebody keeps a table open, such as a long report or a copy. "
            "Nothing was changed. End it (pg_stat_activity lists who), and start again."
        )


def conninfo(url: str, **also: object) -> str:
    """One line for libpq and whatever is built on it, of the whole address: what its query says of host, TLS or socket counts here as in our engines."""
    where = _where(url)
    _, given = where.get_dialect()().create_connect_args(where)
    return make_conninfo(**{**given, **also})


def open_engine(url: str) -> Engine:
    """An engine for that database, which connects when it is first used: `sqlite:///FILE` or `postgresql+psycopg://...`."""
    where = _where(url)
    if where.get_backend_name() == "sqlite":
        return _sqlite(create_engine(where, pool_size=POOL, max_overflow=1, pool_timeout=WAIT, hide_parameters=True))
    engine = create_engine(
        where,
        pool_size=POOL,
        max_overflow=0,
        pool_timeout=WAIT,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"connect_timeout": WAIT, **KEEPALIVES},
    )
    event.listen(engine, "connect", _bounded)
    return engine


def migrate(url: str, *, tries: int = LOCK_TRIES, wait: float = LOCK_WAIT) -> None:
    """Brings our tables and DBOS's to the present, or changes nothing. Several replicas may do so at once.

    Raises:
        NewerDatabase: a newer release has been here.
        InUse: somebody has kept a table that is to be changed for a minute and more (PostgreSQL).
    """
    where = _where(url)
    engine = create_engine(where, poolclass=NullPool)
    if where.get_backend_name() == "sqlite":
        _sqlite(engine)
    try:
        _upgrade(engine, tries, wait)
    finally:
        engine.dispose()
    DBOS.migrate(where.render_as_string(hide_password=False))


def _upgrade(engine: Engine, tries: int, wait: float) -> None:
    """Somebody who reads a table for long keeps us from changing it; then we step back, so that others get by, and try again."""
    for tried in range(1, tries + 1):
        try:
            with engine.begin() as connection:
                if engine.dialect.name == "postgresql":
                    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATING})
                    connection.execute(text(f"SET LOCAL lock_timeout = {int(wait * 1000)}"))
                _known(connection)
                command.upgrade(_config(connection), "head")
        except OperationalError as fault:
            if not isinstance(fault.orig, LockNotAvailable):
                raise
            if tried == tries:
                raise InUse from None
            sleep(wait / 3)
        else:
            return


def _known(connection: Connection) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    if found and not knows(found):
        raise NewerDatabase(found, wanted_revision())


def revision(engine: Engine) -> str | None:
    """At which revision a database is; nothing before the first. Raises what the driver raises when it does not answer."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def time_of(engine: Engine) -> datetime | None:
    """What a database's own clock says; nothing of SQLite, which has ours."""
    if engine.dialect.name == "sqlite":
        return None
    with engine.connect() as connection:
        return connection.scalar(select(func.now()))


def wanted_revision() -> str | None:
    """At which it should be."""
    return _scripts().get_current_head()


def knows(revision_found: str) -> bool:
    """Whether a revision is one of this release, or of one before it."""
    return revision_found in {script.revision for script in _scripts().walk_revisions()}


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return ScriptDirectory.from_config(config)


def _bounded(connection: psycopg.Connection, _: object) -> None:
    """No statement of ours waits for long."""
    connection.execute(TIMEOUTS)
    connection.commit()


def _where(url: str) -> URL:
    where = make_url(url)
    return where.set(drivername="postgresql+psycopg") if where.get_backend_name() == "postgresql" else where


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _sqlite(engine: Engine) -> Engine:
    """Transactions as we say, not as the driver guesses."""
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    return engine


def _connected(connection: SqliteConnection, _: object) -> None:
    connection.isolation_level = None
    _only_ours(connection)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    _write_ahead(connection)
    if sqlite_version_info < SUBSEC:  # DBOS asks for it on Python 3.12 and later; Debian 12 has an older SQLite
        connection.create_function("unixepoch", -1, _unixepoch)


def _only_ours(connection: SqliteConnection) -> None:
    """The file, its log and its index are its owner's alone. A new log gets what the file has; one of an earlier release is told here."""
    (_, _, file), *_rest = connection.execute("PRAGMA database_list").fetchall()
    for path in (Path(file), *(Path(f"{file}{beside}") for beside in BESIDE)) if file else ():
        with suppress(OSError):  # not there yet, or somebody else's
            if stat.S_IMODE(path.stat().st_mode) & ~OWNER_ONLY:
                path.chmod(OWNER_ONLY)


def _write_ahead(connection: SqliteConnection) -> None:
    """The file keeps a log ahead of itself (WAL).

    While others open a new file too, SQLite refuses the change at once, whatever the busy timeout; so it is asked again.
    """
    for _ in range(WAL_TRIES):
        with suppress(SqliteError):
            connection.execute("PRAGMA journal_mode = WAL")
            return
        sleep(WAL_PAUSE)
    connection.execute("PRAGMA journal_mode = WAL")


def _unixepoch(*asked: str) -> float | None:
    return time() if asked in (("subsec",), ("now", "subsec")) else None


def _begun(connection: Connection) -> None:
    reads = connection.get_execution_options().get(SQLITE_READS, False)
    if connection.info.get(SQLITE_READS) is not reads:  # a connection serves readers and writers in turn
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
        connection.info[SQLITE_READS] = reads
    connection.exec_driver_sql(
        "BEGIN" if reads else "BEGIN IMMEDIATE"
    )  # the write lock at once: two turns queue instead of failing
