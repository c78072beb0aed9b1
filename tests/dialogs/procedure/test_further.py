"""Further sessions: wanted, planned, dropped, planned again, and the end of the case (P21)."""

import pytest

from dialogs import words
from dialogs.model.press import Press
from dialogs.model.views import Card, Pairs
from dialogs.procedure.case import Stage
from tests.dialogs.telling import errors, note, owed_by, page, review
from tests.town import RECORD, Town, iso, played


def wanted() -> Town:
    """A signed and filed record that says that a further session is needed; the family is no part of it."""
    town = played("held")
    town.does("nia", "record", "write", {**RECORD, "family_points": "", "further": "yes"}, "1")
    for who in ("nia", "sal"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, "1")
    town.presses("sal", "circulation", "circulate", "1")
    town.does("kit", "circulation", "file", {"reference": "F-1", "on": iso(town.now.date())}, "1")
    return town


def planned(town: Town, day: str = "wed 16 dec 2026 10am", agreed: str = "yes") -> None:
    town.does("sal", "circulation", "further", {"agreed": agreed, "place": "Room 5", "slots": (), "typed": day}, "1")


def test_a_case_whose_further_session_was_dropped_can_close() -> None:
    """Once a further session is dropped, with why, it is owed by nobody and the case closes (P21)."""
    town = wanted()
    barred = note(town.does("sal", "case", "close", {}))
    planned(town)
    town.does("mo", "session", "drop-further", {"reason": "The family has moved"})
    asks = owed_by(town, "sal")
    town.does("sal", "case", "close", {})

    assert barred == words.trouble("still-owed")
    assert (asks, town.case.sessions[0].further_dropped) == (["close"], "The family has moved")
    assert town.case.stage is Stage.CLOSED


def test_a_further_session_planned_again_replaces_the_cancelled_invitation() -> None:
    """The invitation's count goes on from the one that was taken back, so that calendars take the new one (P16, P21)."""
    town = wanted()
    planned(town)
    assert town.case.session
    first = town.case.session.sequence
    town.does("sal", "session", "drop-further", {"reason": "Too early"})
    planned(town, "thurs 17 dec 2026 10am")

    assert (town.case.session.number, town.case.session.sequence > first + 1) == (2, True)


def test_one_date_agreed_in_the_room_is_one_date() -> None:
    """Two dates cannot both have been agreed: refused beside the dates; one is booked at once (P21)."""
    town = wanted()
    two = town.does(
        "sal",
        "circulation",
        "further",
        {"agreed": "yes", "place": "Room 5", "slots": (), "typed": "wed 16 dec 2026 10am, thurs 17 dec 2026 10am"},
        "1",
    )
    again = review(town.hears(town.answer("sal", page(two), {"typed": "wed 16 dec 2026 10am"})).reply)
    town.hears(town.answer("sal", again, {}))
    assert town.case.session

    assert errors(two) == {"slots": words.trouble("no-slots")}
    assert (town.case.stage, {who for who, _ in town.case.session.coming}) == (
        Stage.BOOKED,
        {"sal", "nia", "kit", "pat", "hal", "bo"},
    )


def test_nothing_further_is_planned_when_the_record_says_no() -> None:
    """The record rules: where it says that no further session is needed, none can be planned (P21)."""
    town = played("recorded")

    assert note(town.presses("sal", "circulation", "further", "1")) == words.trouble("no-further")


def opened(card: Card) -> dict[str, Press]:
    """What leads where, by label, rows first."""
    return {press.described or press.label: press.press for press in reversed(card.presses)}


def test_every_session_of_a_series_stays_within_reach() -> None:
    """The case lists its sessions, each a press away, and each leads to the next: also while the second is only being polled (P21)."""
    town = wanted()
    first = town.sees("pat", "session")
    planned(town, agreed="no")
    listed = opened(town.sees("pat", "case"))
    polled = (listed["Open session 1"], listed["Open session 2"])
    again = town.sees("pat", "session", "1")
    session = town.case.session
    assert session
    for who in ("sal", "nia", "pat", "hal", "bo", "kit"):
        town.does(who, "poll", "vote", {f"slot_{session.slots[0].id}": "yes"})
    town.does("sal", "poll", "book", {}, session.slots[0].id)
    second = town.sees("pat", "session")

    assert polled == (Press("session", "show", town.case.id, "1"), Press("poll", "show", town.case.id))
    assert (first.title, again.title, second.title) == (
        f"Session {town.case.reference}",
        *(f"Session {town.case.reference}, session {one}" for one in (1, 2)),
    )
    assert [press.press.verb for press in again.presses if press.press.verb != "show"] == []
    assert opened(second)["See session 1"] == Press("session", "show", town.case.id, "1")
    assert opened(town.sees("pat", "session", "1"))["See session 2"] == Press("session", "show", town.case.id, "2")
    assert "Came" in repr(town.sees("pat", "session", "1"))


def test_a_date_agreed_in_the_room_is_confirmed_by_card() -> None:
    """Everybody is told the date; who was there is down as coming and may say no, who was not is asked; the lead sees who has not said (P21)."""
    town = wanted()
    town.told.clear()
    planned(town)
    town.does("sal", "poll", "change-people", {"attendees": ("pat", "hal", "bo", "tess"), "required": (), "others": ""})
    there, new = repr(town.sees("bo", "session")), repr(town.sees("tess", "session"))
    town.presses("bo", "session", "not-coming")
    town.presses("tess", "session", "coming")
    shown = {
        label: value
        for block in town.sees("sal", "session").body
        if isinstance(block, Pairs)
        for label, value in block.rows
    }

    assert {one.person for one in town.told if one.card == "session"} >= {"sal", "nia", "pat", "hal", "bo", "kit"}
    assert "agreed in session 1, on" in there
    assert ("you are down as coming" in there, "you are down as coming" in new) == (True, False)
    assert "say whether you can" in new
    assert (shown["Not coming"], "Tess Teststaff" in shown["Coming"]) == ("Bo Bluelight", True)


def test_a_polled_further_session_speaks_of_no_agreement() -> None:
    """Where dates were polled, the votes say who comes (P15, P21)."""
    town = wanted()
    planned(town, agreed="no")
    session = town.case.session
    assert session
    for who in ("sal", "nia", "pat"):
        town.does(who, "poll", "vote", {f"slot_{session.slots[0].id}": "yes"})
    town.does("sal", "poll", "book", {}, session.slots[0].id)

    assert "was agreed in session" not in repr(town.sees("bo", "session"))


@pytest.mark.parametrize("about", ["9", "x", "0", "", "²", "-1"])
def test_a_session_that_is_not_there_is_the_latest(about: str) -> None:
    """A number that somebody made up shows the session there is."""
    town = wanted()

    assert town.sees("pat", "session", about).title == f"Session {town.case.reference}"
