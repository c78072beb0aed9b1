"""The session, its record and what comes after it, as it is read and done on the web, in Slack and in Teams (P18 to P22)."""

from datetime import timedelta

from dialogs.model.heard import Submitted
from dialogs.model.views import Page
from dialogs.procedure.nudges import due_nudges
from tests.adapters.faces import Face
from tests.adapters.through import EVERYWHERE, Through, at, said
from tests.dialogs.telling import errors, page
from tests.town import RECORD, iso

CAME = ("pat", "hal", "bo", "kit")
FEEDBACK = {
    "safe": "5", "experience": "4", "perspective": "4", "change": "3", "reflection": "5", "facilitated": "5",
    "useful": "The silence after the question", "differently": "", "recommend": "5",
}  # fmt: skip


def written(face: Face, **more: str) -> Through:
    """A session was held, and its record written by Nia."""
    here = at("held", face)
    on = iso(here.town.now.date() + timedelta(days=7))
    here.does("nia", "record", "write", {**RECORD, "family_on": on, **more}, "1")
    return here


@EVERYWHERE
def test_on_the_day_the_card_has_people_ground_rules_and_place(face: Face) -> None:
    """Who comes, that it is confidential and no place to decide, and where (E7.1, E5.17)."""
    here = at("booked", face)
    session = here.town.case.session
    assert session
    assert session.booked
    here.town.to(session.booked.start.date(), 8)
    read = here.reads("bo", "session")

    for words in ("The session is today.", "Room 4", "Hal Hypothetical", "This is a place to think, not to decide.", "What is said here is confidential"):  # fmt: skip
        assert words in read


@EVERYWHERE
def test_who_was_there_is_ticked_by_the_lead_coordinator(face: Face) -> None:
    """Nobody else has the button, not before it begins, and who came is read (P18, E7.2)."""
    here = at("booked", face)
    before = here.offers("sal", "session")
    session = here.town.case.session
    assert session
    assert session.booked
    here.town.now = session.booked.end
    others = [who for who in CAME if "hold" in here.offers(who, "session")]
    here.does("sal", "session", "hold", {"attended": ("sal", "nia", "pat")})

    assert "hold" not in before
    assert [] == others
    assert "Came" in here.reads("bo", "session")
    assert "Pat Pretend" in here.reads("bo", "session").partition("Came")[2]


@EVERYWHERE
def test_both_supervisors_write_one_record_section_by_section(face: Face) -> None:
    """Each section is saved as it is left, and the other goes on from there; nobody else has a way in (P18, E7.3)."""
    here = at("held", face)
    first = here.sends("nia", here.presses("nia", "record", "write", "1"), {"reason": "The plan has stopped"})
    read = face.sent(page(here.presses("sal", "record", "write", "1")), {})
    others = [who for who in CAME if "write" in here.offers(who, "record", "1")]

    assert isinstance(first, Page)
    session = here.town.case.session
    assert session
    assert "The plan has stopped" == session.text("reason")
    assert isinstance(read, Submitted)
    assert "The plan has stopped" == read.raw["reason"]
    assert [] == others


@EVERYWHERE
def test_two_who_write_in_one_section_see_each_others_text(face: Face) -> None:
    """What the other saved meanwhile is shown beside one's own; nothing is lost, and what is put together is kept (E7.4)."""
    here = at("held", face)
    mine = here.presses("nia", "record", "write", "1")
    here.sends("sal", here.presses("sal", "record", "write", "1"), {"reason": "Sal wrote this"})
    both = page(here.sends("nia", mine, {"reason": "Nia wrote this"}))
    here.sends("nia", both, {"reason": "Sal and Nia wrote this"})

    session = here.town.case.session
    assert session
    assert "Sal wrote this" in said(face, both)
    assert "Nia wrote this" in str(both.given)
    assert "Sal and Nia wrote this" == session.text("reason")


@EVERYWHERE
def test_the_record_is_signed_by_both_and_amended_afterwards(face: Face) -> None:
    """Nothing missing, both sign, each with the time; after that only an amendment with name and day (P18, E7.7)."""
    here = at("held", face)
    early = "sign" in here.offers("nia", "record", "1")
    here = written(face)
    here.does("nia", "record", "sign", {"confirm": ("yes",)}, "1")
    one = here.reads("sal", "record", "1")
    here.does("sal", "record", "sign", {"confirm": ("yes",)}, "1")
    here.does("sal", "record", "amend", {"text": "Hal was there for half of it"}, "1")
    read = here.reads("nia", "record", "1")

    assert not early
    assert "Sal Sample to sign the record" in one or "You to sign the record" in one
    assert "Signed by every supervisor." in read
    assert "write" not in here.offers("nia", "record", "1")
    assert "Hal was there for half of it" in read
    assert "Mon 30 Nov 2026" in read.partition("Hal was there")[0][-300:] + read.partition("Hal was there")[2][:300]


@EVERYWHERE
def test_the_record_is_circulated_and_everybody_confirms(face: Face) -> None:
    """Each has a card with Received and the way to the record; who has not confirmed is read; the text itself is not on it (P18, E7.9)."""
    here = at("recorded", face)
    here.presses("sal", "circulation", "circulate", "1")
    cards = [here.reads(who, "circulation", "1") for who in CAME]
    for who in CAME[:3]:
        here.presses(who, "circulation", "receive", "1")
    left = here.reads("sal", "circulation", "1")

    assert all("confirm that you have the record" in card.lower() for card in cards)
    assert not any(text in card for card in cards for text in ("The plan has stopped", "They wait for us to agree"))
    assert "Kit Keyworker" in left.partition("Not confirmed yet")[2]
    assert "receive" not in here.offers("bo", "circulation", "1")


@EVERYWHERE
def test_the_familys_points_are_asked_after(face: Face) -> None:
    """What, where, when and who stand in the record; the day after, that person says: shared, not yet and when, or not appropriate and why (P19, E7.11)."""
    here = at("recorded", face)
    record = here.reads("sal", "record", "1")
    here.presses("sal", "circulation", "circulate", "1")
    before = here.reads("kit", "digest")
    here.town.later(days=9)
    waits = here.reads("kit", "case")
    form = here.presses("kit", "circulation", "tell-family", "1")
    later, why = (here.fills("kit", form, {"told": told}) for told in ("not-yet", "not-appropriate"))
    here.does("kit", "circulation", "tell-family", {"told": "shared"}, "1")

    for words in ("What we wondered about", "Core Group", "Mon 7 Dec 2026", "Kit Keyworker"):
        assert words in record
    assert "say whether the points were shared" not in before
    assert "You to say whether the points were shared with the family" in waits
    for words in ("Yes, they were shared", "Not yet", "it was not appropriate"):
        assert words in said(face, form)
    assert errors(later)
    assert errors(why)
    assert "Core Group, Mon 7 Dec 2026, by Kit Keyworker. Shared." in here.reads("sal", "circulation", "1")


@EVERYWHERE
def test_wider_learning_goes_on_without_the_case_and_its_answer_comes_back(face: Face) -> None:
    """The agency's representative and the Workforce Development Group read theme and text and nothing of the case; a reply reaches the group (P20, E7.12)."""
    here = at("recorded", face)
    here.presses("sal", "circulation", "circulate", "1")
    told = {telling.person for telling in here.town.told if telling.card == "learning"}
    cards = [here.reads(who, "learning", "1") for who in ("nia", "olu")]
    here.does("olu", "learning", "answer-learning", {"reply": "We take it into the autumn course"}, "1")

    assert "olu" in told
    for card in cards:
        assert "Handover between teams" in card
        assert "Say who rings whom" in card
        assert not any(word in card for word in (here.town.case.reference, "A.B.", "CASE-1001", "Pat Pretend"))
    assert "We take it into the autumn course" in here.reads("bo", "circulation", "1")


@EVERYWHERE
def test_further_sessions_belong_to_the_case_and_have_their_own_record(face: Face) -> None:
    """Asked at the end of the record; the date agreed in the room is booked for the same people, and session 2 has a record of its own (P21, E7.6)."""
    here = written(face, further="yes")
    for who in ("nia", "sal"):
        here.does(who, "record", "sign", {"confirm": ("yes",)}, "1")
    here.does("sal", "circulation", "further", {"agreed": "yes", "place": "Room 5", "typed": "tues 12 jan 2027 2pm"}, "1")  # fmt: skip
    read = here.reads("bo", "session")

    assert (1, 2) == (len({case.id for case in here.town.cases.values()}), len(here.town.case.sessions))
    for words in ("Tue 12 Jan 2027, 2pm", "Room 5", "Hal Hypothetical", "Nia Notreal"):
        assert words in read
    assert "The plan has stopped" in here.reads("nia", "record", "1")
    assert "The plan has stopped" not in here.reads("nia", "record", "2")


@EVERYWHERE
def test_everybody_who_came_is_asked_for_feedback_once(face: Face) -> None:
    """Nine questions on one screen, that nobody sees who said what is said before; sent once, the button is gone; who led it has none (P22, E8.1)."""
    here = at("held", face)
    asked = [who for who in (*CAME, "sal", "nia", "mo") if "feedback" in here.offers(who, "feedback", "1")]
    form = page(here.presses("bo", "feedback", "feedback", "1"))
    shown = here.fills("bo", form, FEEDBACK)

    assert [*CAME] == asked
    assert "Nobody can see who said what: not the supervisors, not the office." in said(face, form)
    assert "Answers are shown only when at least 3 people have answered." in said(face, form)
    for words in ("Did the session feel safe?", "Was it well facilitated?", "Would you recommend it?"):
        assert words in said(face, form)
    assert "Your answers have been kept without your name." in said(face, shown)
    assert 1 == len(here.town.feedback)
    assert "feedback" not in here.offers("bo", "feedback", "1")


@EVERYWHERE
def test_nobody_reads_who_gave_feedback(face: Face) -> None:
    """What was said and by whom stands on no card of anybody's, and the answer that is kept names nobody (P22, E8.2)."""
    here = at("held", face)
    here.does("bo", "feedback", "feedback", FEEDBACK, "1")
    cards = [
        here.reads(who, card, "1")
        for who in ("sal", "nia", "mo", "olu", "hal")
        for card in ("feedback", "session", "case", "timeline", "digest")
    ]

    assert not any("The silence after the question" in card for card in cards)
    assert "'bo'" not in repr(here.town.feedback[0])


@EVERYWHERE
def test_filing_is_reminded_of_and_climbs(face: Face) -> None:
    """Two working days without it: in the keyworker's digest; then the lead coordinator reads that it waits for them (E7.10)."""
    here = at("recorded", face)
    here.presses("sal", "circulation", "circulate", "1")
    here.town.later(days=2)
    reminded = {nudge.to for nudge in due_nudges(here.town.case, here.town.terms, here.town.people)}
    keyworker = here.reads("kit", "digest")
    here.town.later(days=1)

    assert "kit" in reminded
    assert "place the record on the child's file" in keyworker
    assert "Kit Keyworker to place the record on the child's file" in here.reads("sal", "digest")
