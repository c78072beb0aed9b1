"""Accountable leads and their deputies: who decides, for whom, and when the clock starts (P07-P09)."""

from datetime import date

from dialogs import words
from dialogs.ids import PersonId
from dialogs.procedure.case import Stage
from dialogs.procedure.nudges import due_nudges
from tests.dialogs.telling import TWO_LEADS, note, owed, profiled
from tests.town import RAISED, SCHOOL, Town, named, played

BOTH = {**RAISED, "managers": ("mo", "nia")}


def test_a_deputy_and_their_lead_are_one_voice() -> None:
    """Where two leads must agree, a lead and their own deputy count once; the other lead's yes starts the clock (P08)."""
    town = profiled(TWO_LEADS)
    town.raises("pat", BOTH)
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    town.presses("sal", "agreement", "agree")
    again = note(town.presses("mo", "agreement", "agree"))
    half = (town.case.stage, town.case.decided_on, owed(town))
    town.later(days=1)
    town.presses("nia", "agreement", "agree")

    assert again == words.trouble("already-agreed")
    assert half == (Stage.RAISED, None, {("agree", "nia")})
    assert (town.case.stage, town.case.decided_on) == (Stage.AGREED, date(2026, 11, 24))


def test_who_hands_over_takes_their_yes_with_them() -> None:
    """A lead who agreed and hands over is followed by one who has not: the other lead's part stays open too (P08)."""
    town = profiled(TWO_LEADS)
    town.people[PersonId("hal")] = named(town.people[PersonId("hal")], agency=SCHOOL)
    town.raises("pat", BOTH)
    town.presses("mo", "agreement", "agree")
    town.does("mo", "agreement", "hand-over", {"who": "hal"})
    town.presses("hal", "agreement", "agree")
    half = (town.case.stage, owed(town))
    town.presses("nia", "agreement", "agree")

    assert half == (Stage.RAISED, {("agree", "nia")})
    assert town.case.stage is Stage.AGREED


def test_handing_over_leaves_the_other_leads_deputy_in_place() -> None:
    """Only the deputy of the lead who hands over no longer decides (P07)."""
    town = profiled(TWO_LEADS)
    town.people[PersonId("hal")] = named(town.people[PersonId("hal")], agency=SCHOOL)
    town.raises("pat", BOTH)
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    town.does("nia", "agreement", "name-deputy", {"who": "tess"})
    town.does("mo", "agreement", "hand-over", {"who": "hal"})
    town.presses("tess", "agreement", "agree")

    assert (town.case.deputies, owed(town)) == (("tess",), {("agree", "hal")})


def test_a_deputy_is_told_and_reminded_when_nobody_answers() -> None:
    """Whoever is named as deputy hears of it at once, and again on working day 5 beside the office (P07, P17)."""
    town = played("raised")
    town.told.clear()
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    told = {(one.person, one.card) for one in town.told}
    town.to(date(2026, 11, 30))

    assert told == {("sal", "agreement")}
    assert {nudge.to for nudge in due_nudges(town.case, town.terms, town.people)} == {"mo", "sal", "olu"}


def test_the_office_hands_over_for_a_manager_who_is_away() -> None:
    """The partnership office puts another manager in the place of the one who has not decided (P07)."""
    town = profiled(TWO_LEADS)
    town.people[PersonId("hal")] = named(town.people[PersonId("hal")], agency=SCHOOL)
    town.raises("pat", BOTH)
    town.presses("mo", "agreement", "agree")
    town.does("olu", "agreement", "hand-over", {"who": "hal"})

    assert (town.case.managers, owed(town)) == (("mo", "hal"), {("agree", "hal")})


def test_nobody_hands_over_to_somebody_who_leads_already() -> None:
    """Handing over to a lead, or naming a deputy twice, is refused beside the field; somebody else is chosen (P07)."""
    town = Town()
    town.raises("pat", RAISED)
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    twice = town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    own = town.does("mo", "agreement", "hand-over", {"who": "mo"})
    town.does("mo", "agreement", "hand-over", {"who": "nia"})

    assert [one.errors for one in (twice, own)] == [  # type: ignore[union-attr] # pages
        {"who": "Sal Sample cannot be chosen: is named already."},
        {"who": "Mo Madeup cannot be chosen: is named already."},
    ]
    assert town.case.managers == ("nia",)
