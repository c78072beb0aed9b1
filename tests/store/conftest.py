"""A migrated database of each kind, and a store in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from store.unit_of_work import Store
from tests.databases import hurry


@pytest.fixture
def database(database_url: str) -> Iterator[Engine]:
    """An engine on a migrated database."""
    engine = hurry(open_engine(database_url))
    yield engine
    engine.dispose()


@pytest.fixture
def store(database: Engine) -> Store:
    """A store that notes its jobs with DBOS."""
    return Store(database, KeyRing.development(), DbosJobs(database))
