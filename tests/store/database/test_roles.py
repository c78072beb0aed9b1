"""A user of PostgreSQL who cannot change or delete what was done and seen, by docs/postgresql-roles.sql (V11)."""

from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import ProgrammingError

from dialogs.ids import PersonId
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from store.unit_of_work import Store
from tests.databases import dsn
from tests.store.kept import kept, peopled
from tests.town import MONDAY

ROLES = Path(__file__).parents[3] / "docs" / "postgresql-roles.sql"
DENIED = (
    "UPDATE facts SET by = 'hal'", "DELETE FROM facts", "TRUNCATE facts",
    "UPDATE audit SET person = 'hal'", "DELETE FROM audit", "TRUNCATE audit",
    "DROP TABLE audit", "ALTER TABLE audit DISABLE TRIGGER ALL", "DROP TRIGGER facts_stay ON facts",
)  # fmt: skip


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_the_bots_user_only_adds_to_the_logs(database_url: str) -> None:
    """It lives a whole case, erases it and makes what was deleted unreadable; the logs it can read and add to, and nothing else."""
    name = f"jsv_{token_hex(4)}"
    with psycopg.connect(dsn(database_url), autocommit=True) as owner:
        owner.execute(ROLES.read_text().replace("jsv_app", name).replace("jsv_log", f"{name}_log"))
    engine = open_engine(make_url(database_url).set(username=name).render_as_string(hide_password=False))
    store = Store(engine, KeyRing.development(), DbosJobs(engine))
    town = kept("closed", peopled(store))
    with store.begin() as work:
        work.audit.seen(PersonId("mo"), "record", town.case.id, MONDAY)
        work.cases.erase(town.case.id)

    assert store.purge() == ""
    with store.reading() as work:
        assert [*work.facts.broken(), *work.audit.broken()] == []
    for statement in DENIED:
        with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), engine.begin() as connection:
            connection.execute(text(statement))
    engine.dispose()
    with psycopg.connect(dsn(database_url), autocommit=True) as owner:
        owner.execute(f"REASSIGN OWNED BY {name}, {name}_log TO CURRENT_USER")
        owner.execute(f"DROP OWNED BY {name}, {name}_log")
        owner.execute(f"DROP ROLE {name}, {name}_log")
