"""Dates: who has answered, what is proposed, what cannot be offered, moved to or booked (P12, P14, P15)."""

from datetime import UTC, date, datetime, time

import pytest

from dialogs import words
from dialogs.ids import PersonId
from dialogs.procedure import polls
from dialogs.procedure.calendar import OutOfRange
from dialogs.procedure.case import Session, Slot, Stage
from dialogs.procedure.window import Because, Risk, risk, window_from, window_of
from tests.builders import booked, on, staffed
from tests.dialogs.telling import errors, note, owed, page, profiled, review
from tests.town import INVITED, LONDON, MONDAY, Town, england, played


def offered(town: Town) -> tuple[str, ...]:
    return tuple(slot.id for slot in town.case.session.slots) if town.case.session else ()


def test_a_note_answers_no_date_that_is_offered_later() -> None:
    """Whoever said that none suits, or left a note, is asked about new dates like anybody else (P15)."""
    town = played("polling")
    town.does("bo", "poll", "propose", {"note": "On nights all week", "typed": ""})
    town.does("pat", "poll", "vote", {**{f"slot_{one}": "yes" for one in offered(town)}, "note": "Mornings are best"})
    before = {who for what, who in owed(town) if what == "vote"}
    town.does("sal", "poll", "offer-more", {"slots": (), "typed": "thurs 3 dec 2026 4pm"})
    after = {who for what, who in owed(town) if what == "vote"}
    town.does("bo", "poll", "vote", {f"slot_{one}": "yes" for one in offered(town)})

    assert (before, after) == ({"sal", "nia", "hal", "kit"}, {"sal", "nia", "hal", "kit", "bo", "pat"})
    assert ("vote", "bo") not in owed(town)


def test_nobody_is_asked_about_a_date_that_is_over() -> None:
    """More dates are offered when the first are over: whoever answers all that are to come has answered (P15)."""
    town = played("polling")
    town.to(date(2026, 12, 3))
    town.does("sal", "poll", "offer-more", {"slots": (), "typed": "fri 11 dec 2026 10am"})
    town.does("bo", "poll", "vote", {f"slot_{one}": "yes" for one in offered(town)})

    assert ("vote", "bo") not in owed(town)
    assert ("vote", "hal") in owed(town)


def test_moving_needs_a_date_other_than_the_one_given_up() -> None:
    """The very time that is given up is no choice: refused beside the dates; another one is taken (P16)."""
    town = played("booked")
    assert town.case.session
    assert town.case.session.booked
    town.does("sal", "session", "move", {"reason": "Ill", "slots": (), "typed": ""})
    only = offered(town)[-1]
    town.does("sal", "poll", "book", {}, only)
    town.to(date(2026, 12, 10))
    at = datetime.strptime(only, "%Y%m%dT%H%M").replace(tzinfo=UTC).astimezone(LONDON)
    same = town.does(
        "sal", "session", "move", {"reason": "Ill", "slots": (), "typed": f"{words.day(at.date())} {words.hour(at)}"}
    )
    again = review(town.hears(town.answer("sal", page(same), {"typed": "mon 14 dec 2026 9am"})).reply)
    town.hears(town.answer("sal", again, {}))

    assert errors(same) == {"slots": words.trouble("no-slots")}
    assert offered(town) == ("20261214T0900",)


@pytest.mark.parametrize(
    ("typed", "name", "trouble"),
    [
        ("sat 28 nov 2026 10am", "typed", "slot-on-a-day-off"),
        ("fri 25 dec 2026 10am", "typed", "slot-on-a-day-off"),
        ("thurs 17 dec 2026 10am", "slots", "none-in-window"),
        ("", "slots", "no-slots"),
    ],
    ids=["a Saturday", "Christmas Day", "past the window", "none"],
)
def test_dates_that_cannot_be_offered_are_refused_beside_them(typed: str, name: str, trouble: str) -> None:
    """A day off, or nothing inside the window, is refused beside the dates; a good one added, the poll opens (P14, P15)."""
    town = played("nominated")
    refused = town.does("sal", "poll", "invite", {**INVITED, "slots": (), "typed": typed})
    again = review(town.hears(town.answer("sal", page(refused), {"typed": "tue 1 dec 2026 10am"})).reply)
    town.hears(town.answer("sal", again, {}))

    assert errors(refused) == {name: words.trouble(trouble)}
    assert offered(town) == ("20261201T1000",)


def test_when_the_window_is_over_any_day_may_be_polled_and_booking_needs_a_reason() -> None:
    """A case that is late is arranged all the same: nothing is proposed, what is typed is taken, and why is asked (P14)."""
    town = played("nominated")
    town.to(date(2026, 12, 15))
    proposed = polls.propose(town.case, town.terms, 90)
    town.does("sal", "poll", "invite", {**INVITED, "typed": "thurs 17 dec 2026 10am"})
    town.does("sal", "poll", "book", {"reason": "Nobody was free before"}, "20261217T1000")
    assert town.case.session

    assert proposed == ()
    assert town.case.session.outside_because == "Nobody was free before"


@pytest.mark.parametrize(
    ("opens", "closes", "minutes", "expected"),
    [
        ("09:00", "17:00", 90, {time(10), time(14), time(9, 30), time(15)}),
        ("10:30", "17:00", 90, {time(14), time(15), time(10, 30)}),
        ("09:00", "17:00", 180, {time(10), time(14), time(9, 30), time(9)}),
        ("13:00", "15:00", 120, {time(13)}),
        ("09:00", "10:00", 90, set()),
    ],
    ids=["the usual day", "opens late", "a long session", "just long enough", "too short a day"],
)
def test_what_is_proposed_lies_in_working_hours(opens: str, closes: str, minutes: int, expected: set[time]) -> None:
    """No proposal begins before the hour of opening or ends after that of closing, however long the session (P15)."""
    town = profiled(('opens = "09:00"', f'opens = "{opens}"'), ('closes = "17:00"', f'closes = "{closes}"'))
    played("nominated", town)

    assert {slot.start.time() for slot in polls.propose(town.case, town.terms, minutes)} == expected


def test_the_keyworker_counts_among_the_ten() -> None:
    """The keyworker is asked, ticked or not, and so takes a place: ten others are too many; nine are not (P12)."""
    town = played("nominated")
    guests = [f"Guest {n}, Sample School, guest{n}@school.example" for n in range(1, 11)]
    slots = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    refused = town.does(
        "sal",
        "poll",
        "invite",
        {**INVITED, "attendees": (), "required": (), "others": "\n".join(guests), "slots": slots},
    )
    again = review(town.hears(town.answer("sal", page(refused), {"others": "\n".join(guests[1:])})).reply)
    town.hears(town.answer("sal", again, {}))

    assert errors(refused) == {"attendees": words.trouble("too-many")}
    assert len(polls.voters(town.case)) == 12


def test_a_supervisors_address_among_the_others_is_refused_beside_the_people() -> None:
    """A supervisor typed in by e-mail is recognised; without them the invitation goes out (P12)."""
    town = played("nominated")
    slots = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    refused = town.does(
        "sal",
        "poll",
        "invite",
        {**INVITED, "others": f"Nia, Health, {town.people[PersonId('nia')].email}", "slots": slots},
    )
    again = review(town.hears(town.answer("sal", page(refused), {"others": ""})).reply)
    town.hears(town.answer("sal", again, {}))

    assert errors(refused) == {"attendees": words.trouble("supervisor-as-attendee")}
    assert town.case.stage.value == "polling"


def test_booking_judges_the_slot_again() -> None:
    """A slot that is no longer offered, or over, is refused on the card; one to come is booked (P15)."""
    town = played("polling")
    gone = note(town.does("sal", "poll", "book", {}, "20261201T0300"))
    vote = note(town.presses("bo", "poll", "yes", "20261201T0300"))
    first, last = offered(town)[0], offered(town)[-1]
    town.to(date(2026, 12, 1))
    over = note(town.does("sal", "poll", "book", {}, first))
    town.does("sal", "poll", "book", {}, last)

    assert (gone, over, vote) == (
        words.trouble("no-such-slot"),
        words.trouble("slot-in-the-past"),
        words.trouble("no-such-slot"),
    )
    assert town.case.stage.value == "booked"


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("begin", "minutes", "id_", "end"),
    [
        (at(2026, 3, 27, 10), 90, "20260327T1000", "Fri 27 Mar 2026, 11.30am"),
        (at(2026, 3, 30, 10), 90, "20260330T0900", "Mon 30 Mar 2026, 11.30am"),
        (at(2026, 10, 23, 16, 30), 90, "20261023T1530", "Fri 23 Oct 2026, 6pm"),
        (at(2026, 10, 26, 16, 30), 90, "20261026T1630", "Mon 26 Oct 2026, 6pm"),
        (at(2026, 7, 1, 0, 30), 30, "20260630T2330", "Wed 1 Jul 2026, 1am"),
        (at(2027, 3, 28, 0, 30), 90, "20270328T0030", "Sun 28 Mar 2027, 3am"),
    ],
    ids=[
        "before the clocks go forward",
        "after",
        "before they go back",
        "after",
        "just past midnight in summer",
        "across the hour that is skipped",
    ],
)
def test_a_slot_is_the_hour_on_the_wall_in_london(begin: datetime, minutes: int, id_: str, end: str) -> None:
    """The same instant has one id, however it was stored; its day and end are London's, on both sides of both changes (P14)."""
    slot, stored = Slot(begin, minutes), Slot(begin.astimezone(UTC).astimezone(LONDON), minutes)

    assert (slot.id, stored.id, stored.start.date(), words.moment(stored.end)) == (id_, id_, begin.date(), end)


@pytest.mark.parametrize(
    ("decided", "day", "expected"),
    [
        (date(2026, 3, 20), date(2026, 3, 30), 6),
        (date(2026, 10, 23), date(2026, 10, 26), 1),
        (date(2026, 12, 26), date(2026, 12, 29), 1),
        (date(2026, 12, 25), date(2026, 12, 24), 0),
    ],
    ids=["over the spring change", "over the autumn change", "decided on Boxing Day", "the day before"],
)
def test_the_day_of_the_window_is_counted_by_the_calendar(decided: date, day: date, expected: int) -> None:
    """Working days are days, whatever the clocks do; a decision on a day off begins with the next working day as day 1 (P14)."""
    assert window_from(decided, 15, england()).day_of(day, england()) == expected


@pytest.mark.parametrize(
    ("slots", "closes"),
    [
        ((), date(2026, 11, 26)),
        ((at(2026, 12, 1, 10),), date(2026, 11, 26)),
        ((at(2026, 11, 25, 10),), date(2026, 11, 24)),
        ((at(2026, 11, 24, 10),), date(2026, 11, 23)),
    ],
    ids=["none yet", "next week", "in two days", "tomorrow"],
)
def test_a_poll_closes_before_its_first_date(slots: tuple[datetime, ...], closes: date) -> None:
    """Three working days, but no later than the working day before the first date, and never before today (P15)."""
    assert polls.closing_day(on(MONDAY), tuple(Slot(slot, 90) for slot in slots)) == closes


def test_over_christmas_a_poll_stays_open_for_working_days() -> None:
    """Opened on Christmas Eve, the poll is open for three days on which people work (P15)."""
    assert polls.closing_day(on(at(2026, 12, 24, 10)), (Slot(at(2027, 1, 7, 10), 90),)) == date(2026, 12, 31)


def test_a_slot_outside_and_slots_refused_say_why_the_case_is_at_risk() -> None:
    """Booked outside is late; no date left inside the window, or every one refused, is at risk, each with its reason (P17)."""
    inside, outside = Slot(at(2026, 12, 1, 14), 90), Slot(at(2026, 12, 17, 14), 90)
    late = booked()
    session = late.session
    assert session
    poll = Session(number=1, asked_on=MONDAY.date(), slots=(outside,))

    assert window_of(late, on()) == window_from(MONDAY.date(), 15, england())
    assert [
        (found.risk, found.because)
        for found in (
            risk(late, on()),
            risk(staffed(stage=Stage.POLLING, sessions=(poll,)), on()),
            risk(
                staffed(stage=Stage.POLLING, sessions=(Session(number=1, asked_on=MONDAY.date(), slots=(inside,)),)),
                on(),
            ),
        )
    ] == [
        (Risk.ON_TRACK, Because.BOOKED_INSIDE),
        (Risk.AT_RISK, Because.NO_SLOT_LEFT),
        (Risk.ON_TRACK, Because.COUNTING),
    ]


@pytest.mark.parametrize("count", [0, -1, 9_999])
def test_a_day_that_the_calendar_does_not_hold_is_an_error_and_no_guess(count: int) -> None:
    """Counting nought days, backwards, or beyond the years known is refused; nothing is made up (P14)."""
    found = []
    for ask in (england().after, england().ago):
        with pytest.raises(OutOfRange):
            ask(MONDAY.date(), count)
        found.append(ask(MONDAY.date(), 1))

    assert found == [date(2026, 11, 24), date(2026, 11, 20)]


def test_the_calendar_knows_its_own_years_only() -> None:
    """A day outside its years is an error; a day off leads to the next working day (P14)."""
    with pytest.raises(OutOfRange):
        england().working(date(2040, 1, 1))

    assert (england().on_or_after(date(2026, 12, 25)), england().on_or_after(date(2026, 12, 24))) == (
        date(2026, 12, 29),
        date(2026, 12, 24),
    )
