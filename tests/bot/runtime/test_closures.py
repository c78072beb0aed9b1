"""Closures and one-off holidays in a file of the partnership's own: for live cases at once, read again when it changes (P14)."""

import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.config.settings import Settings
from bot.runtime.closures import BadClosures, Closures
from bot.runtime.holidays import Almanac
from bot.runtime.runtime import Runtime
from bot.schedule.reminders import sweep
from bot.simulation.player import Player
from bot.wiring import Outside, open_runtime
from dialogs.model.press import Press
from dialogs.model.views import Card
from store.crypto.key_ring import KeyRing
from store.queue.jobs import InMemoryJobs
from tests.adapters.faces import channels_without
from tests.bot.acts import agreed, polled, raised, stored
from tests.builders import MO, SAL, a_runtime, still
from tests.town import LONDON, norfolk

TODAY = date(2026, 11, 26)
BEFORE = "Last permitted day Mon 14 Dec 2026 (working day 15)"
AFTER = "Last permitted day Tue 15 Dec 2026 (working day 15)"


def written(file: Path, text: str, at: int) -> None:
    """The file holds that, changed at that second."""
    file.write_text(text)
    os.utime(file, (at, at))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that names no day yet."""
    made = tmp_path / "closures.txt"
    written(made, "# days on which we are closed\n", 1)
    return made


@pytest.fixture
def closing(tmp_path: Path, file: Path, jobs: InMemoryJobs) -> Iterator[Runtime]:
    """A runtime whose partnership has such a file."""
    with a_runtime(
        f"sqlite:///{tmp_path / 'closing.db'}", clock=still(), jobs=jobs, almanac=Almanac(Closures(str(file)))
    ) as made:
        yield made


def test_a_holiday_proclaimed_nine_days_ahead_reaches_a_live_case(
    closing: Runtime, file: Path, jobs: InMemoryJobs
) -> None:
    """The shipped profile, a case that runs: a line is added while the bot runs, the last day moves, and every open case is drawn again."""
    player = Player(closing)
    case = raised(closing, player)
    agreed(player, case)
    before = player.presses(MO, Press("case", "show", case.id))
    sweep(closing)
    done = len(jobs.given)
    written(file, "2026-12-07 Day of national mourning\n", 2)
    after = player.presses(MO, Press("case", "show", case.id))
    sweep(closing)
    redraws = [job.args[0] for job in jobs.given[done:] if job.workflow == "redraw"]

    assert isinstance(before, Card)
    assert isinstance(after, Card)
    assert (channels_without(BEFORE, before), channels_without(AFTER, after)) == ([], [])
    assert redraws == [case.id]
    assert sweep(closing) == 0


def test_a_date_on_offer_that_has_become_a_day_off_says_so(closing: Runtime, file: Path) -> None:
    """Whoever votes or books reads it beside the date, by its name; it is not offered anew."""
    player = Player(closing)
    case = polled(closing, player)
    assert case.session
    day = case.session.slots[0].start.date()
    written(file, f"{day} Snow\n", 2)
    card = player.presses(SAL, Press("poll", "show", case.id))

    assert isinstance(card, Card)
    assert channels_without("Snow: not a working day", card) == []
    assert stored(closing, case.id).session == case.session


def test_a_file_that_has_become_unreadable_changes_nothing(file: Path) -> None:
    """What was read last stays so, and the log says what to mend; mended, it counts."""
    written(file, "2026-12-07, Mourning\n2026-12-29 # no name\n", 2)
    almanac = Almanac(Closures(str(file)))
    first = almanac.of(norfolk(), TODAY)
    written(file, "7 December 2026\n", 3)
    with capture_logs() as logs:
        kept = almanac.of(norfolk(), TODAY)
    written(file, "2026-12-08\n", 4)
    mended = almanac.of(norfolk(), TODAY)

    assert [first.name_of(date(2026, 12, day)) for day in (7, 8, 29)] == ["Mourning", "", "closure day"]
    assert kept is first
    assert [(log["action"], log["line"]) for log in logs] == [("closures_unreadable", 1)]
    assert [mended.name_of(date(2026, 12, day)) for day in (7, 8)] == ["", "closure day"]


@pytest.mark.parametrize(
    "text", [None, "2026-13-01\n", "Christmas\n", "2026-12-071\n"], ids=["no file", "no date", "a word", "too long"]
)
async def test_a_file_that_cannot_be_read_stops_the_start(tmp_path: Path, text: str | None) -> None:
    """Said in a plain line, with the line of the file and what to write."""
    file = tmp_path / "closures.txt"
    if text:
        written(file, text, 1)
    settings = Settings.model_validate({"database_url": f"sqlite:///{tmp_path / 'jsv.db'}", "closures": str(file)})
    outside = Outside(keys=KeyRing.development(), channels={}, clock=lambda: datetime(2026, 11, 26, 10, tzinfo=LONDON))

    with pytest.raises(BadClosures, match="closures.txt"):
        async with open_runtime(settings, outside):
            pass


def test_days_beyond_the_calendar_are_left_alone(file: Path) -> None:
    """A slip of the pen in a year is no reason to fall over."""
    written(file, "1926-12-07\n9999-12-31 The last day\n", 2)

    assert Almanac(Closures(str(file))).of(norfolk(), TODAY).working(TODAY)
