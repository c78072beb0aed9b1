"""What is owed, as people read it on every channel: on their list, in the digest, on the case, in a letter, with the button that does it."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from dialogs import engine
from dialogs.cards.covers import cover_of
from dialogs.cards.next_steps import way_to
from dialogs.ids import PersonId
from dialogs.model.heard import Handle, Pressed
from dialogs.owed import OWED, What
from dialogs.procedure.asks import Ask, open_asks
from dialogs.procedure.nudges import Rung, due_nudges, next_due
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


def booked_unsaid() -> Town:
    """Two working days before the session; Bo has not said whether they come."""
    town = played("polling")
    assert town.case.session
    slots = town.case.session.slots
    for who in ("sal", "nia", "pat", "hal", "kit"):
        town.does(who, "poll", "vote", {f"slot_{slot.id}": "yes" for slot in slots})
    town.does("sal", "poll", "book", {}, slots[-1].id)
    town.to(town.calendar.ago(slots[-1].start.date(), 2))
    return town


def booked_without(who: str) -> Town:
    """A session is booked, and somebody says that they cannot come."""
    town = played("booked")
    town.presses(who, "session", "not-coming")
    return town


def untold(until: str = "polling") -> Town:
    """A case whose family did not know when it was raised."""
    return played(until, family_knows="no", family_note="They were away. Kit tells them")


def amended() -> Town:
    """Something is added to a record that lies on the file."""
    town = played("filed")
    town.later(days=1)
    town.does("nia", "record", "amend", {"text": "The school was there too"}, "1")
    return town


OWINGS = {
    "whether the family knows": Owing(untold, "pat", What.FAMILY_KNOWS),
    "whether the family knows, once it is booked": Owing(lambda: untold("booked"), "pat", What.FAMILY_KNOWS),
    "an amendment for the file": Owing(amended, "kit", What.FILE_AMENDMENT),
    "an answer to the invitation": Owing(booked_unsaid, "bo", What.COMING),
    "a supervisor cannot come": Owing(lambda: booked_without("nia"), "sal", What.CANNOT_COME),
    "the keyworker cannot come": Owing(lambda: booked_without("kit"), "sal", What.CANNOT_COME),
    "somebody required cannot come": Owing(lambda: booked_without("pat"), "sal", What.CANNOT_COME),
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


@pytest.mark.parametrize(
    ("who", "instead"), [("nia", "release"), ("kit", "change-keyworker"), ("pat", "change-people")]
)
def test_the_lead_coordinator_hears_at_once_that_somebody_needed_cannot_come(who: str, instead: str) -> None:
    """They are told within the same turn, and their card has the three ways on, on every channel (P15)."""
    town = played("booked")
    before = len(town.told)
    town.presses(who, "session", "not-coming")
    told = [(telling.person, telling.card) for telling in town.told[before:]]
    card = town.sees("sal", "session")

    assert told == [("sal", "session")]
    assert channels_without(f"{town.people[PersonId(who)].name} cannot come, and is needed.", card) == []
    for verb in ("move", "go-on-without", instead):
        assert [face.name for face in FACES if face.name != "plain" and not _pressed(face.presses(card), verb)] == []


def test_a_lead_coordinator_who_cannot_come_is_told_by_the_answer_alone() -> None:
    """No message about themselves: what they can do stands in the answer, on every channel."""
    town = played("booked")
    before = len(town.told)
    card = town.presses("sal", "session", "not-coming")

    assert [telling for telling in town.told[before:] if telling.person == "sal"] == []
    assert channels_without("It is noted that you cannot come. You can move the session", card) == []


def test_nobody_is_told_when_somebody_may_be_missing() -> None:
    """Bo is asked, and not needed: the session's card says that they do not come, and nothing is owed."""
    town = played("booked")
    before = len(town.told)
    town.presses("bo", "session", "not-coming")

    assert town.told[before:] == []
    assert What.CANNOT_COME not in {ask.what for ask in open_asks(town.case, town.terms)}


def test_going_on_without_somebody_settles_it_and_a_later_yes_needs_nothing() -> None:
    """One press: nothing is owed any more, and who could not come stands there as not coming; without any supervisor it is not offered."""
    town = booked_without("kit")
    town.presses("sal", "session", "go-on-without")
    settled = {ask.what for ask in open_asks(town.case, town.terms)}
    for who in ("sal", "nia"):
        town.presses(who, "session", "not-coming")
    verbs = {press.press.verb for press in town.sees("sal", "session").presses}

    assert What.CANNOT_COME not in settled
    assert "go-on-without" not in verbs
    assert {"move", "stand-down", "release"} <= verbs


def test_those_needed_are_asked_first_whether_they_come() -> None:
    """Three working days before, whoever is needed; two before, everybody who has said nothing; never before it was booked."""
    town = played("polling")
    assert town.case.session
    slot = town.case.session.slots[-1]
    town.does("sal", "poll", "book", {}, slot.id)
    asked: dict[int, set[str]] = {}
    for days in (4, 3, 2):
        town.to(town.calendar.ago(slot.start.date(), days))
        asked[days] = {ask.of for ask in open_asks(town.case, town.terms) if ask.what is What.COMING}

    needed = {"sal", "nia", "kit", "pat"}
    assert asked == {4: set(), 3: needed, 2: {*needed, "hal", "bo"}}


def test_on_the_morning_everybody_who_comes_gets_the_session() -> None:
    """Once, before it begins, from the end of the quiet hours on: who comes, the ground rules and the place, on every channel (P18)."""
    town = booked_unsaid()
    town.presses("hal", "session", "not-coming")
    booked = town.case.session.booked if town.case.session else None
    assert booked
    town.to(town.calendar.ago(booked.start.date(), 1), 20)
    evening = [telling for telling in engine.tick(town.case, town.terms, town.people) if "/morning/" in telling.key]
    due = next_due(town.case, town.terms)
    town.to(booked.start.date(), 8)
    morning = [telling for telling in engine.tick(town.case, town.terms, town.people) if "/morning/" in telling.key]
    card = town.sees("bo", "session")

    assert evening == []
    assert due == town.now
    assert sorted((telling.person, telling.card) for telling in morning) == [
        (who, "session") for who in ("bo", "kit", "nia", "pat", "sal")
    ]
    for said in ("The session is today.", "This is a place to think", "Coming", "Room 4"):
        assert channels_without(said, card) == []


def test_who_tells_the_family_is_asked_until_it_is_answered() -> None:
    """Not yet needs a word and is asked again from then on; that they know, or are not to be told, ends it (P06)."""
    town = untold()
    empty = town.does("pat", "case", "family-knows", {"told": "not-yet", "note": ""})
    town.later(days=2)
    town.does("pat", "case", "family-knows", {"told": "not-yet", "note": "Kit tells them on Friday"})
    again = [(ask.of, ask.since) for ask in open_asks(town.case, town.terms) if ask.what is What.FAMILY_KNOWS]
    shown = town.sees("sal", "case")
    knows, never = town.copy(), town.copy()
    knows.does("kit", "case", "family-knows", {"told": "shared"})
    never.does("sal", "case", "family-knows", {"told": "not-appropriate", "note": "It would put them at risk"})

    assert channels_without("Say who will tell them, and when.", empty) == []
    assert again == [("pat", town.now.date())]
    assert channels_without("Kit tells them on Friday", shown) == []
    for ended in (knows, never):
        assert What.FAMILY_KNOWS not in {ask.what for ask in open_asks(ended.case, ended.terms)}


def test_an_amendment_after_filing_goes_to_the_file_before_the_case_is_closed() -> None:
    """The keyworker says that it lies there; until then the case cannot be closed, and the card counts what is missing (P18)."""
    town = amended()
    card = town.sees("kit", "circulation", "1")
    town.later(days=9)
    town.does("kit", "circulation", "tell-family", {"told": "shared"}, "1")
    early = {press.press.verb for press in town.sees("sal", "case").presses}
    town.presses("kit", "circulation", "file-amendment", "1")
    town.does("sal", "case", "close", {})

    assert channels_without("Not on the file yet", card) == []
    assert "close" not in early
    assert town.case.stage == "closed"
