"""The clock jumps, the clocks change, and the 29th of February: a reminder once for its day, none lost (R8)."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.schedule.reminders import sweep
from bot.simulation.player import Player
from dialogs.ids import PersonId
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import booked, polled, raised
from tests.builders import MO
from tests.town import LONDON

HALF_HOUR = timedelta(minutes=30)


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def digests(jobs: InMemoryJobs, who: PersonId = MO) -> list[str]:
    """The days for which somebody was reminded."""
    return [one.key.rpartition("/")[2] for one in jobs.given if one.key.startswith(f"digest/{who}/")]


def passes(runtime: Runtime, clock: MovableClock, until: datetime) -> None:
    """Time goes on to then, and every half an hour there is a sweep."""
    while clock() < until:
        clock.move(HALF_HOUR)
        sweep(runtime)


@pytest.mark.parametrize(
    "ahead", [timedelta(hours=20), timedelta(days=3), timedelta(days=8), timedelta(days=365)], ids=str
)
def test_ahead_and_back(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, ahead: timedelta
) -> None:
    """Wrong for a while and put right: whoever is reminded on a wrong day is still reminded on each of the right ones, once."""
    raised(runtime, player)
    clock.to(at(2026, 11, 23, 15))
    clock.move(ahead)
    sweep(runtime)
    wrong = digests(jobs)
    clock.move(-ahead)
    passes(runtime, clock, at(2026, 12, 1))

    assert sorted({*digests(jobs)} - {*wrong}) == sorted({"2026-11-24", "2026-11-26", "2026-11-30"} - {*wrong})
    assert len(digests(jobs)) == len(set(digests(jobs)))
    assert len(wrong) <= 1


@pytest.mark.parametrize(
    "back", [timedelta(minutes=10), timedelta(hours=5), timedelta(days=1), timedelta(days=20)], ids=str
)
def test_back_and_on(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, back: timedelta
) -> None:
    """Put back after a reminder has gone out, it is not sent again when that hour comes again; the next one comes."""
    raised(runtime, player)
    clock.to(at(2026, 11, 24))
    sweep(runtime)
    clock.move(-back)
    passes(runtime, clock, at(2026, 12, 1))

    assert digests(jobs) == ["2026-11-24", "2026-11-26", "2026-11-30"]


@pytest.mark.parametrize(
    ("raising", "days"),
    [
        (at(2026, 10, 23, 10), ["2026-10-26", "2026-10-28", "2026-10-30"]),
        (at(2027, 3, 19, 10), ["2027-03-22", "2027-03-24", "2027-03-30"]),
        (at(2028, 2, 28, 10), ["2028-02-29", "2028-03-02", "2028-03-06"]),
        (at(2028, 2, 29, 10), ["2028-03-01", "2028-03-03", "2028-03-07"]),
    ],
    ids=["summer time ends", "summer time begins, at Easter", "to the 29th", "from the 29th"],
)
def test_odd_nights(
    runtime: Runtime, jobs: InMemoryJobs, clock: MovableClock, raising: datetime, days: list[str]
) -> None:
    """Over nights of 25 and 23 hours and over a leap day: each reminder on its day, not before nine and not at night."""
    clock.to(raising)
    raised(runtime, Player(runtime))
    noted: dict[str, datetime] = {}
    end = raising.astimezone(UTC) + timedelta(days=12)
    while clock().astimezone(UTC) < end:
        clock.move(HALF_HOUR)
        sweep(runtime)
        noted.update({day: clock() for day in digests(jobs) if day not in noted})

    assert digests(jobs) == days
    assert {day: when.strftime("%Y-%m-%d %H:%M") for day, when in noted.items()} == {
        day: f"{day} 09:00" for day in days
    }


@pytest.mark.parametrize(
    "raising",
    [at(2026, 10, 19, 10), at(2027, 3, 22, 10), at(2028, 2, 22, 10)],
    ids=["in autumn", "in spring", "in a leap year"],
)
def test_a_session_after_an_odd_night(
    runtime: Runtime, jobs: InMemoryJobs, clock: MovableClock, raising: datetime
) -> None:
    """Booked before, held after: who came is asked once the session has begun, by the clock on the wall, and once."""
    clock.to(raising)
    case = booked(runtime, Player(runtime))
    assert case.session
    assert case.session.booked
    start = case.session.booked.start
    assert start.utcoffset() != raising.utcoffset() or (raising.date() < date(2028, 2, 29) <= start.date()), start
    asked: Counter[str] = Counter()
    began: list[datetime] = []
    clock.to(start - timedelta(days=1, hours=2))
    while clock() < start + timedelta(days=1):
        before = {one.key for one in jobs.given}
        clock.move(HALF_HOUR)
        sweep(runtime)
        if new := [one.key for one in jobs.given if "/due/attendance/" in one.key and one.key not in before]:
            asked.update(new)
            began.append(clock())

    assert list(asked.values()) == [1]
    assert [start <= one < start + timedelta(hours=1) for one in began] == [True]


@pytest.mark.parametrize("ahead", [timedelta(days=-400), timedelta(days=400), timedelta(days=365 * 30)], ids=str)
def test_nothing_breaks(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, ahead: timedelta
) -> None:
    """With a clock that is quite wrong people can still act, and a sweep still ends."""
    case = polled(runtime, player)
    clock.move(ahead)
    sweep(runtime)
    raised(runtime, player, "CASE-2")
    clock.move(-ahead)
    sweep(runtime)

    assert case.stage
