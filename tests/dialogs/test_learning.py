"""Wider learning and its answer: it comes back to the group, and whoever answers sees nothing of the case (P20, P23)."""

from functools import cache

import pytest

from dialogs.cards.deck import DECK
from dialogs.engine import still_owed
from dialogs.ids import PersonId
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.views import Card
from dialogs.procedure.people import Person
from dialogs.verbs import VERBS
from tests.town import HEALTH, POLICE, RAISED, Town, played

REPLY = {"reply": "We will teach it in spring"}
RITA, WIM = PersonId("rita"), PersonId("wim")


@cache
def _learned(until: str) -> Town:
    """A signed record that holds learning; Rita is the police's representative, Wim of the workforce group: neither is on the case."""
    town = Town()
    town.people[RITA] = Person(id=RITA, name="Rita Rep", agency=POLICE, learning=True)
    town.people[WIM] = Person(id=WIM, name="Wim Workforce", agency="Testshire Partnership", workforce=True)
    town.people[PersonId("ron")] = Person(id=PersonId("ron"), name="Ron Elsewhere", agency="Elsewhere", learning=True)
    return played(until, town)


def learned(until: str = "recorded") -> Town:
    """The same for one test."""
    return _learned(until).copy()


def of_the_case(town: Town) -> list[str]:
    """What nobody without the case may be shown."""
    case = town.case
    names = [person.name for person in town.people.values() if person.id not in (RITA, WIM)]
    return [
        case.reference,
        case.initials,
        case.local_reference,
        case.thinking,
        case.lived,
        str(RAISED["lived"]),
        "Room 4",
        *names,
    ]


def test_a_reply_comes_back_to_the_group_once() -> None:
    """Whoever was asked to the session, and who raised it, is told once each and reads it, with who says it, beside the learning."""
    town = learned()
    town.told.clear()
    town.does("rita", "learning", "answer-learning", REPLY, "1")
    told = [(one.person, one.card, one.about) for one in town.told]

    assert sorted(told) == [(who, "circulation", "1") for who in ("bo", "hal", "kit", "nia", "pat", "sal")]
    for who in ("pat", "bo", "mo"):
        shown = repr(town.sees(who, "circulation", "1"))
        assert "We will teach it in spring" in shown
        assert "Rita Rep, Testshire Police" in shown


@pytest.mark.parametrize("who", ["rita", "wim"])
def test_whoever_was_told_reads_and_replies_and_sees_nothing_else(who: str) -> None:
    """The card, the form and the thanks hold the learning and their own reply: no reference, no child, no person."""
    town = learned()
    press = Press("learning", "answer-learning", town.case.id, "1")
    card = town.sees(who, "learning", "1")
    form = town.fills(who, press, {})
    done = town.fills(who, press, REPLY)
    assert isinstance(done, Card)

    assert "Say who rings whom" in repr(card)
    assert [press.press.verb for press in card.presses] == ["answer-learning"]
    assert done.note
    assert "We will teach it in spring" in repr(done)
    for shown in (card, form, done):
        assert [word for word in of_the_case(town) if word in repr(shown)] == []


@pytest.mark.parametrize("who", ["rita", "wim"])
@pytest.mark.parametrize("verb", ["show", *(verb for verb in VERBS if verb != "raise"), "feedback", "feed-make"])
def test_no_press_of_theirs_opens_the_case(who: str, verb: str) -> None:
    """Whatever they send about the case, on the card they have or on any other, answers with nothing of it and does nothing to it."""
    town = learned()
    before = town.case
    for card in DECK:
        for about in ("", "1", "2"):
            press = Press(card, verb, before.id, about)
            reply = town.hears(Pressed(turn=town._event(), sender=Handle("web", "", who), press=press)).reply
            assert [word for word in of_the_case(town) if word in repr(reply)] == []
    town.says(who, "here")
    typed = town.says(who, before.reference)

    assert isinstance(typed, Card)
    assert typed.name == "nothing"
    assert town.cases[before.id] == before


@pytest.mark.parametrize("who", ["ron", "tess"])
def test_nobody_else_is_handed_the_learning(who: str) -> None:
    """A representative whose agency was not there, and somebody who is none: for them there is no such thing."""
    town = learned()

    assert town.sees(who, "learning", "1").name == "nothing"
    assert town.presses(who, "learning", "answer-learning", "1") == town.sees(who, "learning", "1")


def test_nobody_replies_before_the_record_is_signed() -> None:
    """Nor when the learning was taken out of it."""
    town = learned("held")

    assert town.sees("rita", "learning", "1").name == "nothing"
    assert town.sees("wim", "learning", "1").name == "nothing"


def test_a_reply_may_come_after_the_close() -> None:
    """What becomes of learning is known late: the closed case stays closed, and its people hear of it."""
    town = learned("closed")
    town.told.clear()
    town.does("wim", "learning", "answer-learning", REPLY, "1")

    assert (town.case.stage.value, town.case.over, len(town.told)) == ("closed", True, 6)


def test_two_may_reply_and_each_sees_their_own() -> None:
    """The group reads both."""
    town = learned()
    for who in ("rita", "wim"):
        town.does(who, "learning", "answer-learning", {"reply": f"From {who}"}, "1")

    assert (
        "From rita" in repr(town.sees("rita", "learning", "1")),
        "From wim" in repr(town.sees("rita", "learning", "1")),
    ) == (True, False)
    assert all(f"From {who}" in repr(town.sees("pat", "circulation", "1")) for who in ("rita", "wim"))


def test_a_representative_who_is_on_the_case_replies_too() -> None:
    """Nia supervises and is her agency's representative: she is told, and may answer, as anybody else."""
    town = learned()

    assert HEALTH == town.people[PersonId("nia")].agency
    assert "answer-learning" in [press.press.verb for press in town.sees("nia", "learning", "1").presses]
    assert still_owed(
        "learning",
        town.scene(
            Pressed(
                turn=town._event(), sender=Handle("web", "", "nia"), press=Press("learning", "show", town.case.id, "1")
            )
        ),
    )
