"""What was deleted, made unreadable where it lay: a database forgets a row long before its file does.

SQLite writes zeros over whatever is deleted (`secure_delete`), but its write-ahead log still has the pages as they were: so the
log is cut to nothing. A file in which an earlier release deleted without zeros is written anew, once.

PostgreSQL leaves rows as they were until something takes their place: so the tables that hold sealed words, or the key of a
case, are written anew (VACUUM FULL), each under a lock that keeps everybody out for as long as it is read and written: by
measure 1.6 seconds for 10,000 cases. What somebody's older transaction may still look at would be copied along, so we wait
for those first. Tables that only hold who and when are left to the ordinary vacuum.
"""

import sqlite3
from contextlib import closing
from time import sleep
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

WITH_WORDS: Final = ("cases", "drafts", "feedback", "postings", "publications", "settings")
WRITTEN_ANEW: Final = 1  # `user_version` of a SQLite file in which nothing was ever deleted without zeros
TRIES: Final = 60
PAUSE: Final = 1.0  # seconds between two tries
ITS_FILE: Final = text("SELECT pg_relation_filenode(to_regclass(:table))")
LATEST: Final = text("SELECT CAST(pg_current_xact_id() AS text)")
RUNNING: Final = text(
    "SELECT pg_snapshot_xmin(pg_current_snapshot()) <= CAST(:latest AS xid8)"
)  # in any database of the server
LOOKING: Final = text(
    "SELECT count(*) > 0 FROM ("
    " SELECT backend_xmin AS held FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'"
    " AND (datname = current_database() OR datname IS NULL)"
    " UNION ALL SELECT xmin FROM pg_replication_slots"
    ") AS looking WHERE held IS NOT NULL AND age(held) >= age(CAST(CAST(:latest AS xid8) AS xid))"
)
LOOKED_AT: Final = "a transaction that began before (a copy, a report, a replica) may still look at it"
IN_USE: Final = "somebody was using {table} all the while (is a copy being made?)"
NOT_OURS: Final = "the database's user does not own the table {table}, and may not write it anew"


def purge(engine: Engine, tries: int = TRIES) -> str:
    """Makes what was deleted until now unreadable in the files; nothing, or why some of it can still be read. To be said outside any transaction."""
    try:
        return _sqlite(engine, tries) if engine.dialect.name == "sqlite" else _postgresql(engine, tries)
    except (SQLAlchemyError, sqlite3.Error) as fault:
        return f"the database says {getattr(fault, 'orig', fault)}".strip().splitlines()[0]


def _sqlite(engine: Engine, tries: int) -> str:
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA query_only = OFF")
        (version,) = cursor.execute("PRAGMA user_version").fetchone()
        if version < WRITTEN_ANEW:
            cursor.execute("VACUUM")
            cursor.execute(f"PRAGMA user_version = {WRITTEN_ANEW}")
        for _ in range(tries):
            (busy, *_rest) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                return ""
            sleep(PAUSE)
    return "somebody was reading the file all the while"


def _postgresql(engine: Engine, tries: int) -> str:
    alone = engine.execution_options(isolation_level="AUTOCOMMIT")
    with alone.connect() as connection:
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SET lock_timeout = '1s'"))  # whoever comes after us waits as long as we do
        try:
            if not _nobody_looks(connection, tries):
                return LOOKED_AT
            return next(filter(None, (_anew(connection, table, tries) for table in WITH_WORDS)), "")
        finally:
            connection.invalidate()  # its time limits are not the store's


def _nobody_looks(connection: Connection, tries: int) -> bool:
    """Whether no transaction is left that began before now: one that merely runs, anywhere on the server, holds rows for us, too."""
    latest = connection.scalar(LATEST)
    for _ in range(tries):
        if not any(connection.scalar(asked, {"latest": latest}) for asked in (RUNNING, LOOKING)):
            return True
        sleep(PAUSE)
    return False


def _anew(connection: Connection, table: str, tries: int) -> str:
    before = connection.scalar(ITS_FILE, {"table": table})
    for _ in range(tries):
        try:
            connection.execute(text(f"VACUUM (FULL) {table}"))
        except OperationalError as fault:
            if getattr(fault.orig, "sqlstate", "") != "55P03":  # lock_not_available
                raise
            sleep(PAUSE)
        else:
            return "" if connection.scalar(ITS_FILE, {"table": table}) != before else NOT_OURS.format(table=table)
    return IN_USE.format(table=table)
