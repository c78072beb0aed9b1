"""A small year: everything holds at every step, and reminders are worth something in the model (R15)."""

from datetime import date

import pytest
from click.testing import CliRunner

from bot.__main__ import main
from bot.simulation.promises import broken
from bot.simulation.report import told, year
from dialogs.ids import PersonId
from dialogs.procedure.case import Attendee, Nominee, Reply
from tests.builders import booked, on
from tests.town import MONDAY, PEOPLE

FIRST = date(2025, 11, 24)


@pytest.mark.slow
@pytest.mark.long
def test_no_promise_is_broken_in_a_year() -> None:
    """Cases are raised, agreed, staffed, polled, held, recorded and closed by people who decline, forget, move and repeat themselves."""
    one = year(12, 3, FIRST, reminded=True)
    other = year(12, 3, FIRST, reminded=False)

    assert (one.broken, other.broken) == ((), ())
    assert one.cases == 12
    assert one.closed >= 6
    assert one.inside > other.inside
    assert one.messages > one.cases * 20
    assert [line for line in told(one, other) if line.startswith("promises broken")] == [
        f"{'promises broken':34}{'0':>16}{'0':>16}"
    ]


def test_a_broken_promise_is_seen() -> None:
    """Each check can fail: one agency twice, a supervisor among the supervisees, a lead who is none, a session out of the window."""
    case, terms = booked(), on(MONDAY)
    assert case.session
    assert [*broken(case, terms, PEOPLE[5:6])] == []

    twins = tuple(Nominee(nominee.person, "One agency", nominee.asked_on, Reply.ACCEPTED) for nominee in case.nominees)
    slot = case.session.slots[0]
    late = type(slot)(slot.start.replace(month=12, day=31), slot.minutes)
    faults = {
        "agencies": booked(nominees=twins),
        "supervisee": booked(attendees=(Attendee(PersonId("sal"), "Care"),)),
        "window": booked(
            sessions=(type(case.session)(number=1, asked_on=case.session.asked_on, slots=(late,), booked=late),)
        ),
    }
    assert {name: [one.split(" (")[0] for one in broken(wrong, terms, ())] for name, wrong in faults.items()} == {
        "agencies": ["two supervisors of two agencies"],
        "supervisee": ["no more supervisees than may be, and no supervisor among them"],
        "window": ["a session outside the window has its reason"],
    }


@pytest.mark.slow
def test_the_command_tells_both_years() -> None:
    """Progress, the table, and that it is a model."""
    said = CliRunner().invoke(main, ["simulate", "--cases", "2"])

    assert said.exit_code == 0, said.output
    assert "A year with reminders, 2 cases:" in said.output
    assert "held inside the window" in said.output
    assert said.output.rstrip().endswith("They say nothing of real people.")
