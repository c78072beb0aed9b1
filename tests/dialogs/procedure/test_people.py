"""Who may see and read what, and since when: parts of a case, computed from it (P23)."""

import pytest

from dialogs.ids import PersonId
from dialogs.procedure.people import Part, may_see, parts_of
from dialogs.procedure.reading import Kind, reads
from tests.dialogs.telling import owed_by
from tests.town import CHOSEN, Town, played


def gates(town: Town, who: str) -> tuple[bool, bool]:
    person = town.people[PersonId(who)]
    return may_see(town.case, person), reads(town.case, person, Kind.LIVED, town.terms)


def test_whoever_is_asked_to_lead_reads_nothing_before_they_accept() -> None:
    """A nominee sees that there is a case; what is written about it only once they have accepted, lead or not (P10, P23)."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    asked = [gates(town, who) for who in ("sal", "nia")]
    hidden = "Why nothing moves" in repr(town.sees("sal", "nomination"))
    town.presses("sal", "nomination", "accept")

    assert asked == [(True, False), (True, False)]
    assert (hidden, gates(town, "sal")) == (False, (True, True))


def test_until_a_new_lead_coordinator_accepts_the_other_supervisor_leads() -> None:
    """Somebody who was asked and has not answered books nothing; the supervisor who is in does what is owed (P10)."""
    town = played("polling")
    town.does("sal", "nomination", "stand-down", {"reason": "Moved team"})
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess", "lead": "tess"})
    before = [parts_of(town.case, town.people[PersonId(who)]) & Part.LEAD for who in ("nia", "tess")]
    town.presses("tess", "nomination", "accept")
    after = [parts_of(town.case, town.people[PersonId(who)]) & Part.LEAD for who in ("nia", "tess")]

    assert (before, after) == ([Part.LEAD, Part.NOBODY], [Part.NOBODY, Part.LEAD])


@pytest.mark.parametrize(
    ("who", "verb", "answers"),
    [
        ("nia", "stand-down", {"reason": "Ill"}),
        ("sal", "change-people", {"attendees": ("pat", "kit"), "required": ()}),
        ("mo", "change-keyworker", {"who": "hal"}),
    ],
    ids=["a supervisor who stood down", "an attendee no longer invited", "a keyworker who was replaced"],
)
def test_whoever_has_left_a_case_sees_nothing_of_it(who: str, verb: str, answers: dict[str, str]) -> None:
    """From the moment somebody is no longer on a case it looks to them like one that does not exist (P23)."""
    gone = {"stand-down": "nia", "change-people": "bo", "change-keyworker": "kit"}[verb]
    town = played("booked")
    town.does("sal", "poll", "change-people", {"attendees": ("pat", "bo"), "required": ()})
    town.does(
        who, {"stand-down": "nomination", "change-people": "poll", "change-keyworker": "case"}[verb], verb, answers
    )

    assert [town.sees(gone, card).name for card in ("case", "record", "timeline", "session")] == ["nothing"] * 4
    assert owed_by(town, gone) == []


def test_the_lead_may_be_handed_over_only_to_a_supervisor_who_is_in() -> None:
    """With one supervisor in there is nobody to hand the lead to; with two it changes hands and back (P10)."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.presses("nia", "nomination", "accept")
    alone = "hand-lead" in repr(town.sees("nia", "nomination").presses)
    town.presses("sal", "nomination", "accept")
    town.presses("sal", "nomination", "hand-lead")

    assert (alone, town.case.lead) == (False, "nia")
