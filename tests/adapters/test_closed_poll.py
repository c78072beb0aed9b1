"""A poll that is over: no answer is taken on any channel, its lead coordinator opens it again or offers more, and its last day is said (P15)."""

from datetime import date

from dialogs import words
from tests.adapters.faces import FACES, channels_with, channels_without
from tests.adapters.test_said import rows_of
from tests.dialogs.telling import note, owed, owed_by, review
from tests.town import INVITED, Town, buttons, played

VOTING = ("yes", "maybe", "no", "vote", "propose")
CLOSED = "This poll is closed: no more answers are taken."


def over() -> Town:
    """Only Bo has answered, and the poll's last day is over; its dates are still to come."""
    town = played("polling")
    town.presses("bo", "poll", "yes", offered(town)[0])
    town.to(date(2026, 11, 27))
    return town


def offered(town: Town) -> tuple[str, ...]:
    """The times on offer."""
    return tuple(slot.id for slot in town.case.session.slots) if town.case.session else ()


def test_nothing_can_be_answered_once_a_poll_is_closed() -> None:
    """No button of any channel answers it, it is said why and what to do, and what is pressed in an old message changes nothing."""
    town = over()
    card, before = town.sees("hal", "poll"), town.case
    said = [
        note(town.presses("hal", "poll", verb, about))
        for verb, about in (("yes", offered(town)[0]), ("no", offered(town)[0]), ("vote", ""), ("propose", ""))
    ]

    assert [
        face.name for face in FACES for press in face.presses(card) for verb in VOTING if f"/{verb}/" in press
    ] == []
    assert channels_without(CLOSED, card) == []
    assert channels_without("Sal Sample can open it again or offer more dates: tell them if you can come.", card) == []
    assert said == [words.trouble("poll-closed")] * 4
    assert town.case == before


def test_a_form_begun_before_the_poll_closed_is_not_taken() -> None:
    """The answers of somebody who opened the form on the last day and sent it on the next are not taken, and that is said."""
    town = played("polling")
    form = town.presses("hal", "poll", "vote")
    town.to(date(2026, 11, 27))
    late = town.hears(town.answer("hal", form, {f"slot_{slot}": "yes" for slot in offered(town)})).reply  # type: ignore[arg-type] # a page

    assert note(late) == words.trouble("poll-closed")
    assert {vote.person for vote in town.case.session.votes} == set()  # type: ignore[union-attr] # there is one


def test_the_lead_coordinator_opens_a_closed_poll_again() -> None:
    """One press: everybody who votes is told, those who are silent are asked anew, answers stay, times that are over are gone, the last day is read."""
    town = over()
    town.to(date(2026, 12, 1))
    gone, left = (
        tuple(slot.id for slot in town.case.session.slots if (slot.start > town.now) is ahead)  # type: ignore[union-attr] # there is one
        for ahead in (False, True)
    )
    card, told = town.sees("sal", "poll"), len(town.told)
    again = town.presses("sal", "poll", "reopen")
    heard = {telling.person for telling in town.told[told:] if telling.card == "poll"}

    assert gone
    assert [face.name for face in FACES if f"poll/reopen/{town.case.id}/" not in face.presses(card)] == []
    assert note(again) == "The poll is open again. Everybody is being told."
    assert (offered(town), heard) == (left, {"nia", "pat", "hal", "bo", "kit"})
    assert {("vote", who) for who in ("sal", "nia", "pat", "hal", "bo", "kit")} <= owed(town)
    assert channels_without("Please answer by", town.sees("hal", "poll")) == []
    assert channels_without("opened the poll again", town.sees("hal", "timeline")) == []
    assert channels_with(CLOSED, town.sees("hal", "poll")) == []


def test_nobody_else_opens_it_and_an_open_one_is_not_opened() -> None:
    """Whoever does not coordinate has no such button, nor has anybody while it is open."""
    town = over()
    refused = note(town.presses("nia", "poll", "reopen"))

    assert "reopen" not in [*buttons(town.sees("nia", "poll")), *buttons(played("polling").sees("sal", "poll"))]
    assert refused == words.trouble("not-yours")


def test_a_poll_whose_times_are_over_asks_for_more_dates() -> None:
    """When no time is left the lead coordinator owes more dates, on the card, by name, and never a booking; offered, everybody is asked."""
    town = played("polling")
    town.to(date(2026, 12, 14))
    card = town.sees("sal", "poll")
    before = owed_by(town, "sal")
    town.does("sal", "poll", "offer-more", {"slots": (), "typed": "thurs 17 dec 2026 4pm"})

    assert before == ["offer-more"]
    assert channels_without(f"Offer more dates: {town.case.reference}", card) == []
    assert channels_without("No date on offer can be booked any more. Offer more dates.", card) == []
    assert [press.press.verb for press in card.presses if press.press.verb in (*VOTING, "book", "reopen")] == []
    assert card.buttons[0].press.verb == "offer-more"
    assert offered(town) == ("20261217T1600",)
    assert ("vote", "hal") in owed(town)


def test_a_time_that_is_over_is_owed_by_nobody_and_taken_from_nobody() -> None:
    """A time passes while the poll is open, for later ones were offered: whoever answers those to come has answered all."""
    town = played("polling")
    town.to(date(2026, 11, 27))
    town.does("sal", "poll", "offer-more", {"slots": (), "typed": "fri 11 dec 2026 10am"})
    town.to(date(2026, 12, 1))
    passed = offered(town)[0]
    said = note(town.presses("bo", "poll", "yes", passed))
    for slot in offered(town)[1:]:
        town.presses("bo", "poll", "yes", slot)

    assert said == words.trouble("slot-in-the-past")
    assert ("vote", "bo") not in owed(town)
    assert ("vote", "hal") in owed(town)


def test_a_first_date_tomorrow_says_that_the_poll_ends_today() -> None:
    """The last day is said before the dates are sent, with why it is so near, and it stands on the card of whoever votes."""
    town = played("nominated")
    shown = town.presses("sal", "poll", "invite")
    answers = {**INVITED, "slots": (), "typed": "tue 24 nov 2026 10am, tue 1 dec 2026 10am"}
    for _ in range(2):
        shown = town.hears(town.answer("sal", shown, answers)).reply  # type: ignore[arg-type] # pages, then the review
    town.hears(town.answer("sal", review(shown), {}))
    why = "Mon 23 Nov 2026, which is today, because the first date is Tue 24 Nov 2026"

    assert channels_without(f"Everybody is asked to answer by {why}.", shown) == []
    assert channels_without(why, town.sees("hal", "poll")) == []
    assert len(rows_of(town.sees("hal", "poll"))) == 2


def test_more_dates_are_not_closed_by_an_older_one_that_is_tomorrow() -> None:
    """More dates are offered on the day before the first: there are three working days to answer the new ones, and that is said."""
    town = played("polling")
    town.to(date(2026, 11, 27))
    form = town.presses("sal", "poll", "offer-more")
    shown = town.hears(town.answer("sal", form, {"slots": (), "typed": "fri 11 dec 2026 10am"})).reply  # type: ignore[arg-type] # a page
    town.hears(town.answer("sal", review(shown), {}))

    assert channels_without("Everybody is asked to answer by Wed 2 Dec 2026.", shown) == []
    assert channels_without("Wed 2 Dec 2026", town.sees("hal", "poll")) == []
