"""The demo: nine invented people, three cases at different stages, and a clock that makes things fall due."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from adapters.web.ports import How
from adapters.web.send import WebChannel
from bot.demo.app import Town
from bot.demo.people import KIT, MO, PEOPLE
from bot.demo.story import at_work, begin
from bot.outbox.delivery import Telling, deliver
from bot.runtime.clock import MovableClock
from bot.runtime.mail import Letter
from bot.runtime.runtime import Runtime
from dialogs.model.cover import Cover
from dialogs.procedure.case import Case, Stage
from store.queue.jobs import InMemoryJobs
from tests.builders import a_runtime, on
from tests.town import LONDON, MONDAY

WEDNESDAY = datetime(2026, 11, 25, 13, 30, tzinfo=LONDON)


@pytest.fixture
def clock() -> MovableClock:
    """A Wednesday."""
    return MovableClock(lambda: WEDNESDAY)


@pytest.fixture
def town(clock: MovableClock) -> Town:
    """Not settled yet."""
    return Town(clock)


@pytest.fixture
def runtime(tmp_path: Path, clock: MovableClock, jobs: InMemoryJobs, town: Town) -> Iterator[Runtime]:
    """Begun, with nothing running."""
    with a_runtime(
        f"sqlite:///{tmp_path / 'jsv.db'}",
        clock=clock,
        jobs=jobs,
        channels={"web": WebChannel(town.keep)},
        people=PEOPLE,
    ) as made:
        town.settle(made)
        begin(made, clock)
        yield made


def cases(runtime: Runtime) -> list[Case]:
    with runtime.store.reading() as work:
        return sorted(
            {case.id: case for person in PEOPLE for case in work.cases.of(person.id)}.values(),
            key=lambda case: case.local_reference,
        )


def test_three_cases_at_different_stages(runtime: Runtime, clock: MovableClock) -> None:
    """One is booked inside its window, one waits for its second supervisor, one for its manager; and it is today."""
    first, second, third = cases(runtime)

    assert [one.stage for one in (first, second, third)] == [Stage.BOOKED, Stage.AGREED, Stage.RAISED]
    assert first.session
    assert first.session.booked
    assert first.session.booked.start > WEDNESDAY
    assert len(second.supervisors) == 1
    assert clock() == WEDNESDAY


async def test_everybody_and_what_they_owe(runtime: Runtime, town: Town) -> None:
    """People are shown in the order in which they are introduced, with how much waits for each."""
    people = await town.people()

    assert [person.id for person in people] == [person.id for person in PEOPLE]
    assert {person.id: person.owes for person in people}[MO] == 1


async def test_what_goes_out_is_shown(runtime: Runtime, town: Town) -> None:
    """Cards and letters stand on the panel, the newest first."""
    third = cases(runtime)[-1]
    await deliver(runtime, Telling(KIT, "case", third.id, "", "k"))
    await town.mailed(
        Letter(
            to="mo@council.example",
            cover=Cover(subject="Joint supervision session", says=("On Tuesday",)),
            calendar=b"",
            method="REQUEST",
        )
    )

    letter, card = await town.sent()
    assert (letter.to, letter.channel, letter.card.title) == ("Mo Madeup", "E-mail", "Joint supervision session")
    assert (card.to, card.kind, card.card.case) == ("Kit Keyworker", "new", third.id)
    assert await town.sent(1) == (letter,)


@pytest.mark.parametrize(
    ("how", "then"),
    [("hour", "25 14:30"), ("day", "26 13:30"), ("working", "26 09:00"), ("week", "02 13:30")],
)
async def test_moving_the_clock(runtime: Runtime, town: Town, jobs: InMemoryJobs, how: How, then: str) -> None:
    """It goes on by so much, and what falls due is told."""
    await town.move(how)

    assert f"{town.now():%d %H:%M}" == then
    assert any(one.key.startswith("digest/") for one in jobs.given)


def test_a_town_without_a_house(town: Town) -> None:
    """Nobody can be asked for before there is a runtime."""
    with pytest.raises(LookupError):
        _ = town.runtime


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (MONDAY, MONDAY),
        (MONDAY.replace(hour=3), MONDAY),
        (MONDAY.replace(hour=22), MONDAY.replace(day=24)),
        (MONDAY.replace(day=28), MONDAY.replace(day=30)),
    ],
    ids=["at work", "early", "late", "Saturday"],
)
def test_it_begins_when_people_are_at_work(now: datetime, then: datetime) -> None:
    """Started at night or on a day off, the demo stands on the next working morning."""
    assert at_work(lambda: now, on().calendar) == then


@pytest.mark.parametrize("day", [2, 5, 24, 28], ids=["after New Year", "after a weekend", "Easter ahead", "late"])
def test_it_begins_on_any_day(tmp_path: Path, day: int) -> None:
    """Bank holidays and weekends around it do not stop the story."""
    clock = MovableClock(lambda: datetime(2027, 1 if day < 10 else 3, day, 11, tzinfo=LONDON))
    with a_runtime(f"sqlite:///{tmp_path / 'jsv.db'}", clock=clock, people=PEOPLE) as runtime:
        begin(runtime, clock)
        assert [case.stage for case in cases(runtime)] == [Stage.BOOKED, Stage.AGREED, Stage.RAISED]
