"""What happens next and when, on the card of whoever has just done something, on every channel (P17)."""

from datetime import date

import pytest

from dialogs.model.views import Card
from tests.adapters.faces import channels_with, channels_without
from tests.dialogs.telling import card
from tests.town import CHOSEN, INVITED, RAISED, Town, played

SAYS = "What happens next"


def just_done(stage: str) -> Card:
    """The card that answers somebody who has just done what the stage waits for."""
    town = Town() if stage == "new" else played(stage)
    slots = tuple(slot.id for slot in town.case.session.slots) if stage != "new" and town.case.session else ()
    match stage:
        case "new":
            return card(town.raises("pat", RAISED))
        case "raised":
            return card(town.presses("mo", "agreement", "agree"))
        case "agreed":
            return card(town.does("mo", "nomination", "nominate", CHOSEN))
        case "nominated":
            return card(town.does("sal", "poll", "invite", {**INVITED, "slots": (), "typed": "tue 1 dec 2pm"}))
        case "polling":
            return card(town.does("bo", "poll", "vote", {f"slot_{slot}": "yes" for slot in slots}))
        case "booked":
            return card(town.presses("hal", "session", "not-coming"))
        case _:
            raise LookupError(stage)


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        (
            "new",
            "Mo Madeup to agree or decline the case, by Mon 30 Nov 2026. Once it is agreed, the window starts and supervisors are chosen.",
        ),
        (
            "raised",
            "You to choose the supervisors, by Thu 26 Nov 2026. Once the supervisors have accepted, the lead coordinator offers dates.",
        ),
        ("agreed", "by Wed 25 Nov 2026. Once the supervisors have accepted, the lead coordinator offers dates."),
        (
            "nominated",
            "You to say when you can come, by Thu 26 Nov 2026. The poll closes after Thu 26 Nov 2026; then a date is booked.",
        ),
        (
            "polling",
            "5 people to say when they can come, by Thu 26 Nov 2026. The poll closes after Thu 26 Nov 2026; then a date is booked.",
        ),
        ("booked", "The session is on Mon 30 Nov 2026, 10am. After it, who came is noted and the record is written."),
    ],
)
def test_whoever_does_a_step_reads_what_comes_next_and_when(stage: str, says: str) -> None:
    """Who does what by which day, and what follows: on the card that answers, in Slack, in Teams, on the web and in plain words."""
    answer = just_done(stage)

    assert channels_without(SAYS, answer) == []
    assert channels_without(says, answer) == []


def test_nothing_is_to_come_of_a_case_that_is_over() -> None:
    """Closed, it says nothing of the kind."""
    assert channels_with(SAYS, played("closed").sees("sal", "case")) == []


def test_a_day_that_is_over_is_not_promised() -> None:
    """What is late is waited for since a day, and not said to come by one that is past."""
    town = played("raised")
    town.later(days=14)
    seen = town.sees("pat", "case")

    assert channels_with("by Mon 30 Nov 2026", seen) == []
    assert channels_without("Once it is agreed, the window starts and supervisors are chosen.", seen) == []


def test_who_is_late_reads_that_it_was_due() -> None:
    """Once the day is over it is named as past, to whoever owes it before anybody else, on every channel."""
    town = played("raised")
    town.later(days=14)

    assert (
        channels_without("You to agree or decline the case: this was due on Mon 30 Nov 2026.", town.sees("mo", "case"))
        == []
    )


def test_each_who_owes_by_another_day_is_named_with_their_own() -> None:
    """Two were asked to supervise on different days: the earlier day is said of the one it holds for."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.to(date(2026, 11, 24))
    town.does("sal", "nomination", "turn-down", {"reason": "On leave", "suggests": ""})
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "lead": "nia"})
    card = town.sees("pat", "case")

    assert channels_without("Nia Notreal to say whether they will supervise, by Wed 25 Nov 2026.", card) == []
