"""A house of paper for each test, and a player of its people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.runtime.clock import MovableClock
from bot.runtime.runtime import House
from bot.simulation.player import Player
from store.queue.jobs import PaperJobs
from tests.builders import a_house, still
from tests.doubles import PaperChannel


@pytest.fixture
def clock() -> MovableClock:
    """Monday, ten in the morning, until it is moved."""
    return still()


@pytest.fixture
def jobs() -> PaperJobs:
    """What is enqueued."""
    return PaperJobs()


@pytest.fixture
def channel() -> PaperChannel:
    """Where everybody is reached."""
    return PaperChannel()


@pytest.fixture
def house(tmp_path: Path, clock: MovableClock, jobs: PaperJobs, channel: PaperChannel) -> Iterator[House]:
    """On SQLite, with nothing running."""
    with a_house(f"sqlite:///{tmp_path / 'jsv.db'}", clock=clock, jobs=jobs, channels={"web": channel}) as made:
        yield made


@pytest.fixture
def player(house: House) -> Player:
    """Everybody."""
    return Player(house)
