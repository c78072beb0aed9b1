"""Remind me later, not me, what climbs, and why a window was missed (P17)."""

from datetime import date, timedelta

import pytest

from dialogs.interaction.consequences import tick
from dialogs.model.fields import Raw
from dialogs.model.views import Card, Note, Rows
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.nudges import Rung, due_nudges, next_due
from dialogs.procedure.window import held_up, missed
from tests.dialogs.telling import errors, note, page
from tests.town import RAISED, Town, played

TUE, WED, THU, FRI = (date(2026, 11, day) for day in (24, 25, 26, 27))


def ask_of(town: Town, who: str) -> Ask:
    return next(open_ask for open_ask in open_asks(town.case, town.terms) if open_ask.of == who)


def nudged(town: Town) -> set[tuple[str, str]]:
    """Who is reminded today, and as what."""
    return {
        (nudge.to, nudge.rung.value)
        for nudge in due_nudges(town.case, town.terms, town.people)
        if nudge.on == town.terms.today
    }


def snoozes(town: Town, who: str, until: date) -> object:
    return town.does(who, "case", "snooze", {"until": until.isoformat()}, ask_of(town, who).key)


def rows(card: Card, heading: str = "") -> list[tuple[str, tuple[str, ...]]]:
    return [
        (row.title.partition(": ")[2], tuple(button.label for button in row.buttons))
        for block in card.body
        if isinstance(block, Rows)
        for row in block.rows
    ]


def test_put_off_until_a_day_and_then_said_once() -> None:
    """Somebody who puts it off is left alone until that day, and reminded on it; nobody else is put off with them."""
    town = played("raised")
    town.to(TUE)
    assert nudged(town) == {("mo", "person")}

    snoozes(town, "mo", THU)
    assert nudged(town) == set()
    town.to(WED)
    assert nudged(town) == set()
    town.to(THU)
    assert nudged(town) == {("mo", "person")}
    town.to(FRI)
    assert nudged(town) == set()
    town.to(date(2026, 11, 30))
    assert nudged(town) == {("mo", "person"), ("olu", "office")}


def test_the_sweep_looks_again_on_that_day() -> None:
    """The day to which something was put off is a day on which something falls due."""
    town = played("raised")
    town.to(TUE)
    snoozes(town, "mo", WED)
    due = next_due(town.case, town.terms)

    assert due is not None
    assert due.date() == WED


def test_twice_and_no_longer_than_two_working_days() -> None:
    """A third time is refused, and a day too far away is not offered; what is not owed cannot be put off."""
    town = played("raised")
    for day in (TUE, WED):
        town.to(day)
        snoozes(town, "mo", day + timedelta(days=1))
    town.to(THU)
    key = ask_of(town, "mo").key

    assert "put off as often as it can be" in note(town.presses("mo", "case", "snooze", key))
    assert "for somebody else" in note(town.presses("pat", "case", "snooze", key))
    assert "for somebody else" in note(town.presses("mo", "case", "snooze", "vote.1.20261123"))

    fresh = played("raised")
    form = fresh.presses("mo", "case", "snooze", ask_of(fresh, "mo").key)
    assert [option.value for option in page(form).asked[0].options] == ["2026-11-24", "2026-11-25"]  # type: ignore[union-attr] # a choice
    assert "until" in errors(fresh.hears(fresh.answer("mo", page(form), {"until": "2026-12-24"})).reply)


def test_not_me_goes_to_whoever_answers_for_the_step() -> None:
    """Who says that it is not theirs is reminded no more; the lead coordinator reads why, in the digest, until it is done."""
    town = played("polling")
    town.does("hal", "case", "not-me", {"reason": "I left this team"}, ask_of(town, "hal").key)
    told = [(one.person, one.card) for one in town.told]
    town.to(WED)

    assert ("sal", "case") in told
    assert ("hal", "person") not in nudged(town)
    assert ("sal", "person") in nudged(town)
    digest = town.sees("sal", "digest")
    assert ("Hal Hypothetical to say when they can come", ("Open",)) in rows(digest)
    assert "They say that it is not theirs: I left this team." in repr(digest)
    assert ("hal", "vote") in {(open_ask.of, open_ask.what.value) for open_ask in open_asks(town.case, town.terms)}
    assert "how it is already" in note(town.presses("hal", "case", "not-me", ask_of(town, "hal").key))


def test_before_there_is_a_lead_the_raiser_reads_it() -> None:
    """A manager who says that a case is not theirs to agree is taken at their word: whoever raised it hears."""
    town = played("raised")
    town.does("mo", "case", "not-me", {"reason": "Ask Nia"}, ask_of(town, "mo").key)
    town.to(TUE)

    assert ("pat", "case") in [(one.person, one.card) for one in town.told]
    assert nudged(town) == {("pat", "person")}
    assert "Ask Nia" in repr(town.sees("pat", "digest"))


def test_what_climbs_is_a_line_of_the_digest() -> None:
    """On the third day the accountable manager reads in the one digest who owes what since when; the buttons to put it off are the ower's alone."""
    town = played("nominated")
    town.to(THU)
    assert ("mo", "manager") in nudged(town)

    mo, sal = town.sees("mo", "digest"), town.sees("sal", "digest")
    assert rows(mo)[0] == ("Sal Sample to invite people and offer dates", ("Open",))
    assert rows(sal)[0] == ("invite people and offer dates", ("Open", "Remind me later", "Not me"))


@pytest.mark.parametrize("rung", Rung)
def test_no_rung_is_reached_twice_on_one_day(rung: Rung) -> None:
    """However long the loop slept, each listener has one nudge for an ask."""
    town = played("nominated")
    town.to(date(2026, 12, 4))
    found = [nudge.to for nudge in due_nudges(town.case, town.terms, town.people) if nudge.rung is rung]

    assert len(found) == len(set(found))


def late() -> Town:
    """Agreed on the fourth working day, supervisors two days after, and no date ever booked."""
    town = Town()
    town.raises("pat", RAISED)
    town.to(FRI)
    town.presses("mo", "agreement", "agree")
    town.to(date(2026, 12, 1))
    town.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"})
    for who in ("sal", "nia"):
        town.presses(who, "nomination", "accept")
    town.to(date(2026, 12, 21))
    return town


def test_a_missed_window_is_explained_from_what_happened() -> None:
    """The card says how many working days each step took; the manager and the office are told once, on the day after the last."""
    town = late()
    told = [(one.person, one.card, one.key) for one in tick(town.case, town.terms, town.people) if "/late/" in one.key]

    assert held_up(town.case, town.terms) == (("agreement", 4), ("supervisors", 2), ("invitations", 14))
    assert [(person, card) for person, card, _ in told] == [("mo", "case"), ("olu", "case")]
    town.to(date(2026, 12, 22))
    assert [
        (one.person, one.card, one.key) for one in tick(town.case, town.terms, town.people) if "/late/" in one.key
    ] == told
    (said,) = [
        one.words for one in town.sees("mo", "case").body if isinstance(one, Note) and one.words.startswith("Late")
    ]
    assert said.endswith("Working days each step took: agreement 4, supervisors 2, invitations 15.")


def test_the_card_at_risk_has_the_buttons_that_move_it() -> None:
    """Where dates run out the lead coordinator can offer more on the very card that says so, and whoever only watches cannot."""
    town = played("polling")
    town.to(date(2026, 12, 10))

    assert "Offer more dates" in [button.label for button in town.sees("sal", "case").buttons]
    assert "Offer more dates" not in [button.label for button in town.sees("pat", "case").buttons]
    assert "Offer more dates" not in [button.label for button in played("polling").sees("sal", "case").buttons]


def test_in_time_nothing_is_explained() -> None:
    """A case in time was never missed, and nobody is told of it."""
    town = played("closed")

    assert missed(town.case, town.terms) == 0
    assert not [one for one in tick(played("polling").case, town.terms, town.people) if "/late/" in one.key]


def test_a_session_held_late_says_so_for_ever() -> None:
    """From then on the card says by how many working days, and what took how long."""
    town = late()
    outside: Raw = {
        "attendees": ("pat", "kit"),
        "others": "",
        "required": (),
        "keyworker_required": "no",
        "minutes": "90",
        "place": "Room 4",
    }
    town.does("sal", "poll", "invite", {**outside, "slots": (), "typed": "Tue 5 Jan at 10"})
    assert town.case.session
    slot = town.case.session.slots[0]
    town.does("sal", "poll", "book", {"reason": "Nobody was there before"}, slot.id)
    town.now = slot.end
    town.does("sal", "session", "hold", {"attended": ("sal", "nia", "pat", "kit")})

    assert missed(town.case, town.terms) > 0
    said = [one.words for one in town.sees("mo", "case").body if isinstance(one, Note)]
    assert any(
        one.startswith("The session was held ") and "agreement 4, supervisors 2, invitations 14, dates" in one
        for one in said
    )
