"""Reminders: the highest rung once, whoever is told, and when a case must be looked at again (P17)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dialogs.engine import still_owed
from dialogs.ids import PersonId
from dialogs.interaction.consequences import tick
from dialogs.owed import What
from dialogs.procedure.asks import open_asks
from dialogs.procedure.nudges import Rung, due_nudges, next_due
from tests.town import LONDON, Town, played


def nudged(town: Town) -> list[tuple[str, str, str, int]]:
    return [
        (nudge.ask.what.value, nudge.to, nudge.rung.value, nudge.days)
        for nudge in due_nudges(town.case, town.terms, town.people)
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), []),
        (date(2026, 11, 24), [("agree", "mo", "person", 1)]),
        (date(2026, 11, 25), [("agree", "mo", "person", 1)]),
        (date(2026, 11, 26), [("agree", "mo", "person", 3)]),
        (date(2026, 11, 29), [("agree", "mo", "person", 3)]),
        (date(2026, 11, 30), [("agree", "mo", "person", 5), ("agree", "olu", "office", 5)]),
        (date(2027, 1, 20), [("agree", "mo", "person", 5), ("agree", "olu", "office", 5)]),
    ],
)
def test_the_highest_rung_once_however_long_nobody_looked(day: date, expected: list[tuple[str, str, str, int]]) -> None:
    """After one, three and five working days the manager, then the office; after weeks still one nudge each, not five."""
    town = played("raised")
    town.to(day)

    assert nudged(town) == expected


def test_a_reminder_climbs_to_the_lead_coordinator_and_the_manager() -> None:
    """What a keyworker does not file climbs to the lead coordinator, the manager and the office (P17, P18)."""
    town = played("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    town.later(days=14)

    assert {rung for what, _, rung, _ in nudged(town) if what == "file"} == {one.value for one in Rung}


def test_nobody_is_nudged_about_a_case_that_is_over() -> None:
    """A closed case owes nothing, nudges nobody and is never looked at again."""
    town = played("closed")

    assert (
        open_asks(town.case, town.terms),
        nudged(town),
        next_due(town.case, town.terms),
        tick(town.case, town.terms, town.people),
    ) == ((), [], None, ())


def test_a_case_is_looked_at_again_in_the_morning_of_the_next_rung() -> None:
    """A case raised today is due at nine on the next working day."""
    town = played("raised")

    assert next_due(town.case, town.terms) == datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)


def test_a_booked_case_is_looked_at_when_the_session_begins() -> None:
    """On the day, attendance is asked for at the very hour (P18)."""
    town = played("booked")
    assert town.case.session
    booked = town.case.session.booked
    assert booked
    town.now = booked.start.replace(hour=9, minute=30)
    assert next_due(town.case, town.terms) == booked.start

    town.now = booked.start
    assert [(one.person, one.card) for one in tick(town.case, town.terms, town.people)] == [("sal", "session")]


def test_time_alone_tells_of_a_lapse_a_closed_poll_and_a_meeting_with_the_family() -> None:
    """A lapsed request, a poll's end and the day after a meeting each tell whoever owes what follows, under one key."""
    lapsed, polled, met = played("agreed"), played("polling"), played("filed")
    lapsed.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"})
    lapsed.to(date(2026, 11, 26))
    polled.to(date(2026, 11, 27))
    met.later(days=8)

    assert [(one.person, one.card) for one in tick(lapsed.case, lapsed.terms, lapsed.people)] == [("mo", "nomination")]
    assert [(one.person, one.card) for one in tick(polled.case, polled.terms, polled.people)] == [("sal", "poll")]
    assert ("kit", "circulation") in [(one.person, one.card) for one in tick(met.case, met.terms, met.people)]
    assert len({one.key for one in tick(polled.case, polled.terms, polled.people) for _ in range(2)}) == 1


def test_feedback_is_asked_for_when_the_session_is_over_and_never_of_a_supervisor() -> None:
    """Every supervisee who came is asked once the session is over (P22)."""
    town = played("booked")
    assert town.case.session
    booked = town.case.session.booked
    assert booked
    town.now = booked.start
    town.does("sal", "session", "hold", {"attended": ("sal", "nia", "pat", "kit")})
    assert [one for one in town.told if one.card == "feedback"] == []

    town.now = booked.end
    assert {one.person for one in tick(town.case, town.terms, town.people) if one.card == "feedback"} == {"pat", "kit"}


def test_feedback_is_asked_for_once_more_of_whoever_has_not_answered() -> None:
    """Three working days after the session; who has answered is dropped as it is sent, so nobody is told who has not (P22)."""
    town = played("held")
    assert town.case.session
    assert town.case.session.booked
    day = town.calendar.after(town.case.session.booked.start.date(), 3)
    town.to(town.calendar.ago(day, 1))
    early = [one for one in tick(town.case, town.terms, town.people) if "/feedback-again/" in one.key]
    town.to(day, 9)
    again = [one for one in tick(town.case, town.terms, town.people) if "/feedback-again/" in one.key]

    assert early == []
    assert {(one.person, one.card) for one in again} == {(who, "feedback") for who in ("pat", "hal", "bo", "kit")}


def test_what_has_been_overtaken_is_no_longer_told() -> None:
    """A digest of nothing, feedback already given and a case one has left are dropped; what is still so is told."""
    town = played("held")
    from dialogs.model.heard import Handle, Pressed
    from dialogs.model.press import Press

    def owed(who: str, card: str, about: str = "") -> bool:
        mine = card in ("digest", "home")
        press = Press(card, "show", None if mine else town.case.id, about)
        return still_owed(
            card, town.scene(Pressed(turn=town._event(), sender=Handle("web", "", who), press=press)), about
        )

    assert [owed("sal", "digest"), owed("pat", "digest"), owed("pat", "feedback", "1"), owed("sal", "feedback", "1"), owed("pat", "case"), owed("tess", "case")] == [
        True, False, True, False, True, False,
    ]  # fmt: skip


def test_every_kind_of_ask_is_met_on_the_way() -> None:
    """From the door to the end each kind of thing owed comes up, but for those that only faults bring."""
    met: set[str] = set()
    for stage in ("raised", "agreed", "nominated", "polling", "booked", "held", "recorded", "filed"):
        town = played(stage)
        for days in (0, 9, 20):
            town.later(days=days)
            met |= {ask.what.value for ask in open_asks(town.case, town.terms)}

    assert {one.value for one in What} - met == {
        "answer-query",
        "accept",
        "keyworker",
        "family-knows",
        "file-amendment",
        "coming",
        "cannot-come",
        "sign",
        "further",
        "receive",
        "file",
        "close",
    }


def test_whoever_owes_a_step_has_left_and_others_hear_of_it() -> None:
    """A manager leaves before they agree: whoever raised the case is reminded in their place, and the office is shown the case, once (P17)."""
    town = played("raised")
    town.people[PersonId("mo")] = replace(town.people[PersonId("mo")], active=False)
    town.to(date(2026, 11, 24))

    assert nudged(town) == [("agree", "pat", "person", 1)]
    told = [(one.person, one.card) for one in tick(town.case, town.terms, town.people)]
    assert told == [("pat", "case"), ("olu", "case")]


def test_a_turn_on_the_due_day_before_the_hour_loses_no_reminder() -> None:
    """Early on the morning of a rung, whatever else is done, the case is due at nine that very day."""
    town = played("raised")
    town.to(date(2026, 11, 24), 8)
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})

    assert next_due(town.case, town.terms) == datetime(2026, 11, 24, 9, 0, tzinfo=LONDON)
