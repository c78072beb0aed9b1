"""A runtime that keeps what it would send, for each test, and a player of its people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.simulation.player import Player
from store.queue.jobs import InMemoryJobs
from tests.builders import a_runtime, still
from tests.doubles import FakeChannel


@pytest.fixture
def clock() -> MovableClock:
    """Monday, ten in the morning, until it is moved."""
    return still()


@pytest.fixture
def jobs() -> InMemoryJobs:
    """What is enqueued."""
    return InMemoryJobs()


@pytest.fixture
def channel() -> FakeChannel:
    """Where everybody is reached."""
    return FakeChannel()


@pytest.fixture
def runtime(tmp_path: Path, clock: MovableClock, jobs: InMemoryJobs, channel: FakeChannel) -> Iterator[Runtime]:
    """On SQLite, with nothing running."""
    with a_runtime(f"sqlite:///{tmp_path / 'jsv.db'}", clock=clock, jobs=jobs, channels={"web": channel}) as made:
        yield made


@pytest.fixture
def player(runtime: Runtime) -> Player:
    """Everybody."""
    return Player(runtime)
