"""The database is brought up to date as the code has it, beside DBOS's own tables, and opened as we say."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, NullPool, create_engine, inspect, make_url, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import SchemaItem

from store.database.connect import (
    InUse,
    NewerDatabase,
    _config,
    migrate,
    open_engine,
    revision,
    wanted_revision,
)
from store.database.tables import metadata
from store.unit_of_work import Store
from tests.databases import dsn, on_server
from tests.store.kept import kept, peopled


def ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, compared: SchemaItem | None) -> bool:
    return not (kind == "table" and reflected and compared is None)


def test_the_migrations_make_the_tables_that_the_code_has(database: Engine) -> None:
    """Nothing is missing and nothing is left over; DBOS's tables are not looked at."""
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_migrating_again_changes_nothing(database: Engine, store: Store) -> None:
    """A database with cases in it is opened by the same version as it is."""
    town = kept("agreed", peopled(store))

    migrate(database.url.render_as_string(hide_password=False))

    with store.reading() as work:
        assert work.cases.get(town.case.id) == town.case


def test_replicas_that_start_together_migrate_once(empty_database_url: str) -> None:
    """Three at once, and none of them fails."""
    with ThreadPoolExecutor(3) as threads:
        assert [*threads.map(migrate, [empty_database_url] * 3)] == [None] * 3

    engine = open_engine(empty_database_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM directory")).scalar_one() == 1
    engine.dispose()


def test_no_table_of_dbos_has_one_of_our_names(database: Engine) -> None:
    """In one SQLite file there is one of each name: DBOS's tables are there, and they are others than ours."""
    found = {*inspect(database).get_table_names()}
    if database.dialect.name == "postgresql":
        dbos = {*inspect(database).get_table_names(schema="dbos")}
    else:
        dbos = found - {*metadata.tables} - {"alembic_version"}

    assert {*metadata.tables} <= found
    assert {"workflow_status", "workflow_input", "queues"} <= dbos
    assert {*metadata.tables} & dbos == set()


CHANGES = {
    "sqlite": ("UPDATE {} SET at = at", "DELETE FROM {}", "INSERT OR REPLACE INTO {} SELECT * FROM {}"),
    "postgresql": ("UPDATE {} SET at = at", "DELETE FROM {}", "TRUNCATE {}"),
}


@pytest.mark.parametrize("table", ["facts", "audit"])
def test_what_has_happened_cannot_be_changed(database: Engine, store: Store, table: str) -> None:
    """The database itself refuses to change or delete a fact, or a line of the log of looking, whoever asks."""
    town = kept("agreed", peopled(store))
    with store.begin() as work:
        work.audit.seen(town.case.raiser, "record", town.case.id, town.now)
        before = work.facts.of(town.case.id), work.audit.of(town.case.id)

    for statement in CHANGES[database.dialect.name]:
        with pytest.raises(DatabaseError, match="only grow"), database.begin() as connection:
            connection.execute(text(statement.format(table, table)))

    with store.reading() as work:
        assert before == (work.facts.of(town.case.id), work.audit.of(town.case.id))


def test_what_only_reads_cannot_write(store: Store) -> None:
    """A reading transaction is refused a write by the database, and the next writer is not."""
    with pytest.raises(DatabaseError), store.reading() as work:
        work.key_values.put("colour", "blue")

    with store.begin() as work:
        work.key_values.put("colour", "blue")
    with store.reading() as work:
        assert work.key_values.get("colour") == "blue"


def test_a_plain_postgresql_address_opens_with_our_driver() -> None:
    """`postgresql://` means psycopg."""
    assert open_engine("postgresql://somebody@localhost/somewhere").url.drivername == "postgresql+psycopg"


def test_opening_connects_to_nothing() -> None:
    """An address where nobody answers is noticed when it is first used."""
    assert open_engine("postgresql+psycopg://nobody@127.0.0.1:1/nowhere").pool.checkedin() == 0  # type: ignore[attr-defined] # of the queue pool


@pytest.mark.postgres
def test_postgresql_gives_up_on_what_takes_too_long(postgres_url: str) -> None:
    """Statements and locks are given five seconds."""
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        told = [connection.execute(text(f"SHOW {name}")).scalar_one() for name in ("statement_timeout", "lock_timeout")]
    engine.dispose()

    assert told == ["5s", "5s"]


def test_sqlite_is_durable_and_checks_its_keys(tmp_path: Path) -> None:
    """WAL, full synchronisation, foreign keys, and a time function that older versions lack."""
    engine = open_engine(f"sqlite:///{tmp_path / 'jsv.db'}")
    with engine.connect() as connection:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
        now = connection.exec_driver_sql("SELECT unixepoch('subsec')").scalar_one()
    engine.dispose()

    assert told == ["wal", 2, 1, 30000]
    assert now > 1_700_000_000


def at_revision(url: str, wanted: str) -> None:
    """A database as an earlier release has left it."""
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        command.upgrade(_config(connection), wanted)


def found_revision(url: str) -> str | None:
    engine = open_engine(url)
    try:
        return revision(engine)
    finally:
        engine.dispose()


@pytest.mark.postgres
def test_a_reader_who_stays_stops_nobody_but_the_migration() -> None:
    """It steps back each time, so others get by; it says what to do and has changed nothing; once the reader is gone it is done."""
    with on_server() as url:
        at_revision(url, "0004")
        with psycopg.connect(dsn(url)) as reader, psycopg.connect(dsn(url), autocommit=True) as other:
            reader.execute("SELECT * FROM handles")
            with pytest.raises(InUse):
                migrate(url, tries=2, wait=0.1)
            other.execute("SET statement_timeout = 5000")
            assert other.execute("SELECT count(*) FROM handles").fetchone() == (0,)
            assert found_revision(url) == "0004"
        migrate(url, tries=1, wait=1.0)

        assert found_revision(url) == wanted_revision()


def test_a_database_of_a_newer_release_is_left_alone(empty_database_url: str) -> None:
    """What to do is said; nothing is changed."""
    migrate(empty_database_url)
    engine = open_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()

    with pytest.raises(NewerDatabase, match=r"revision 9999; this one knows up to \d+\. Start the newer release"):
        migrate(empty_database_url)
    assert found_revision(empty_database_url) == "9999"


@pytest.mark.postgres
def test_nothing_is_asked_for_that_pgbouncer_refuses() -> None:
    """In its start-up packet a connection says who it is, and no `options`; the limits of time hold all the same."""
    with on_server() as url, listening(url) as (through, said):
        engine = open_engine(through)
        with engine.connect() as connection:
            shown = [connection.scalar(text(f"SHOW {name}")) for name in ("statement_timeout", "lock_timeout")]
        engine.dispose()

    assert shown == ["5s", "5s"]
    assert {"user", "database", "client_encoding"} >= {*said}


@contextmanager
def listening(url: str) -> Iterator[tuple[str, list[str]]]:
    """The same server through a socket of ours, and the names of what the first connection begins with."""
    where, said = make_url(url), list[str]()
    with socket.create_server(("127.0.0.1", 0)) as door:

        def carry() -> None:
            here, _ = door.accept()
            there = socket.create_connection((where.host or "127.0.0.1", where.port or 5432))
            with here, there:
                first = here.recv(65_536)
                if int.from_bytes(first[4:8]) != PLAIN:  # it asks for TLS first, or GSSAPI
                    here.sendall(b"N")
                    first = here.recv(65_536)
                said.extend(first[8:].decode().split("\0")[:-2:2])
                there.sendall(first)
                back = threading.Thread(target=_pump, args=(there, here))
                back.start()
                _pump(here, there)
                back.join()

        thread = threading.Thread(target=carry)
        thread.start()
        port = door.getsockname()[1]
        yield where.set(host="127.0.0.1", port=port).render_as_string(hide_password=False), said
        thread.join()


PLAIN = 196_608  # protocol 3.0


def _pump(one_way: socket.socket, other_way: socket.socket) -> None:
    with suppress(OSError):
        while found := one_way.recv(65_536):
            other_way.sendall(found)
        other_way.shutdown(socket.SHUT_WR)
