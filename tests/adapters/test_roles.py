"""Who may be what on a case, and what is said of it, on every channel (P08, P10, P12, P13, P15, P16)."""

from dataclasses import replace

import pytest

from dialogs import words
from dialogs.ids import PersonId
from dialogs.procedure import polls
from dialogs.procedure.agencies import same_agency
from dialogs.procedure.case import Stage
from tests.adapters.faces import channels_with, channels_without
from tests.dialogs.telling import TWO_LEADS, errors, goes_on, note, page, profiled
from tests.town import CHOSEN, HEALTH, INVITED, RAISED, Town, played


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Testshire Health", "testshire  health"),
        ("Hope & Home", "Hope and Home"),
        ("Hope Charity Ltd.", "Hope Charity"),
        ("The Hope Charity C.I.C.", "Hope Charity"),
        ("St. Sample's School", "St Samples School"),
        ("Ysgol Môn", "ysgol mon"),
        ("Test-shire Care", "Testshire Care"),
        ("Testshire Care, Limited", "TESTSHIRE CARE"),
    ],
)
def test_one_agency_is_one_however_it_is_spelled(one: str, other: str) -> None:
    """Case, spaces, punctuation, accents, "&" and "Ltd" tell nothing apart (P10)."""
    assert same_agency(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Testshire Care", "Testshire Health"),
        ("Testshire Care North", "Testshire Care South"),
        ("Co", "Ltd"),
        ("", "Hope"),
    ],
)
def test_two_agencies_are_two(one: str, other: str) -> None:
    """Nothing else is taken for the same."""
    assert not same_agency(one, other)


def spelled(town: Town, who: str, agency: str) -> None:
    """The directory has their agency so."""
    town.people[PersonId(who)] = replace(town.people[PersonId(who)], agency=agency)


def test_two_supervisors_of_one_agency_spelled_twice_are_refused() -> None:
    """The second spelling is no second agency: refused beside the field, on every channel; with another agency it goes on (P10)."""
    town = played("agreed")
    spelled(town, "nia", "TESTSHIRE CARE Ltd")
    refused = town.does("mo", "nomination", "nominate", CHOSEN)
    spelled(town, "nia", HEALTH)
    town.does("mo", "nomination", "nominate", CHOSEN)

    assert [words.trouble("same-agency")] == [*errors(refused).values()]
    assert [] == channels_without(words.trouble("same-agency"), refused)
    assert ["sal", "nia"] == [nominee.person for nominee in town.case.nominees]


def test_a_lead_of_each_of_two_agencies() -> None:
    """Where two leads must agree they are of two agencies, also once one hands over (P08)."""
    town = profiled(TWO_LEADS)
    refused = town.raises("pat", {**RAISED, "managers": ("mo", "sal")})
    goes_on(town, "pat", refused, {**RAISED, "managers": ("mo", "hal")})
    over = town.does("hal", "agreement", "hand-over", {"who": "sal"})
    town.does("hal", "agreement", "hand-over", {"who": "tess"})

    assert [] == channels_without(words.trouble("leads-of-one-agency"), refused)
    assert [] == channels_without(words.trouble("leads-of-one-agency"), over)
    assert {"mo", "tess"} == {*town.case.managers}


def test_the_first_of_two_leads_starts_no_window() -> None:
    """The first yes is kept; that the window has started is said when it has (P08, P09)."""
    town = profiled(TWO_LEADS)
    town.raises("pat", {**RAISED, "managers": ("mo", "hal")})
    first, second = (town.presses(who, "agreement", "agree") for who in ("mo", "hal"))

    assert [] == channels_with("The window has started", first)
    assert [] == channels_without("when the other accountable manager agrees", first)
    assert [] == channels_without("The window has started", second)


def test_a_session_of_a_withdrawn_case_is_no_session() -> None:
    """Withdrawn while booked: nobody is coming any more, nothing goes into a calendar, and it is said that it does not take place (P16)."""
    town = played("booked")
    town.does("mo", "case", "withdraw", {"reason": "They moved away"})
    cards = [town.sees(who, name) for who in ("sal", "pat") for name in ("session", "case")]

    assert [[]] * 4 == [channels_with("Add to my calendar", card) for card in cards]
    assert [[]] * 2 == [channels_with("Coming", card) for card in cards[::2]]
    assert [[]] * 2 == [channels_without("This session does not take place", card) for card in cards[::2]]


def test_after_a_session_has_begun_nobody_says_whether_they_come() -> None:
    """The buttons are gone, and one that lies somewhere says why it does nothing (P16, P18)."""
    town = played("booked")
    assert town.case.session
    assert town.case.session.booked
    town.now = town.case.session.booked.end
    card, pressed = town.sees("pat", "session"), town.presses("pat", "session", "not-coming")

    assert [] == channels_with("I cannot come", card)
    assert [] == channels_with("Add to my calendar", card)
    assert words.trouble("begun") == note(pressed)


def test_a_keyworker_named_later_is_not_the_eleventh() -> None:
    """Ten are invited and the keyworker is one of them; another keyworker would be the eleventh: refused, whichever command it is (P12)."""
    town = played("nominated")
    others = "\n".join(f"Guest {number}, Sample School, guest{number}@school.example" for number in range(1, 7))
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    town.does("sal", "poll", "invite", {**INVITED, "others": others, "slots": offered})
    refused = town.does("mo", "case", "change-keyworker", {"who": "tess"})
    town.does("mo", "case", "change-keyworker", {"who": "bo"})

    assert 10 == len(town.case.attendees)
    assert [] == channels_without(words.trouble("too-many"), refused)
    assert "bo" == town.case.keyworker


def test_nobody_files_what_they_wrote_themselves() -> None:
    """A supervisor is not the keyworker, whoever is named first; somebody else can be (P13)."""
    town = played("nominated")
    shown = page(town.presses("mo", "case", "change-keyworker"))
    forged = town.hears(town.answer("mo", shown, {"who": "nia"})).reply
    other = played("agreed")
    other.does("mo", "case", "change-keyworker", {"who": "nia"})
    chosen = other.does("mo", "nomination", "nominate", CHOSEN)

    assert "kit" == town.case.keyworker
    assert {"who"} == {*errors(forged)}
    assert "nia" == other.case.keyworker
    assert Stage.AGREED is other.case.stage
    assert [] == [nominee.person for nominee in other.case.nominees]
    assert errors(chosen)


def test_whoever_must_be_there_is_invited() -> None:
    """Somebody marked and not invited is said, not left out in silence; a guest written in by e-mail can be needed, too (P15)."""
    town = played("nominated")
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    guest = "Gus Guest, Sample School, gus@school.example, required"
    answers = {**INVITED, "others": guest, "required": ("pat", "tess"), "slots": offered}
    refused = town.does("sal", "poll", "invite", answers)
    town.does("sal", "poll", "invite", {**answers, "required": ("pat",)})

    assert [] == channels_without("Not invited: Tess Teststaff.", refused)
    assert {"Pat Pretend", "Gus Guest"} == {
        town.people[attendee.person].name for attendee in town.case.attendees if attendee.required
    }


def test_whoever_has_left_is_not_invited_by_their_address() -> None:
    """An address that is known keeps its person: where they are gone the form says so, and nobody is asked who would never see it."""
    town = played("nominated")
    town.people[PersonId("hal")] = replace(town.people[PersonId("hal")], active=False)
    typed = "Hal Hypothetical, Testshire Health, hal@testshire.example"
    given = {**INVITED, "attendees": ("pat", "bo"), "others": typed, "slots": (), "typed": "tue 1 dec 2pm"}
    said = errors(town.does("sal", "poll", "invite", given))

    assert {"others": "No longer there, so not invited: Hal Hypothetical."} == said
