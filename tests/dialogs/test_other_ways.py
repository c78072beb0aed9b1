"""The ways beside the usual one: other profiles, hand-overs, changes, refusals, and forms that time has overtaken."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs import words
from dialogs.ids import CaseId
from dialogs.model.heard import Go, Handle, Pressed, Submitted
from dialogs.model.press import Press
from dialogs.model.views import Card, Page, Reply, Review
from dialogs.procedure import polls
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Choice, Stage, Told
from dialogs.procedure.drawing import diagram, rows
from dialogs.procedure.profile import Profile, read_profile
from tests.town import CHOSEN, INVITED, PROFILE_FILE, RAISED, RECORD, Town, iso, played

NORFOLK = PROFILE_FILE.read_text()


def profiled(*changes: tuple[str, str]) -> Town:
    """A town that lives by another profile."""
    text = NORFOLK
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    profile = read_profile(text)
    assert isinstance(profile, Profile), profile
    return Town(profile=profile)


def note(reply: Reply) -> str:
    return reply.note.words if reply.note else ""


def errors(reply: Reply) -> dict[str, str]:
    assert isinstance(reply, Page)
    return dict(reply.errors)


def owed(town: Town) -> set[tuple[str, str]]:
    return {(ask.what.value, ask.of) for ask in open_asks(town.case, town.terms)}


def test_two_leads_must_agree_and_the_later_decision_starts_the_clock() -> None:
    """Where the profile wants a lead of each of two agencies, the decision date is the last one's (P08)."""
    town = profiled(
        ("[leads]                     # P08: accountable leads who must agree\nrequired = 1", "[leads]\nrequired = 2")
    )
    refused = town.raises("pat", {**RAISED, "managers": ("mo",)})
    assert isinstance(refused, Page)
    review = town.hears(town.answer("pat", refused, {"managers": ("mo", "nia")})).reply
    assert isinstance(review, Review)
    town.hears(town.answer("pat", review, {}))
    town.presses("mo", "agreement", "agree")
    half = (town.case.stage, town.case.decided_on, note(town.presses("mo", "agreement", "agree")))
    town.later(days=1)
    town.presses("nia", "agreement", "agree")

    assert errors(refused) == {"managers": words.trouble("same-person")}
    assert half == (Stage.RAISED, None, words.trouble("already-agreed"))
    assert (town.case.stage, town.case.decided_on) == (Stage.AGREED, date(2026, 11, 24))


def test_one_facilitator_is_enough_where_the_profile_says_so() -> None:
    """The 2024 revision appoints one facilitator: the case goes to its end with one supervisor who leads."""
    town = profiled(("count = 2\nagencies = 2", "count = 1\nagencies = 1"))
    town.raises("pat", RAISED)
    town.presses("mo", "agreement", "agree")
    town.does("mo", "nomination", "nominate", {"supervisor_1": "tess"})
    town.presses("tess", "nomination", "accept")
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    town.does("tess", "poll", "invite", {**INVITED, "slots": offered})
    town.does("tess", "poll", "book", {}, offered[0])
    booked = town.case.session.booked if town.case.session else None
    assert booked
    town.now = booked.end
    town.does("tess", "session", "hold", {"attended": ("tess", "pat")})
    town.does("tess", "record", "write", {**RECORD, "family_points": ""}, "1")
    town.does("tess", "record", "sign", {"confirm": ("yes",)}, "1")
    town.presses("tess", "circulation", "circulate", "1")
    town.does("kit", "circulation", "file", {"reference": "F-1", "on": iso(town.now.date())}, "1")
    for who in ("pat", "hal", "bo", "kit"):
        town.presses(who, "circulation", "receive", "1")
    town.does("tess", "case", "close", {})

    assert (town.case.stage, town.case.lead) == (Stage.CLOSED, "tess")


def test_every_agency_files_where_the_profile_says_so() -> None:
    """Other agencies' attendees confirm filing too; the keyworker's filing files the case (P18)."""
    town = profiled(('by = "keyworker" ', 'by = "every-agency" '))
    played("recorded", town)
    town.presses("sal", "circulation", "circulate", "1")

    assert {who for what, who in owed(town) if what == "file"} == {"pat", "hal", "bo", "kit"}
    town.does("hal", "circulation", "file", {"reference": "H-1", "on": iso(town.now.date())}, "1")
    assert town.case.stage is Stage.RECORDED
    town.does("kit", "circulation", "file", {"reference": "K-1", "on": iso(town.now.date())}, "1")
    assert town.case.stage.value == "filed"


def test_a_case_is_handed_over_and_only_the_new_manager_decides() -> None:
    """The accountable lead hands over, never to the raiser; deputies of the old one no longer decide (P07)."""
    town = played("raised")
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    refused = town.does("mo", "agreement", "hand-over", {"who": "pat"})
    town.does("mo", "agreement", "hand-over", {"who": "nia"})

    assert errors(refused) == {"who": "Pat Pretend cannot be chosen: raised the case."}
    assert [note(town.presses(who, "agreement", "agree")) for who in ("mo", "sal")] == ["", ""]
    assert (town.case.stage, town.case.managers, town.case.deputies) == (Stage.RAISED, ("nia",), ())
    town.presses("nia", "agreement", "agree")
    assert town.case.stage.value == "agreed"


def test_a_decision_cannot_lie_in_the_future_or_long_ago() -> None:
    """An earlier day is refused beside its field when it is to come or more than 30 days before the case was raised (P08)."""
    town = played("raised")
    late = town.does("mo", "agreement", "agree-earlier", {"decided_on": "2026-11-24", "note": "x"})
    early = town.does("mo", "agreement", "agree-earlier", {"decided_on": "2026-10-20", "note": "x"})
    town.does("mo", "agreement", "agree-earlier", {"decided_on": "2026-11-20", "note": "At the panel"})

    assert (set(errors(late)), set(errors(early))) == ({"decided_on"}, {"decided_on"})
    assert town.case.decided_on == date(2026, 11, 20)


@pytest.mark.parametrize("stage", ["raised", "agreed", "nominated", "polling", "booked"])
def test_a_case_can_be_withdrawn_until_a_session_is_held(stage: str) -> None:
    """The raiser or the manager withdraws with a reason; everybody on it hears, nothing is owed, and nothing more can be done."""
    town = played(stage)
    town.told.clear()
    town.does("pat", "case", "withdraw", {"reason": "They moved away"})

    assert (town.case.stage, owed(town), town.case.ended_because) == (Stage.WITHDRAWN, set(), "They moved away")
    assert "mo" in {one.person for one in town.told}
    assert note(town.presses("mo", "agreement", "agree")) == words.trouble("not-now")


def test_once_held_a_case_cannot_be_withdrawn() -> None:
    """Its record must be written and filed (P18): no button, and a forged press changes nothing."""
    town = played("held")
    before = town.case
    said = note(town.presses("pat", "case", "withdraw"))

    assert (said, town.case) == (words.trouble("not-now"), before)


def test_guests_are_typed_by_e_mail_and_a_known_address_keeps_its_person() -> None:
    """A line that cannot be read is refused beside the field; a new address becomes a person, a known one stays who it is (P12)."""
    town = played("nominated")
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    wrong = town.does("sal", "poll", "invite", {**INVITED, "others": "Gwen Guest gwen@guest.example", "slots": offered})
    lines = "Gwen Guest, Guest School, gwen@guest.example\nTess, Sample School, TESS@sample.example"
    town.does("sal", "poll", "invite", {**INVITED, "others": lines, "slots": offered})

    assert set(errors(wrong)) == {"others"}
    people = {town.people[attendee.person].name for attendee in town.case.attendees}
    assert people == {
        "Pat Pretend",
        "Hal Hypothetical",
        "Bo Bluelight",
        "Kit Keyworker",
        "Gwen Guest",
        "Tess Teststaff",
    }


def test_the_lead_changes_who_comes_and_the_invitation_follows() -> None:
    """Another supervisee is asked; a booked session's invitation gets a new number; the same people again are refused (P12, P16)."""
    town = played("booked")
    assert town.case.session
    before = town.case.session.sequence
    same = town.does("sal", "poll", "change-people", {})
    town.does("sal", "poll", "change-people", {"attendees": ("pat", "hal", "tess"), "required": ()})

    assert errors(same) == {"attendees": words.trouble("unchanged")}
    assert [attendee.person for attendee in town.case.attendees] == ["hal", "pat", "tess"]
    assert town.case.session.sequence == before + 1


def test_somebody_who_can_come_at_no_time_says_so_and_proposes_another() -> None:
    """None of these is a no to all, with the reason and the proposal on the lead's card; more dates keep first votes (P15)."""
    town = played("polling")
    town.does("bo", "poll", "propose", {"note": "On nights", "typed": "thurs 3 dec 2026 4pm"})
    assert town.case.session
    known = town.case.session.slots
    shown = repr(town.sees("sal", "poll"))
    town.does("sal", "poll", "offer-more", {"slots": (), "typed": "thurs 3 dec 2026 4pm"})
    again = town.does("sal", "poll", "offer-more", {"slots": (), "typed": "thurs 3 dec 2026 4pm"})

    assert "On nights" in shown
    assert "Thu 3 Dec 2026, 4pm to 5.30pm" in shown
    assert errors(again) == {"typed": words.trouble("no-slots")}
    assert len(town.case.session.slots) == len(known) + 1
    assert {vote.choice for vote in town.case.session.votes if vote.person == "bo"} == {Choice.NO}
    assert ("vote", "bo") not in owed(town)


def test_people_say_whether_they_come_and_a_session_can_be_called_off() -> None:
    """The last word counts; called off, the session is arranged anew and everybody hears (P16)."""
    town = played("booked")
    town.presses("bo", "session", "not-coming")
    assert "Bo Bluelight" in repr(town.sees("sal", "session"))
    town.presses("bo", "session", "coming")
    assert town.case.session
    assert ("bo", True) in town.case.session.coming
    town.told.clear()
    town.does("mo", "session", "call-off", {"reason": "The lead is ill"})

    assert (town.case.stage, ("invite", "sal") in owed(town)) == (Stage.NOMINATED, True)
    assert {"pat", "hal", "bo", "kit", "sal", "nia"} <= {one.person for one in town.told}


def test_a_further_session_is_polled_or_dropped_and_the_case_goes_back_to_where_it_was() -> None:
    """Without an agreed date a further session is polled; dropped, the case stands where its first session stands (P21)."""
    town = played("held")
    town.does("nia", "record", "write", {**RECORD, "further": "yes", "family_points": ""}, "1")
    town.does(
        "sal",
        "circulation",
        "further",
        {"agreed": "no", "place": "Room 5", "slots": (), "typed": "wed 16 dec 2026 10am, thurs 17 dec 2026 10am"},
        "1",
    )
    polled = (town.case.stage, len(town.case.sessions))
    for who in ("nia", "sal"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, "1")
    town.does("sal", "poll", "drop-further", {"reason": "Not needed after all"})

    assert polled == (Stage.POLLING, 2)
    assert (town.case.stage, len(town.case.sessions)) == (Stage.RECORDED, 1)


def test_a_signed_record_is_amended_with_name_and_time_and_never_rewritten() -> None:
    """After both signatures only dated amendments are possible (P18)."""
    town = played("recorded")
    refused = note(town.presses("nia", "record", "write", "1"))
    town.does("nia", "record", "amend", {"text": "The date was the 30th"}, "1")

    assert refused == words.trouble("signed-already")
    assert "Amendment, Nia Notreal" in repr(town.sees("sal", "record", "1"))


def test_points_that_were_not_appropriate_need_a_reason() -> None:
    """Not appropriate is an answer, with its reason; the case can close then (P19)."""
    town = played("filed")
    town.later(days=9)
    missing = town.does("kit", "circulation", "tell-family", {"told": "not-appropriate"}, "1")
    town.does("kit", "circulation", "tell-family", {"told": "not-appropriate", "why": "They asked us not to"}, "1")
    again = note(town.presses("kit", "circulation", "tell-family", "1"))

    assert set(errors(missing)) == {"why"}
    assert town.case.session
    assert town.case.session.family
    assert town.case.session.family.told is Told.NOT_APPROPRIATE
    assert again == words.trouble("told-already")


def test_a_form_that_time_has_overtaken_stops_with_the_reason() -> None:
    """A manager fills in Decline while the other device has agreed: the card as it is now, and why (P07)."""
    town = played("raised")
    page = town.presses("mo", "agreement", "decline")
    assert isinstance(page, Page)
    town.presses("mo", "agreement", "agree")
    late = town.hears(town.answer("mo", page, {"reason": "No"})).reply

    assert isinstance(late, Card)
    assert (note(late), town.case.stage) == (words.trouble("not-now"), Stage.AGREED)


def test_a_repeated_event_shows_and_does_nothing() -> None:
    """The same press, the same screen and the same send, delivered again, change nothing."""
    town = played("raised")
    press = Pressed(turn=town._event(), sender=Handle("web", "", "mo"), press=Press("agreement", "agree", town.case.id))
    first, second = town.hears(press), town.hears(press)
    page = town.presses("mo", "nomination", "nominate")
    assert isinstance(page, Page)
    sent = town.answer("mo", page, CHOSEN)
    third, fourth = town.hears(sent), town.hears(sent)

    assert [len(turn.facts) for turn in (first, second, third, fourth)] == [1, 0, 1, 0]
    assert isinstance(second.reply, Card)
    assert isinstance(fourth.reply, Card)


@pytest.mark.parametrize("go", [Go.KEEP, Go.CANCEL])
def test_feedback_can_be_left_and_nothing_of_it_is_kept_with_a_name(go: Go) -> None:
    """Leaving the feedback form keeps no draft: what was typed would lie beside a name (P22)."""
    town = played("held")
    page = town.presses("pat", "feedback", "feedback", "1")
    assert isinstance(page, Page)
    town.hears(town.answer("pat", page, {"useful": "The silence"}, go))

    assert town.feedback == []
    assert "The silence" not in repr(town.drafts)


def test_a_press_that_nobody_draws_is_answered_politely() -> None:
    """An unknown verb, a card that does not exist, a case that is none: a card each time, never an error."""
    town = played("agreed")
    shown = [
        town.presses("mo", "agreement", "explode"),
        town.presses("mo", "nowhere", "show"),
        town.hears(
            Pressed(turn=town._event(), sender=Handle("web", "", "mo"), press=Press("case", "show", CaseId("0" * 32)))
        ).reply,  # no such case
        town.hears(
            Submitted(
                turn=town._event(),
                sender=Handle("web", "", "mo"),
                press=Press("case", "explode", town.case.id),
                section="x",
            )
        ).reply,
        town.says("mo", "JS-2222"),
        town.says("mo", "here"),
        town.says("mo", "dates tue 2pm"),
    ]

    assert [reply.name for reply in shown if isinstance(reply, Card)] == [
        "agreement",
        "nothing",
        "nothing",
        "nothing",
        "nothing",
        "home",
        "home",
    ]


def test_sending_the_review_of_a_chat_needs_a_word_and_a_wrong_word_is_helped() -> None:
    """At the end of a chat the bot asks for send, change or cancel, and takes nothing else for it."""
    town = played("raised")
    town.does("mo", "agreement", "ask-more", {"question": "Since when?"})
    town.presses("pat", "agreement", "add-more")
    page = town.hears(town.answer("pat", _page(town, "pat"), {"answer": ""})).reply
    town.says("pat", "here")
    reply = town.says("pat", "Since spring")
    helped = town.says("pat", "er")
    town.says("pat", "send")

    assert errors(page)
    assert isinstance(reply, Review)
    assert isinstance(helped, Review)
    assert town.case.queries[-1].answer == "Since spring"


def _page(town: Town, who: str) -> Page:
    page = town.presses(who, "agreement", "add-more")
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize("go", [Go.KEEP, Go.CANCEL])
def test_leaving_a_form_whose_question_has_fallen_away_does_not_do_what_it_was_for(go: Go) -> None:
    """Whoever was asked why a date has to be outside the window, and leaves, has booked nothing, even if it is inside by then; they can book it still."""
    town = played("polling")
    slots = town.case.session.slots if town.case.session else ()
    for who in ("sal", "nia", "pat", "hal", "bo", "kit"):
        town.does(who, "poll", "vote", {f"slot_{slot.id}": "yes" for slot in slots})
    press = Press("poll", "book", town.case.id, slots[0].id)
    heard = Submitted(
        turn=town._event(),
        sender=Handle("web", "", "sal"),
        press=press,
        section="book",
        go=go,
        raw={"reason": "Holidays"},
    )
    left = town.hears(heard)
    stage = town.case.stage
    town.does("sal", "poll", "book", {}, slots[0].id)

    assert ((), Stage.POLLING, Stage.BOOKED) == (left.facts, stage, town.case.stage)
    assert isinstance(left.reply, Card)


def test_the_table_and_the_diagram_hold_every_row() -> None:
    """Every command and every stage stands in what is drawn from the table."""
    assert "| raised, queried | Agree | manager, deputy |" in rows()
    assert "[*] --> raised: Raise" in diagram()


def test_a_supervisor_on_leave_is_not_offered_and_days_of_leave_are_not_proposed() -> None:
    """Leave is respected, and said: no ask while away, no date while away (P10, P15)."""
    town = played("agreed")
    town.people["tess"] = replace(town.people["tess"], leave=((date(2026, 11, 20), date(2026, 12, 1)),))  # type: ignore[index] # a plain id
    page = town.presses("mo", "nomination", "nominate")
    assert isinstance(page, Page)
    offer = {option.value: option.barred for option in page.asked[0].options}  # type: ignore[union-attr] # a choice of people

    assert offer["tess"] == "on leave now"
    assert (offer["sal"], offer["nia"]) == ("", "")
