"""The record: what is taken back, who has signed, where it is filed, and what the family was told (P18-P20)."""

from datetime import timedelta

from dialogs import words
from dialogs.procedure.case import Stage, Told
from tests.dialogs.telling import errors, note, owed, owed_by, page
from tests.town import RECORD, Town, iso, played


def signed(town: Town) -> None:
    for who in ("nia", "sal"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, "1")


def test_learning_that_is_taken_back_before_signing_goes_to_nobody() -> None:
    """A supervisor who clears the wider learning has cleared it: nothing is sent at signing (P20, P23)."""
    town = played("held")
    town.does("nia", "record", "write", RECORD, "1")
    town.does(
        "sal", "record", "write", {**RECORD, "learning_theme": "", "learning_text": "", "learning_scope": ""}, "1"
    )
    signed(town)
    assert town.case.session

    assert town.case.session.learning is None
    assert [one for one in town.told if one.card == "learning"] == []


def test_points_for_the_family_that_are_taken_back_are_owed_by_nobody() -> None:
    """Cleared before signing, the points for the family are neither asked about nor in the way of closing (P19)."""
    town = played("held")
    town.does("nia", "record", "write", {**RECORD, "family_on": iso(town.now.date())}, "1")
    town.does(
        "sal", "record", "write", {"family_points": "", "family_meeting": "", "family_on": "", "family_by": ""}, "1"
    )
    signed(town)
    town.later(days=9)
    assert town.case.session

    assert town.case.session.family is None
    assert "family" not in {what for what, _ in owed(town)}


def test_whoever_ran_it_signs_and_not_who_came_after() -> None:
    """Who signed and then stood down was there: the signature stands, and a successor, who was not, is told so (P18)."""
    town = played("held")
    town.does("nia", "record", "write", RECORD, "1")
    town.does("sal", "record", "sign", {"confirm": ("yes",)}, "1")
    town.does("sal", "nomination", "stand-down", {"reason": "Moved team"})
    town.does("nia", "record", "sign", {"confirm": ("yes",)}, "1")
    session = town.case.sessions[0]

    assert (Stage.RECORDED, ["sal", "nia"]) == (town.case.stage, [signature.by for signature in session.signatures])


def test_a_successor_neither_signs_nor_owes_what_they_did_not_see() -> None:
    """A supervisor replaced before anybody signed still opens and signs the record of the session that they ran; the new one cannot (P18)."""
    town = played("held")
    town.does("nia", "record", "write", RECORD, "1")
    town.does("sal", "nomination", "stand-down", {"reason": "Moved team"})
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "lead": "nia"})
    town.presses("tess", "nomination", "accept")
    refused = note(town.does("tess", "record", "sign", {"confirm": ("yes",)}, "1"))
    opened = town.sees("sal", "record", "1")
    town.does("sal", "record", "sign", {"confirm": ("yes",)}, "1")
    town.does("nia", "record", "sign", {"confirm": ("yes",)}, "1")

    assert words.trouble("not-yours") == refused
    assert str(RECORD["lived"]) in repr(opened)
    assert Stage.RECORDED is town.case.stage
    assert [] == owed_by(town, "tess")


def test_the_last_open_signature_goes_with_who_stands_down() -> None:
    """Nia has signed, Sal leaves without: nothing waits for a signature that nobody gives, and the record is signed (P18)."""
    town = played("held")
    town.does("nia", "record", "write", RECORD, "1")
    town.does("nia", "record", "sign", {"confirm": ("yes",)}, "1")
    town.does("sal", "nomination", "stand-down", {"reason": "Moved team"})

    assert Stage.RECORDED is town.case.stage
    assert ["circulate"] == owed_by(town, "nia")


def test_a_new_keyworker_does_not_file_again_what_is_on_the_file() -> None:
    """What the old keyworker filed is filed; the new one owes only what the old one still owed (P13, P18)."""
    town = played("filed")
    town.does("mo", "case", "change-keyworker", {"who": "tess"})
    said = note(town.presses("tess", "circulation", "file", "1"))

    assert (owed_by(town, "tess"), said) == (["receive"], words.trouble("filed-already"))


def test_when_whoever_was_to_tell_the_family_has_left_the_keyworker_is_asked() -> None:
    """The ask goes to somebody who can answer it, and the case can close (P19)."""
    town = played("held")
    soon = iso(town.now.date() + timedelta(days=1))
    town.does("nia", "record", "write", {**RECORD, "family_by": "hal", "family_on": soon, "further": "yes"}, "1")
    signed(town)
    town.does(
        "sal", "circulation", "further", {"agreed": "yes", "place": "Room 5", "typed": "wed 16 dec 2026 10am"}, "1"
    )
    town.later(days=2)
    asked = [who for what, who in owed(town) if what == "family"]
    town.does("sal", "poll", "change-people", {"attendees": ("pat", "bo", "kit"), "required": ()})
    after = [who for what, who in owed(town) if what == "family"]
    town.does("kit", "circulation", "tell-family", {"told": "shared"}, "1")

    assert (asked, after) == (["hal"], ["kit"])
    assert "family" not in {what for what, _ in owed(town)}


def test_filing_lies_between_the_session_and_today() -> None:
    """A filing in the future or before the session is refused beside its day; the right day is taken (P18)."""
    town = played("recorded")
    town.presses("sal", "circulation", "circulate", "1")
    today = town.now.date()
    early = town.does("kit", "circulation", "file", {"reference": "F-1", "on": iso(today - timedelta(days=9))}, "1")
    late = town.does("kit", "circulation", "file", {"reference": "F-1", "on": iso(today + timedelta(days=1))}, "1")
    town.does("kit", "circulation", "file", {"reference": "F-1", "on": iso(today)}, "1")

    assert errors(early) == {"on": words.trouble("too-long-ago")}
    assert set(errors(late)) == {"on"}
    assert town.case.stage is Stage.FILED


def test_not_yet_needs_another_day_to_come() -> None:
    """Not yet with a day that is over is refused beside it; with a day to come it is asked again then (P19)."""
    town = played("filed")
    town.later(days=9)
    today = town.now.date()
    past = town.does("kit", "circulation", "tell-family", {"told": "not-yet", "again": iso(today)}, "1")
    town.does("kit", "circulation", "tell-family", {"told": "not-yet", "again": iso(today + timedelta(days=2))}, "1")
    quiet = owed_by(town, "kit")
    town.later(days=3)
    town.does("kit", "circulation", "tell-family", {"told": "shared"}, "1")
    assert town.case.session
    assert town.case.session.family

    assert errors(past) == {"again": words.trouble("slot-in-the-past")}
    assert (quiet, town.case.session.family.told) == ([], Told.SHARED)


def test_nobody_came_is_refused_and_those_who_came_are_ticked() -> None:
    """A session without anybody is refused beside the field; with those who came it is held (P18)."""
    town = played("booked")
    assert town.case.session
    assert town.case.session.booked
    town.now = town.case.session.booked.end
    nobody = town.does("sal", "session", "hold", {"attended": ()})
    town.does("sal", "session", "hold", {"attended": ("pat", "sal")})

    assert set(page(nobody).errors) == {"attended"}
    assert town.case.stage is Stage.HELD
