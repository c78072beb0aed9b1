"""A real process: killed and started again it goes on where it was; asked to stop it stops soon (R1, R13)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.resilience.running import Demo, words
from tests.waiting import wait_until

pytestmark = pytest.mark.slow
CASE = re.compile(r"/as/mo/card/(agreement~show~[0-9a-f]{32}~)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the demo keeps things."""
    return tmp_path / "demo"


@pytest.fixture
def demo(folder: Path) -> Iterator[Demo]:
    """A demo that has begun."""
    running = Demo(folder)
    yield running
    running.kill()


def test_what_was_answered_is_there_after_a_power_cut(demo: Demo, folder: Path) -> None:
    """Agreed over HTTP, killed with -9, started again: the case is agreed, and everybody's list knows it (R1)."""
    found = CASE.search(demo.get("/as/mo"))
    assert found
    card = demo.get(f"/as/mo/card/{found[1]}")
    after = demo.post(card, {}, "agreement/agree/")
    assert "Agreed" in words(after)
    demo.kill()

    again = Demo(folder)
    try:
        assert "agreement/agree/" not in again.get(f"/as/mo/card/{found[1]}")
        assert again.status("/readyz") == 200
        assert "/as/mo/card/nomination~show~" in again.get("/as/mo")
    finally:
        again.kill()


@pytest.mark.long
def test_messages_of_an_interrupted_process_go_out(demo: Demo, folder: Path) -> None:
    """Killed right after an answer, the messages it led to go out when it runs again: none is lost (R1)."""
    found = CASE.search(demo.get("/as/mo"))
    assert found
    demo.post(demo.get(f"/as/mo/card/{found[1]}"), {}, "agreement/agree/")
    demo.kill()

    again = Demo(folder)
    try:
        wait_until(lambda: all(f"To {who}" in words(again.get("/sent")) for who in ("Kit Keyworker", "Mo Madeup")))
    finally:
        again.kill()


def test_the_clock_is_kept_and_tells_what_falls_due(demo: Demo, folder: Path) -> None:
    """Moved to the next working morning the clock brings a digest; after a restart it says the same day."""
    start = demo.get("/")
    moved = demo.post(start, {"how": "week", "back": "/"}, "csrf")
    day = re.search(r"It is now (\w+ \d+ \w+ \d{4})", words(moved))
    assert day
    wait_until(lambda: "what waits for you" in words(demo.get("/sent")))
    demo.kill()

    again = Demo(folder)
    try:
        assert f"It is now {day[1]}" in words(again.get("/"))
    finally:
        again.kill()


def test_it_stops_when_it_is_asked(demo: Demo) -> None:
    """Asked to stop it ends by itself, without a fault (R13)."""
    assert demo.status("/healthz") == 200

    assert demo.stop() == 0


def test_a_second_one_on_the_same_folder_is_refused(demo: Demo, folder: Path) -> None:
    """Two processes would do each other's jobs twice: the second says so in a plain line, and ends."""
    with pytest.raises(AssertionError, match=r"Another process is at work on .*demo\.db"):
        Demo(folder)
    assert demo.status("/readyz") == 200
