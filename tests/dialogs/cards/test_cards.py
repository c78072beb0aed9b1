"""Cards in the states that the usual way does not meet: what they say, and to whom (P06, P14-P18, P22)."""

from dataclasses import replace
from datetime import date

from dialogs import words
from dialogs.ids import CaseId
from dialogs.model.views import Card
from dialogs.procedure.case import Case, Session, Slot, Stage
from tests.builders import a_case, booked
from tests.town import RAISED, Town, played


def drawn(case: Case, who: str, card: str, about: str = "") -> str:
    town = Town()
    town.cases[case.id] = case
    return repr(town.sees(who, card, about))


def without_place() -> tuple[Session, Case]:
    case = booked()
    assert case.session
    return case.session, case


def test_the_digest_says_what_is_owed_and_what_is_at_risk() -> None:
    """One card a day with what waits, the cases at risk, and no initials of a child (P17, P23)."""
    town = played("agreed")
    town.to(date(2026, 12, 4))
    digest = town.sees("mo", "digest")
    home = town.sees("mo", "home")

    assert "choose the supervisors" in repr(digest)
    assert "At risk of missing the window" in repr(digest)
    assert ("A.B." in repr(digest), "A.B." in repr(home)) == (False, True)


def test_a_quiet_digest_says_what_is_owed_alone() -> None:
    """While no case is at risk the digest says nothing of risk (P17)."""
    assert "At risk" not in repr(played("agreed").sees("mo", "digest"))


def test_on_the_day_the_ground_rules_stand_on_the_card() -> None:
    """On the morning of the session its card says that it is today, and what the session is for (P05)."""
    town = played("booked")
    assert town.case.session
    assert town.case.session.booked
    before = "a place to think, not to decide" in repr(town.sees("bo", "session"))
    town.now = town.case.session.booked.start.replace(hour=8)

    assert (before, "a place to think, not to decide" in repr(town.sees("bo", "session"))) == (False, True)


def test_when_everybody_has_answered_the_lead_coordinator_is_told() -> None:
    """The best date stands first, and nobody is waited for (P15)."""
    town = played("polling")
    assert town.case.session
    for who in ("sal", "nia", "pat", "hal", "bo", "kit"):
        town.does(who, "poll", "vote", {f"slot_{slot.id}": "yes" for slot in town.case.session.slots})

    assert "Everybody has answered. The best date is first." in repr(town.sees("sal", "poll"))


def test_a_long_list_says_how_many_more() -> None:
    """Twenty rows are shown; the rest is said as a number."""
    town = Town()
    for number in range(22):
        town.raises("pat", {**RAISED, "local_reference": f"CASE-{number}"})

    assert "And 2 more." in repr(town.sees("mo", "home"))


def test_a_card_without_a_place_says_none() -> None:
    """Where no place is known none is shown, on any card of the session."""
    session, case = without_place()
    bare = replace(case, sessions=(replace(session, place=""),))
    held = replace(
        bare, stage=Stage.HELD, sessions=(replace(session, place="", held_at=session.booked_at, booked=None),)
    )
    polled = replace(case, stage=Stage.POLLING, sessions=(replace(session, place="", booked=None, closes=None),))

    assert ["'Place'" in one for one in (drawn(bare, "sal", "session"), drawn(held, "sal", "record"), drawn(polled, "sal", "poll"), drawn(case, "sal", "session"))] == [
        False, False, False, True,
    ]  # fmt: skip


def test_a_session_outside_the_window_says_why() -> None:
    """Why it had to be then stands on the card (P14)."""
    session, case = without_place()

    assert "Nobody was free" in drawn(
        replace(case, sessions=(replace(session, outside_because="Nobody was free"),)), "pat", "session"
    )


def test_a_poll_whose_dates_are_over_shows_none() -> None:
    """Dates that are over are not voted on; the lead coordinator can offer more (P15)."""
    town = played("polling")
    town.to(date(2026, 12, 14), 20)
    card = town.sees("sal", "poll")

    assert [press.press.verb for press in card.presses if press.press.verb in ("yes", "book", "offer-more")] == [
        "offer-more"
    ]


def test_enough_is_said_as_soon_as_all_who_are_needed_can_come() -> None:
    """The lead coordinator sees that the first date suits everybody who is needed, and who has not answered (P15)."""
    town = played("polling")
    assert town.case.session
    first = town.case.session.slots[0].id
    for who in ("sal", "nia", "pat", "kit"):
        town.presses(who, "poll", "yes", first)

    assert "Everybody who is needed can come to the first date. Not answered yet: Sal Sample, Nia Notreal" in repr(
        town.sees("sal", "poll")
    )
    assert "Everybody who is needed" not in repr(town.sees("pat", "poll"))


def test_a_poll_given_up_has_no_last_day() -> None:
    """Called off, the dates' card asks for new ones and names no day to answer by (P16)."""
    town = played("booked")
    town.does("sal", "session", "call-off", {"reason": "Ill"})
    card = town.sees("sal", "poll")

    assert ("Please answer by" in repr(card), [press.press.verb for press in card.presses][0]) == (False, "invite")


def test_a_case_from_before_the_question_says_nothing_of_the_family() -> None:
    """Where nobody was asked whether the family knows, nothing is claimed (P06)."""
    assert [
        "'Family'" in drawn(replace(a_case(), family_knows=knows), "mo", "agreement") for knows in (None, True, False)
    ] == [False, True, True]


def test_a_record_is_read_by_nobody_without_a_name() -> None:
    """A record drawn for nobody in particular holds no text (P23)."""
    from dialogs.cards.record import readable
    from dialogs.model.heard import Handle, Pressed
    from dialogs.model.press import Press

    town = played("recorded")
    assert town.case.session
    scene = town.scene(
        Pressed(turn=town._event(), sender=Handle("web", "", "sal"), press=Press("record", "show", town.case.id))
    )

    assert [readable(one, town.case.session) for one in (scene, replace(scene, actor=None))] == [True, False]


def test_noon_is_said_as_noon() -> None:
    """Nobody has to know whether twelve is am or pm."""
    slot = Slot(booked().session.slots[0].start.replace(hour=12), 60)  # type: ignore[union-attr] # booked

    assert words.span(slot.start, slot.end) == "Tue 1 Dec 2026, 12 noon to 1pm"


def test_a_card_of_no_case_is_plain() -> None:
    """A case that does not exist and one that one may not see look the same (P23)."""
    town = played("booked")
    ghost = replace(town.case, id=CaseId("0" * 32))
    shown: list[Card] = [town.sees("tess", "case"), town.sees("pat", "case", case=ghost)]

    assert shown[0] == shown[1]
