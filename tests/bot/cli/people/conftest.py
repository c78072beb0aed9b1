"""A bot that runs, on the database that these commands work on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.queue.jobs import DbosJobs
from tests.bot.cli.test_data import RING
from tests.builders import a_runtime


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def service(database_url: str) -> Iterator[Runtime]:
    """A bot that runs, on the database of these commands."""
    engine = open_engine(database_url)
    with a_runtime(database_url, jobs=DbosJobs(engine), keys=KeyRing.from_text(RING)) as runtime:
        yield runtime
    engine.dispose()


@pytest.fixture
def playing(service: Runtime) -> Player:
    return Player(service)
