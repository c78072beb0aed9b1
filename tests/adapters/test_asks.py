"""What is owed, as people read it on every channel: on their list, in the digest, on the case, in a letter, with the button that does it."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from dialogs import engine
from dialogs.cards.covers import cover_of
from dialogs.cards.next_steps import way_to
from dialogs.model.heard import Handle, Pressed
from dialogs.owed import OWED, What
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.nudges import Rung, due_nudges
from tests.adapters.faces import FACES, channels_without
from tests.town import Town, played


class Owing(NamedTuple):
    """A story in which somebody owes something, who that is, and what they owe."""

    story: Callable[[], Town]
    who: str
    what: What


def without_keyworker(until: str = "nominated") -> Town:
    """A case that was raised without a keyworker."""
    return played(until, keyworker="")


def circulated_without_keyworker() -> Town:
    """Its record is signed, sent round, and confirmed by all."""
    town = without_keyworker("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    for who in ("pat", "hal", "bo", "kit"):
        town.presses(who, "circulation", "receive", "1")
    return town


OWINGS = {
    "a keyworker, once the supervisors are in": Owing(without_keyworker, "sal", What.KEYWORKER),
    "a keyworker, once the record has gone round": Owing(circulated_without_keyworker, "sal", What.KEYWORKER),
}


@pytest.mark.parametrize("owing", OWINGS.values(), ids=OWINGS)
def test_an_ask_is_read_and_can_be_done_on_every_channel(owing: Owing) -> None:
    """It stands on the owner's list and in their digest, in what the case waits for, and its button is where the list leads."""
    town = owing.story()
    ask = asked(town, owing)
    owed, way = OWED[owing.what], way_to(ask, town.case)
    here = town.sees(owing.who, way.card, way.about)

    assert channels_without(f"{town.case.reference}: {owed.yours}", town.sees(owing.who, "home")) == []
    assert channels_without(f"{town.case.reference}: {owed.yours}", town.sees(owing.who, "digest")) == []
    assert channels_without(f"You to {owed.yours}, since", town.sees(owing.who, "case")) == []
    assert [face.name for face in FACES if face.name != "plain" and not _pressed(face.presses(here), owed.verb)] == []


@pytest.mark.parametrize("owing", OWINGS.values(), ids=OWINGS)
def test_an_ask_is_said_again_and_climbs(owing: Owing) -> None:
    """Left open, its owner is reminded, somebody else hears of it by name, and the letter about it says what is asked (P17)."""
    town = owing.story()
    ask = asked(town, owing)
    heard: set[tuple[str, str]] = set()
    for _ in range(20):
        heard |= {
            (nudge.to, nudge.rung) for nudge in due_nudges(town.case, town.terms, town.people) if nudge.ask == ask
        }
        town.later(days=1)

    assert (owing.who, Rung.PERSON) in heard
    assert {rung for _, rung in heard} > {Rung.PERSON}


@pytest.mark.parametrize("owing", OWINGS.values(), ids=OWINGS)
def test_a_letter_says_what_is_asked(owing: Owing) -> None:
    """Its subject is what is asked of its reader, in the procedure's words."""
    town = owing.story()
    way = way_to(asked(town, owing), town.case)
    scene = town.scene(Pressed(turn=town._event(), sender=Handle("web", "", owing.who), press=way))
    subject = cover_of(engine.draw(way.card, scene, way.about), scene).subject

    assert subject.startswith("Please ")


def asked(town: Town, owing: Owing) -> Ask:
    """The ask of that story."""
    return next(ask for ask in open_asks(town.case, town.terms) if (ask.what, ask.of) == (owing.what, owing.who))


def _pressed(presses: list[str], verb: str) -> bool:
    return any(f"/{verb}/" in press for press in presses)


def test_a_case_without_a_keyworker_is_filed_once_one_is_named() -> None:
    """Nobody is the keyworker when the record goes round; the lead coordinator is asked, then the office; the one named files it (P13, P18)."""
    town = circulated_without_keyworker()
    waits = town.sees("sal", "home")
    town.later(days=9)
    climbed = {nudge.to for nudge in due_nudges(town.case, town.terms, town.people) if nudge.ask.what is What.KEYWORKER}
    town.does("sal", "case", "name-keyworker", {"who": "kit"})
    town.does("kit", "circulation", "file", {"reference": "FILE-1", "on": town.now.date().isoformat()}, "1")

    assert channels_without("name the keyworker", waits) == []
    assert climbed == {"sal", "mo", "olu"}
    assert town.case.stage == "filed"
