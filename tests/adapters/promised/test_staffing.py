"""Supervisors and the people who come, as it is read and done on the web, in Slack and in Teams (P10 to P13)."""

from dialogs.model.press import Press
from dialogs.model.views import Page, Review
from tests.adapters.faces import Face
from tests.adapters.through import EVERYWHERE, Through, at, said
from tests.dialogs.telling import errors, note, page
from tests.town import CHOSEN, INVITED, RAISED, Town, named, norfolk

FIRST_AND_SECOND = {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "sal"}
GUESTS = "\n".join(f"Guest {letter}, Sample School, guest{letter}@school.example" for letter in "ABCDEFGHIJK")


@EVERYWHERE
def test_two_supervisors_of_two_agencies_one_of_them_leads(face: Face) -> None:
    """One agency twice, one person twice and a lead who is neither are refused with the reason; put right, both are asked (P10)."""
    town = Town()
    town.people["bo"] = named(town.people["bo"], pool=True, agency="Testshire Care")  # type: ignore[index] # an id
    here = Through(face, town)
    here.raises("pat", RAISED)
    here.presses("mo", "agreement", "agree")
    wrong = [
        here.does("mo", "nomination", "nominate", chosen)
        for chosen in (
            {"supervisor_1": "sal", "supervisor_2": "bo", "lead": "sal"},
            {"supervisor_1": "sal", "supervisor_2": "sal", "lead": "sal"},
            {"supervisor_1": "sal", "supervisor_2": "nia", "lead": "tess"},
        )
    ]
    here.does("mo", "nomination", "nominate", CHOSEN)

    assert "two different agencies. Choose somebody from another agency." in said(face, wrong[0])
    assert "Choose a different person for each place." in said(face, wrong[1])
    assert "The lead coordinator must be one of the supervisors." in said(face, wrong[2])
    assert {"accept", "turn-down"} <= {*here.offers("sal", "nomination")} & {*here.offers("nia", "nomination")}


@EVERYWHERE
def test_the_list_shows_agency_load_leave_and_training(face: Face) -> None:
    """Whoever can be chosen stands with agency, cases and training; whoever cannot stands there with why (E4.1, E4.2)."""
    here = at("agreed", face)
    tess = here.town.people["tess"]  # type: ignore[index] # an id
    here.town.people[tess.id] = named(tess, leave=((here.town.now.date(), here.town.now.date()),))
    read = said(face, here.presses("mo", "nomination", "nominate"))

    for words in ("Testshire Health, 0 open now, trained Jun 2024", "Testshire Care, 0 open now, trained Mar 2025", "on leave now"):  # fmt: skip
        assert words in read


@EVERYWHERE
def test_a_nominee_accepts_or_declines_with_a_reason_and_a_colleague(face: Face) -> None:
    """No reason, no declining; the reason and the colleague reach whoever chooses next; both in, the lead coordinator is named and told (P10, E4.3, E4.5)."""
    here = at("agreed", face)
    here.does("mo", "nomination", "nominate", {"supervisor_1": "sal", "supervisor_2": "tess", "lead": "sal"})
    silent = errors(here.does("tess", "nomination", "turn-down", {"reason": ""}))
    here.does("tess", "nomination", "turn-down", {"reason": "I work with the child", "suggests": "nia"})
    read = said(face, here.presses("mo", "nomination", "nominate"))
    here.does("mo", "nomination", "nominate", {"supervisor_1": "nia", "lead": "sal"})
    here.presses("sal", "nomination", "accept")
    last = here.presses("nia", "nomination", "accept")

    assert ["reason"] == [*silent]
    assert "Tess Teststaff suggests Nia Notreal." in read
    assert "Sal Sample, Testshire Care" in said(face, last)
    assert "Sal Sample to invite people and offer dates" in said(face, last)
    assert ["invite"] == [verb for verb in here.offers("sal", "poll") if verb == "invite"]


@EVERYWHERE
def test_a_request_that_is_not_answered_lapses_and_says_so(face: Face) -> None:
    """Until when is said before; after it no button is left, what is pressed in an old message says why, and the next can be asked (P10, E4.4)."""
    here = at("agreed", face)
    here.does("mo", "nomination", "nominate", FIRST_AND_SECOND)
    before = here.reads("sal", "nomination")
    here.town.later(days=4)
    late = here.town.presses("sal", "nomination", "accept")

    assert "Please answer by Wed 25 Nov 2026; then the request lapses." in before
    assert "accept" not in here.offers("sal", "nomination")
    assert "This request has lapsed, because it was not answered in time." in said(face, late)
    assert "nominate" in here.offers("mo", "nomination")


@EVERYWHERE
def test_a_supervisor_is_replaced_and_the_lead_handed_over(face: Face) -> None:
    """While dates are polled: what was the lead coordinator's to do is the other's; a supervisor stands down, and another is asked (P10)."""
    here = at("polling", face)
    here.does("sal", "nomination", "hand-lead", {"who": "nia", "lead": "nia", "to": "nia"})
    books = [who for who in ("sal", "nia") if "book" in here.offers(who, "poll")]
    here.does("sal", "nomination", "stand-down", {"reason": "I am ill"})

    assert (["nia"], "nia") == (books, here.town.case.lead)
    assert "nominate" in here.offers("mo", "nomination")


@EVERYWHERE
def test_who_manages_somebody_or_works_with_the_child_is_shown_and_can_be_chosen(face: Face) -> None:
    """It stands beside their name where people are chosen, and stops nobody (P11)."""
    here = Through(face, Town())
    for who in ("mo", "pat"):
        person = here.town.people[who]  # type: ignore[index] # an id
        here.town.people[person.id] = named(person, pool=True)
    here.raises("pat", {**RAISED, "managers": "sal"})
    here.presses("sal", "agreement", "agree")
    read = said(face, here.presses("sal", "nomination", "nominate"))
    here.does("sal", "nomination", "nominate", {"supervisor_1": "mo", "supervisor_2": "nia", "lead": "nia"})

    assert "line-manages Pat Pretend" in read
    assert "works with the child" in read
    assert ["mo", "nia"] == [nominee.person for nominee in here.town.case.nominees]


@EVERYWHERE
def test_people_of_any_agency_are_invited_and_there_is_an_end(face: Face) -> None:
    """Picked from the directory or by e-mail; from nine on a note, after ten a stop beside the field, and put right it goes on (P12, E5.1)."""
    here = at("nominated", face)
    form = page(here.presses("sal", "poll", "invite"))
    eleven = here.sends("sal", form, {**INVITED, "attendees": ("pat",), "others": GUESTS})
    nine = here.fills(
        "sal",
        here.sends("sal", eleven, {**INVITED, "attendees": ("pat",), "others": "\n".join(GUESTS.splitlines()[:7])}),
        {
            **INVITED,
            "attendees": ("pat",),
            "others": "\n".join(GUESTS.splitlines()[:7]),
            "typed": "tue 1 dec 2026 10am",
        },
        until=Review,
    )

    assert (9, 10) == (norfolk().note_from, norfolk().most)
    assert "Up to 10 people, not counting the supervisors. From 9 on" in said(face, form)
    assert isinstance(eleven, Page)
    assert "These are 12 people; 10 is the most." in said(face, eleven)
    here.fills("sal", nine, {})
    assert "guestA@school.example" in {person.email for person in here.town.people.values()}
    assert {"pat", "kit"} <= {attendee.person for attendee in here.town.case.attendees} | {here.town.case.keyworker}


@EVERYWHERE
def test_without_a_keyworker_nothing_is_filed(face: Face) -> None:
    """From the day the supervisors are in, somebody is asked to name one; named, it is theirs to file, and nobody else's (P13)."""
    here = Through(face, Town())
    here.raises("pat", {**RAISED, "keyworker": ""})
    here.presses("mo", "agreement", "agree")
    here.does("mo", "nomination", "nominate", CHOSEN)
    for who in ("sal", "nia"):
        here.presses(who, "nomination", "accept")
    read = here.reads("pat", "case")
    here.does("pat", "case", "name-keyworker", {"who": "kit"})

    assert "to name the keyworker" in read
    assert "kit" == here.town.case.keyworker


@EVERYWHERE
def test_the_keyworker_alone_files(face: Face) -> None:
    """With its reference and day, which are read by the others; a file without a reference is none (P13, P18, E7.10)."""
    here = at("recorded", face)
    here.presses("sal", "circulation", "circulate", "1")
    others = [who for who in ("pat", "bo", "sal", "nia") if "file" in here.offers(who, "circulation", "1")]
    silent = errors(here.does("kit", "circulation", "file", {"reference": ""}, "1"))
    shown = here.does("kit", "circulation", "file", {"reference": "FILE-9"}, "1")

    assert [] == others
    assert ["reference"] == [*silent]
    assert note(shown) == "Thank you. The filing is noted."
    assert "FILE-9, Mon 30 Nov 2026, by Kit Keyworker" in here.reads("sal", "circulation", "1")
    assert Press("circulation", "file", here.town.case.id, "1") not in here._offered("kit", "circulation", "1")
