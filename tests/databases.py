"""Databases for tests: empty ones, and ones with every table. Each kind is migrated once in a process, and copied from then on."""

import atexit
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import token_hex
from shutil import copy
from sqlite3 import Connection
from tempfile import TemporaryDirectory
from typing import Final

import psycopg
import pytest
from sqlalchemy import Engine, event, make_url

SERVER: Final = os.environ.get("JSV_TEST_POSTGRES", "postgresql+psycopg://root@127.0.0.1:5432/test")
EMPTY: Final = "template1"
MOSTLY_ON_SQLITE: Final = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.long])], indirect=True
)
"""For a long story of which others of its kind are told on both databases in `make test`; in `make test-all` this one is, too."""
behind: Final = ThreadPoolExecutor(1)  # takes databases away while the next test runs already


def dsn(url: str = SERVER) -> str:
    """The same address, as psycopg itself wants it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def on_server(like: str = EMPTY) -> Iterator[str]:
    """The address of a new database on the test server, a copy of another; taken away afterwards.

    It does not wait for the disk at each commit: no test pulls the server's plug.
    """
    name = f"jsv_{token_hex(6)}"
    with psycopg.connect(dsn(), autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    behind.submit(_take_away, name)


def _take_away(name: str) -> None:
    with psycopg.connect(dsn(), autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _migrate(url: str) -> None:
    from bot.wiring import (
        migrate,
    )  # only where a test needs it: who merely starts the tests need not wait for all of its imports

    migrate(url)


@contextmanager
def migrated_on_server() -> Iterator[str]:
    """The name of a PostgreSQL database with every table, to copy."""
    with on_server() as url:
        _migrate(url)
        yield str(make_url(url).database)


@cache
def migrated_file() -> Path:
    """A SQLite file with every table, to copy. It is there as long as this process."""
    folder = TemporaryDirectory(prefix="jsv-migrated-")
    atexit.register(folder.cleanup)
    file = Path(folder.name) / "jsv.db"
    _migrate(f"sqlite:///{file}")
    return file


def furnish(url: str) -> None:
    """Where there is no SQLite file yet, one with every table is put. A PostgreSQL database stays as the test was given it."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite" and not Path(where.database or "").exists():
        copy(migrated_file(), where.database or "")


def hurry(engine: Engine) -> Engine:
    """An engine that does not wait for the disk at each commit, where that is for the client to say (SQLite)."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _unsynchronised)
    return engine


def _unsynchronised(connection: Connection, _: object) -> None:
    connection.execute("PRAGMA synchronous = OFF")
