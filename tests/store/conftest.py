"""A migrated database of each kind, and a store in it. Each kind is migrated once and then copied."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import copy

import psycopg
import pytest
from sqlalchemy import Engine, event, make_url

from store.jobs import DbosJobs
from store.opening import migrate, open_engine
from store.secrets import KeyRing
from store.unit_of_work import Store
from tests.conftest import SERVER


@contextmanager
def fresh(like: str = "template1") -> Iterator[str]:
    """The address of a new database on the test server, a copy of another; gone afterwards."""
    dsn = make_url(SERVER).set(drivername="postgresql").render_as_string(hide_password=False)
    name = f"jsv_{token_hex(6)}"
    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(dsn, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def migrated() -> Iterator[str]:
    """The name of a migrated database to copy."""
    with fresh() as url:
        migrate(url)
        yield str(make_url(url).database)


@pytest.fixture
def copied(migrated: str) -> Iterator[str]:
    """The address of a migrated PostgreSQL database."""
    with fresh(migrated) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    file = tmp_path_factory.mktemp("migrated") / "jsv.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An engine on a migrated database."""
    if request.param == "sqlite":
        url = f"sqlite:///{copy(request.getfixturevalue('migrated_file'), tmp_path)}"
    else:
        url = request.getfixturevalue("copied")
    engine = open_engine(url)
    if request.param == "sqlite":  # these tests need not wait for the disk
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous = OFF"))
    yield engine
    engine.dispose()


@pytest.fixture
def store(database: Engine) -> Store:
    """A store that notes its jobs with DBOS."""
    return Store(database, KeyRing.development(), DbosJobs(database))
