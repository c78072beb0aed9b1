"""References in the store: sealed, found by handle, read on while the keys are turned over."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, select

from dialogs.model.heard import Handle
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.database.tables import references
from store.key_rotation import rotate
from store.queue.jobs import InMemoryJobs
from store.unit_of_work import Store

MO = Handle("teams", "T", "mo")
OLD, NEW = {"old": b"o" * 32}, {"new": b"n" * 32}


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """A migrated database of each kind."""
    engine = open_engine(database_url)
    yield engine
    engine.dispose()


def _get(store: Store, who: Handle = MO) -> str | None:
    with store.reading() as work:
        return work.chat_references.get(who)


def _put(store: Store, reference: str) -> None:
    with store.begin() as work:
        work.chat_references.put(MO, reference)


def test_the_latest_is_kept_and_nothing_of_it_can_be_read(database: Engine) -> None:
    """One for each handle; neither who it is nor where they are stands in clear."""
    store = Store(database, KeyRing(OLD), InMemoryJobs())
    _put(store, "first\nline")
    _put(store, "CANARY")

    assert ("CANARY", None) == (_get(store), _get(store, Handle("teams", "T", "pat")))
    with database.connect() as connection:
        ((place, body),) = connection.execute(select(references)).all()
    assert b"CANARY" not in body
    assert b"mo" not in place


def test_keys_are_turned_over(database: Engine) -> None:
    """Read with the new key in front, changed, sealed anew, and read without the old one."""
    old, both, new = (Store(database, KeyRing(keys), InMemoryJobs()) for keys in (OLD, {**NEW, **OLD}, NEW))
    _put(old, "one")
    assert "one" == _get(both)
    _put(both, "two")
    _put(old, "three")
    rotate(both)

    assert _get(new) in ("two", "three")
    assert _get(both) == _get(new)
