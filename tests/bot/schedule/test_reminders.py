"""The sweep: nobody is told twice, nobody is forgotten, nobody is woken (P17)."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from structlog.testing import capture_logs

from bot.outbox.delivery import Telling, deliver
from bot.outbox.edits import Outcome
from bot.runtime.clock import MovableClock
from bot.runtime.runtime import Runtime
from bot.schedule.reminders import awake, due, sweep
from bot.simulation.player import Player
from dialogs.model.press import Press
from dialogs.procedure.case import Case, Stage
from dialogs.procedure.nudges import next_due
from store.queue.jobs import InMemoryJobs
from tests.bot.acts import agreed, booked, raised, stored
from tests.builders import MO, OLU, a_case, on
from tests.doubles import FakeChannel
from tests.town import CHOSEN, LONDON, PEOPLE

EVERYBODY = {person.id: person for person in PEOPLE}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """November 2026: the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=LONDON)


def digests(jobs: InMemoryJobs) -> list[str]:
    return [one.key for one in jobs.given if one.key.startswith("digest/") and OLU not in one.key]


def climbs(jobs: InMemoryJobs) -> list[str]:
    return [one.key for one in jobs.given if one.key.startswith(f"digest/{OLU}/")]


def test_twice_is_once(runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock) -> None:
    """However often and wherever the sweep runs, one person gets one digest on one day."""
    raised(runtime, player)
    raised(runtime, player, "CASE-2")
    clock.to(at(24, 9))

    assert sweep(runtime) == 2
    sweep(runtime)
    assert sweep(runtime) == 0
    assert digests(jobs) == ["digest/mo/2026-11-24"]


def test_two_houses_at_once_tell_once(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """A second machine that reads the same cases enqueues the same keys, and a key is done once."""
    case = raised(runtime, player)
    clock.to(at(24, 9))
    sweep(runtime)
    with runtime.store.begin() as work:
        work.cases.set_due(case.id, at(24, 9))  # as the other machine still saw it
    sweep(runtime)

    assert digests(jobs) == ["digest/mo/2026-11-24"]


def test_three_days_down_is_one_reminder(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """After days in which nothing ran there is one reminder, not one for each day (R9)."""
    raised(runtime, player)
    clock.to(at(27, 11))
    sweep(runtime)
    sweep(runtime)

    assert digests(jobs) == ["digest/mo/2026-11-27"]


@pytest.mark.parametrize("day", [24, 26, 30], ids=["Tue, day 1", "Thu, day 3", "Mon, day 5"])
def test_the_ladder(runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, day: int) -> None:
    """A manager who does not answer is reminded on working days 1, 3 and 5, and on no other (P07)."""
    raised(runtime, player)
    for each in range(24, 31):
        clock.to(at(each, 9, 5))
        sweep(runtime)

    assert digests(jobs) == ["digest/mo/2026-11-24", "digest/mo/2026-11-26", "digest/mo/2026-11-30"]
    assert f"digest/mo/2026-11-{day}" in digests(jobs)


def test_it_climbs(runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock) -> None:
    """On working day 5 the partnership office is told which case waits for whom, once (P07, P17)."""
    case = raised(runtime, player)
    clock.to(at(30, 9, 5))
    sweep(runtime)
    sweep(runtime)

    assert climbs(jobs) == [f"digest/{OLU}/2026-11-30"]
    assert case.reference in str(player.presses(OLU, Press("digest", "show")))


@pytest.mark.parametrize(
    "when",
    [at(24, 7, 59), at(24, 18), at(23, 23), at(28, 10), datetime(2026, 12, 25, 10, tzinfo=LONDON)],
    ids=["before eight", "after six", "at night", "Saturday", "Christmas"],
)
def test_quiet(runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, when: datetime) -> None:
    """Nobody is written to at night or on a day off; what was due is told when people are back."""
    case = raised(runtime, player)
    with runtime.store.begin() as work:
        work.cases.set_due(case.id, at(23, 11))
    noted = len(jobs.given)
    clock.to(when)

    assert sweep(runtime) == 0
    assert len(jobs.given) == noted


def test_not_before_the_digest_hour(runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock) -> None:
    """A case looked at before nine waits for the digest; it is not forgotten."""
    case = raised(runtime, player)
    with runtime.store.begin() as work:
        work.cases.set_due(case.id, at(24, 8))
    clock.to(at(24, 8, 30))
    sweep(runtime)
    assert digests(jobs) == []

    clock.to(at(24, 9))
    sweep(runtime)
    assert digests(jobs) == ["digest/mo/2026-11-24"]


def test_down_over_the_weekend(runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock) -> None:
    """A reminder that was due on Tuesday, with nothing running until Saturday, comes on Monday."""
    raised(runtime, player)
    clock.to(at(28, 12))
    sweep(runtime)
    clock.to(at(30, 9))
    sweep(runtime)

    assert digests(jobs) == ["digest/mo/2026-11-30"]


def test_closure_days_do_not_count() -> None:
    """On a day on which the partnership is closed nobody is written to."""
    assert awake(on(at(24, 10)))
    assert not awake(on(at(24, 10), None, date(2026, 11, 24)))


async def test_what_was_done_meanwhile_is_not_reminded_of(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, channel: FakeChannel
) -> None:
    """A digest whose every ask was answered before it went out is dropped."""
    case = raised(runtime, player)
    clock.to(at(24, 9))
    sweep(runtime)
    agreed(player, case)
    player.fills(MO, Press("nomination", "nominate", case.id), CHOSEN)

    assert await deliver(runtime, Telling(MO, "digest", None, "", *digests(jobs))) is Outcome.OVERTAKEN
    assert channel.sent == []


def test_a_session_that_has_begun_asks_who_came(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock
) -> None:
    """When the session has begun, the lead coordinator is asked for attendance: once, whoever sweeps."""
    case = booked(runtime, player)
    assert case.session
    assert case.session.booked
    clock.to(case.session.booked.start)
    sweep(runtime)
    with runtime.store.begin() as work:
        work.cases.set_due(case.id, clock())
    sweep(runtime)

    told = [one for one in jobs.given if "/due/attendance/" in one.key]
    assert [(one.workflow, one.args[0], one.args[1]) for one in told] == [("deliver", "sal", "session")]


def test_every_page_is_read(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More cases than fit on a page are all looked at, and none twice."""
    from bot.schedule import reminders

    monkeypatch.setattr(reminders, "PAGE", 2)
    for number in range(5):
        raised(runtime, player, f"CASE-{number}")
    clock.to(at(24, 9))

    assert sweep(runtime) == 5
    assert sweep(runtime) == 0
    assert digests(jobs) == ["digest/mo/2026-11-24"]


def test_one_failing_case_stops_no_other(
    runtime: Runtime, player: Player, jobs: InMemoryJobs, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case that cannot be reckoned with is logged and left for a day; the others are told of."""
    from bot.schedule import reminders

    bad, good = raised(runtime, player), raised(runtime, player, "CASE-2")
    real = reminders.due

    def sometimes(case: Case, *rest, **more):  # type: ignore[no-untyped-def] # as it is
        if case.id == bad.id:
            raise LookupError("CANARY")
        return real(case, *rest, **more)

    monkeypatch.setattr(reminders, "due", sometimes)
    clock.to(at(24, 9))
    with capture_logs() as lines:
        sweep(runtime)

    assert digests(jobs) == ["digest/mo/2026-11-24"]
    assert [line["case"] for line in lines if line["action"] == "sweep_case_failed"] == [bad.id]
    assert "CANARY" not in repr(lines)
    assert stored(runtime, good.id)


def test_what_a_case_brings_is_pure() -> None:
    """The same case at the same time brings the same; afterwards it is due when something next falls due."""
    case, terms = a_case(), on(at(24, 9))

    brought = due(case, terms, EVERYBODY, overdue=False)
    assert brought == due(case, terms, EVERYBODY, overdue=False)
    assert (brought.digests, brought.next, brought.leave) == ((MO,), next_due(case, terms), False)
    assert due(replace(case, stage=Stage.DECLINED), terms, EVERYBODY, overdue=True).next is None
