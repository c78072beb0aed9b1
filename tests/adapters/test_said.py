"""What cards say, on every channel that shows them: nothing is said that is not so."""

from datetime import date, timedelta

from tests.adapters.faces import channels_with, channels_without
from tests.town import RAISED, Town, played

AFTER_THE_WINDOW = "after the window"


def test_a_session_booked_in_time_is_not_late_while_nobody_noted_who_came() -> None:
    """Two weeks after a session inside the window, attendance not ticked yet: no card says that it was held late (P17)."""
    town = played("booked")
    town.later(days=28)
    said = [town.sees(who, name) for who in ("sal", "mo", "pat") for name in ("session", "case")]

    assert [channels_with(AFTER_THE_WINDOW, card) for card in said] == [[]] * 6


def test_the_days_before_a_decision_was_noted_are_counted() -> None:
    """A decision noted a week late: what a late case waited for has these days as a step of their own, so the sum is so (P17)."""
    town = Town()
    town.raises("pat", RAISED)
    town.does("mo", "agreement", "agree-earlier", {"decided_on": (town.now.date() - timedelta(days=7)).isoformat()})
    town.to(date(2026, 12, 14))

    assert channels_without("Working days each step took: noting the decision 5", town.sees("mo", "case")) == []
