"""The clock, and the one that can be moved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.runtime.clock import LONDON, MovableClock, london
from tests.builders import still
from tests.town import MONDAY


def test_it_is_london() -> None:
    """The time is aware, and in the partnership's zone."""
    assert london().tzinfo is LONDON
    assert abs(london() - london().astimezone(UTC)) < timedelta(seconds=1)


def test_it_moves() -> None:
    """It stands where it is put, and goes on from there."""
    clock = still()
    clock.move(timedelta(hours=2))
    assert clock() == MONDAY + timedelta(hours=2)

    clock.to(MONDAY - timedelta(days=3))
    assert clock() == MONDAY - timedelta(days=3)


def test_it_is_kept(tmp_path: Path) -> None:
    """After a restart it is as far ahead as before; without a file, or with a spoilt one, it is not ahead."""
    kept = tmp_path / "clock"
    MovableClock(lambda: MONDAY, kept).move(timedelta(days=5))

    assert MovableClock(lambda: MONDAY, kept)() == MONDAY + timedelta(days=5)
    kept.write_text("spoilt")
    assert MovableClock(lambda: MONDAY, kept)() == MONDAY
    assert MovableClock(lambda: MONDAY, tmp_path / "none")() == MONDAY


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    """In the night in which summer time ends, one hour on is one hour that has passed (R8)."""
    clock = still(datetime(2026, 10, 25, 0, 30, tzinfo=LONDON))
    before = clock().astimezone(UTC)
    clock.move(timedelta(hours=1))
    clock.move(timedelta(hours=1))

    assert clock().astimezone(UTC) - before == timedelta(hours=2)
    assert f"{clock():%H:%M %Z}" == "01:30 GMT"
