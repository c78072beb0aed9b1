"""What cards say, on every channel that shows them: nothing is said that is not so."""

from datetime import date, timedelta

from dialogs.model.fields import Field, Option
from dialogs.model.views import Card, Pairs, Row, Rows
from tests.adapters.faces import channels_with, channels_without
from tests.dialogs.telling import owed, page
from tests.town import CHOSEN, RAISED, Town, played

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
    earlier = (town.now.date() - timedelta(days=7)).isoformat()
    town.does("mo", "agreement", "agree-earlier", {"decided_on": earlier, "note": "Decided in supervision"})
    town.to(date(2026, 12, 14))

    assert channels_without("Working days each step took: noting the decision 5", town.sees("mo", "case")) == []


def row_of(card: Card, starts: str) -> Row:
    """The row of the time that begins so."""
    return next(row for row in rows_of(card) if row.title.startswith(starts))


def rows_of(card: Card) -> tuple[Row, ...]:
    """The times on a card, as they stand."""
    return next(block.rows for block in card.body if isinstance(block, Rows))


THURSDAY = "Thu 3 Dec 2026, 4pm"


def proposed_and_offered(who: str) -> Town:
    """A town where somebody proposed a Thursday that was then offered exactly so."""
    town = played("polling")
    town.does(who, "poll", "propose", {"note": "In court", "typed": "thurs 3 dec 2026 4pm"})
    town.does("sal", "poll", "offer-more", {"slots": (), "typed": "thurs 3 dec 2026 4pm"})
    return town


def test_a_proposal_that_is_offered_is_a_yes() -> None:
    """Bo proposes a time, and it is offered: Bo reads their own yes, the lead coordinator reads that it is Bo's, and booked, Bo is coming (P15)."""
    town = proposed_and_offered("bo")
    own, leads = town.sees("bo", "poll"), town.sees("sal", "poll")
    town.does("sal", "poll", "book", {}, "20261203T1600")

    assert row_of(own, THURSDAY).detail == "Working day 8 of 15. You said yes."
    assert "Yes: Bo Bluelight;" in row_of(leads, THURSDAY).detail
    assert ("Coming", "Bo Bluelight") in next(
        block.rows for block in town.sees("sal", "session").body if isinstance(block, Pairs)
    )
    assert channels_without("You said yes.", own) == channels_without("Yes: Bo Bluelight", leads) == []


def test_a_supervisor_who_proposed_a_time_does_not_refuse_it() -> None:
    """A supervisor's proposal, offered, can be booked, and their card says one thing of it (P15)."""
    row = row_of(proposed_and_offered("nia").sees("nia", "poll"), THURSDAY)

    assert row.detail == "Working day 8 of 15. You said yes."
    assert [button.label for button in row.buttons] == ["✓ Yes", "If need be", "No"]


def test_a_vote_is_for_the_length_that_was_asked() -> None:
    """The same start with another length is asked about anew: no answer is carried over unsaid (P15)."""
    town = played("polling")
    first = rows_of(town.sees("bo", "poll"))[0]
    town.presses("bo", "poll", "yes", first.buttons[0].press.about)
    town.does("sal", "poll", "offer-more", {"slots": (), "typed": "mon 30 nov 2026 10am to 1pm"})
    longer = row_of(town.sees("bo", "poll"), "Mon 30 Nov 2026, 10am")

    assert (first.title, longer.title) == ("Mon 30 Nov 2026, 10am to 11.30am", "Mon 30 Nov 2026, 10am to 1pm")
    assert [button.label for button in longer.buttons] == ["Yes", "If need be", "No"]
    assert ("vote", "bo") in owed(town)


def test_a_date_that_suits_both_supervisors_stands_above_silence() -> None:
    """A date to which both supervisors said yes, and one who is needed no, stands above one with two noes and nobody's yes; who said what is read (P15)."""
    town = played("polling")
    quiet, sure = (row.buttons[0].press.about for row in rows_of(town.sees("sal", "poll"))[:2])
    for who, choice, slot in (
        ("sal", "yes", sure), ("nia", "yes", sure), ("kit", "yes", sure), ("pat", "no", sure), ("bo", "no", quiet), ("hal", "no", quiet),
    ):  # fmt: skip
        town.presses(who, "poll", choice, slot)
    first, *_, last = rows_of(town.sees("sal", "poll"))

    assert first.detail == (
        "Working day 6 of 15. You said yes. Yes: Sal Sample, Nia Notreal and Kit Keyworker; no: Pat Pretend; needed but cannot: Pat Pretend."
    )
    assert last.title == "Mon 30 Nov 2026, 10am to 11.30am"


def test_why_a_session_was_moved_is_read_by_everybody() -> None:
    """The reason, and the old time, on the session's card, on the dates and in the timeline of somebody invited; the old time is not offered again (P16)."""
    town = played("booked")
    form = page(town.presses("sal", "session", "move"))
    town.does("sal", "session", "move", {"reason": "The room floods", "slots": (), "typed": "thurs 3 dec 2026 4pm"})
    said = "Mon 30 Nov 2026, 10am to 11.30am. The room floods"

    assert "Mon 30 Nov 2026, 10am to 11.30am" not in [option.label for field in form.asked for option in options(field)]
    assert [channels_without(said, town.sees("bo", name)) for name in ("session", "poll")] == [[], []]
    assert channels_without("The room floods", town.sees("bo", "timeline")) == []
    assert channels_without("Moved from", town.sees("bo", "session")) == []


def test_why_a_session_was_called_off_is_read_by_everybody() -> None:
    """Called off, never given up: the time and the reason, for somebody invited (P16)."""
    town = played("booked")
    town.does("sal", "session", "call-off", {"reason": "Both of us are ill"})
    seen = town.sees("pat", "session")

    assert channels_without("Called off", seen) == []
    assert channels_without("Mon 30 Nov 2026, 10am to 11.30am. Both of us are ill", seen) == []
    assert channels_with("Given up", seen) == []
    assert channels_without("Both of us are ill", town.sees("pat", "timeline")) == []


def test_a_further_session_has_a_rhythm_and_no_window() -> None:
    """Planned after the first, its dates lie about twenty working days after it, no window is said of them, and its poll says which session it is for (P21)."""
    town = played("held")
    form = page(town.presses("sal", "session", "further"))
    offered = {option.label: option.hint for field in form.asked if field.name == "slots" for option in options(field)}
    town.does(
        "sal", "session", "further", {"agreed": "no", "place": "Room 5", "slots": (), "typed": "tues 12 jan 2027 2pm"}
    )
    poll = town.sees("bo", "poll")

    assert (next(iter(offered)), [*offered][-1]) == (
        "Mon 21 Dec 2026, 10am to 11.30am",
        "Wed 6 Jan 2027, 2pm to 3.30pm",
    )
    assert set(offered.values()) == {""}
    assert channels_without(f"When can you come? {town.case.reference}, session 2", poll) == []
    assert channels_with("of 15", poll) == []


def options(field: Field) -> tuple[Option, ...]:
    """What can be chosen in a field; nothing where one types."""
    return getattr(field, "options", ())


def lapsed() -> Town:
    """Sal accepted, Nia said nothing in time."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.presses("sal", "nomination", "accept")
    town.to(date(2026, 11, 26))
    return town


def test_a_lapsed_request_says_one_thing() -> None:
    """The card of whoever did not answer says that it has lapsed, and no longer by when to answer (P10)."""
    card = lapsed().sees("nia", "nomination")

    assert channels_with("Please answer by", card) == []
    assert channels_without("This request has lapsed", card) == []


def test_a_lapse_stands_in_the_timeline() -> None:
    """Who did not answer, and when the request had lapsed; also once somebody else was asked, and nothing of whoever did answer."""
    town = lapsed()
    before = town.sees("mo", "timeline")
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "lead": "sal"})
    after = town.sees("mo", "timeline")
    said = "Nia Notreal did not answer in time: the request to supervise lapsed"

    assert channels_without(said, before) == channels_without(said, after) == []
    assert channels_with("Sal Sample did not answer", after) == []


def test_why_somebody_said_no_is_for_whoever_asked() -> None:
    """The manager and the decliner read the reason; the other supervisor, who raised it and the office read that they cannot (P10)."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.presses("sal", "nomination", "accept")
    town.does("nia", "nomination", "turn-down", {"reason": "A family matter", "suggests": ""})

    assert channels_without("A family matter", town.sees("mo", "nomination")) == []
    assert [channels_with("A family matter", town.sees(who, "nomination")) for who in ("sal", "pat", "olu")] == [[]] * 3
    assert channels_without("Cannot do it", town.sees("sal", "nomination")) == []


def test_a_late_poll_is_said_in_whole_sentences() -> None:
    """Each begins with a capital and ends with one full stop (P17)."""
    town = played("polling")
    town.to(date(2026, 12, 18))

    assert channels_with("have answered;", town.sees("sal", "poll")) == []
    assert channels_without("no session has been held. Poll closed,", town.sees("sal", "poll")) == []


def test_a_session_that_is_over_asks_nobody_to_slow_down() -> None:
    """From its end on the card says that who came is noted, on the same day (P18)."""
    town = played("booked")
    assert town.case.session and town.case.session.booked
    town.now = town.case.session.booked.end
    card = town.sees("bo", "session")

    assert channels_with("let everybody speak", card) == []
    assert channels_without("The time of the session is over. The lead coordinator notes who came.", card) == []
