"""The database is brought up to date as the code has it, beside DBOS's own tables, and opened as we say."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.schema import SchemaItem

from store.database.connect import migrate, open_engine
from store.database.tables import metadata
from store.unit_of_work import Store
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
