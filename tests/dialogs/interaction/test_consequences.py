"""What follows from a fact outside: invitations, tellings, and what time alone brings (P16, P20, P22)."""

import pytest

from dialogs.ids import PersonId
from dialogs.model.heard import Handle, Pressed
from dialogs.model.press import Press
from dialogs.model.turns import Announce, Invitation, Turn, Uninvite
from dialogs.model.views import Page, Review
from tests.dialogs.telling import profiled
from tests.town import Town, played


def last(town: Town, who: str, press: Press, answers: dict[str, str | tuple[str, ...]]) -> Turn:
    """The turn in which somebody's form, or their press, was done."""
    turn = town.hears(Pressed(turn=town._event(), sender=Handle("web", "", who), press=press))
    while isinstance(turn.reply, (Page, Review)):
        turn = town.hears(town.answer(who, turn.reply, answers))
    return turn


def invitations(turn: Turn) -> list[tuple[int, bool]]:
    return [(effect.sequence, effect.cancel) for effect in turn.effects if isinstance(effect, Invitation)]


@pytest.mark.parametrize(
    ("who", "card", "verb", "answers", "expected"),
    [
        ("mo", "case", "withdraw", {"reason": "Moved away"}, [(2, True)]),
        ("mo", "session", "call-off", {"reason": "Ill"}, [(2, True)]),
        ("sal", "session", "move", {"reason": "Ill", "slots": (), "typed": ""}, [(2, True)]),
        ("sal", "poll", "change-people", {"attendees": ("pat", "tess"), "required": ()}, [(2, False)]),
        ("mo", "case", "change-keyworker", {"who": "tess"}, [(2, False)]),
        ("nia", "nomination", "stand-down", {"reason": "Ill"}, [(2, False)]),
        ("mo", "case", "change-keyworker", {"who": "hal"}, [(2, False)]),
        ("bo", "session", "not-coming", {}, []),
    ],
    ids=[
        "withdrawn",
        "called off",
        "moved",
        "other people",
        "another keyworker",
        "a supervisor gone",
        "a keyworker who was invited anyway",
        "an answer",
    ],
)
def test_the_calendar_follows_the_session(
    who: str, card: str, verb: str, answers: dict[str, str | tuple[str, ...]], expected: list[tuple[int, bool]]
) -> None:
    """Whatever becomes of a booked session reaches the calendars of all: a new state, or that it is taken back (P16)."""
    town = played("booked")

    assert invitations(last(town, who, Press(card, verb, town.case.id), answers)) == expected


@pytest.mark.parametrize(
    ("who", "card", "verb", "answers", "expected"),
    [
        ("sal", "poll", "change-people", {"attendees": ("pat", "tess"), "required": ()}, ["bo", "hal"]),
        ("nia", "nomination", "stand-down", {"reason": "Ill"}, ["nia"]),
        ("mo", "case", "change-keyworker", {"who": "hal"}, []),
        ("sal", "session", "move", {"reason": "Ill", "slots": (), "typed": ""}, []),
        ("mo", "session", "call-off", {"reason": "Ill"}, []),
    ],
    ids=["other people", "a supervisor gone", "a keyworker who is invited still", "moved", "called off"],
)
def test_whoever_is_left_out_hears_it(
    who: str, card: str, verb: str, answers: dict[str, str | tuple[str, ...]], expected: list[str]
) -> None:
    """A session that goes on without somebody is taken out of their calendar, and of nobody else's (P16)."""
    town = played("booked")
    turn = last(town, who, Press(card, verb, town.case.id), answers)

    assert [effect.person for effect in turn.effects if isinstance(effect, Uninvite)] == expected


def test_a_supervisor_who_follows_another_is_sent_the_invitation() -> None:
    """A replacement who accepts while the session is booked gets it into their calendar (P10, P16)."""
    town = played("booked")
    town.does("nia", "nomination", "stand-down", {"reason": "Ill"})
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "lead": "sal"})

    assert invitations(last(town, "tess", Press("nomination", "accept", town.case.id), {})) == [(3, False)]


def test_after_a_session_nobodys_calendar_is_touched() -> None:
    """A keyworker who changes once the session was held brings no invitation (P13, P16)."""
    town = played("held")

    assert invitations(last(town, "mo", Press("case", "change-keyworker", town.case.id), {"who": "tess"})) == []


def test_systems_beside_us_are_told_of_a_record_from_its_circulation_on() -> None:
    """Circulated, filed, amended: each is announced by its fact; an amendment that nobody has the record of yet is not (P18)."""
    town = played("recorded")

    def announced(who: str, card: str, verb: str, answers: dict[str, str | tuple[str, ...]]) -> list[int]:
        return [
            effect.number - town.case.version
            for effect in last(town, who, Press(card, verb, town.case.id, "1"), answers).effects
            if isinstance(effect, Announce)
        ]

    assert announced("sal", "record", "amend", {"text": "One word was wrong"}) == []
    assert announced("sal", "circulation", "circulate", {}) == [0]
    assert announced("pat", "circulation", "receive", {}) == []
    assert announced("kit", "circulation", "file", {"reference": "F-1", "on": town.now.date().isoformat()}) == [0]
    assert announced("nia", "record", "amend", {"text": "One thing more"}) == [0]


def test_learning_goes_to_the_agencies_that_were_there_and_to_the_workforce_group() -> None:
    """A representative whose agency was not in the room hears nothing, nor does one who has left (P20)."""
    town = profiled()
    police, away = PersonId("bo"), PersonId("tess")
    person = town.people[police]
    town.people[PersonId("ron")] = type(person)(id=PersonId("ron"), name="Ron Rep", agency="Elsewhere", learning=True)
    town.people[PersonId("rita")] = type(person)(
        id=PersonId("rita"), name="Rita Rep", agency=town.people[police].agency, learning=True
    )
    town.people[away] = type(person)(
        id=away, name="Tess Teststaff", agency=town.people[police].agency, learning=True, active=False
    )
    played("recorded", town)

    assert {one.person for one in town.told if one.card == "learning"} == {"nia", "olu", "rita"}
