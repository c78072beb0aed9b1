"""Whole procedures, several people, against the pure core: what must hold, by the numbers of the procedure."""

from datetime import date

import pytest

from dialogs import words
from dialogs.model.heard import Go
from dialogs.model.views import Card, Page, Review
from dialogs.owed import What
from dialogs.procedure import polls
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Stage
from dialogs.procedure.window import Risk, risk
from tests.town import CHOSEN, INVITED, MONDAY, RAISED, RECORD, Town, iso, played


def verbs(card: Card) -> list[str]:
    return [press.press.verb for press in card.presses if press.press.verb != "show"]


def owed_by(town: Town, who: str) -> list[str]:
    return [ask.what.value for ask in open_asks(town.case, town.terms) if ask.of == who]


def text(card: Card) -> str:
    return repr(card)


@pytest.mark.parametrize("door", ["risk", "disagreement"])
def test_the_door_stops_what_belongs_elsewhere(door: str) -> None:
    """Immediate risk and disagreements are shown the right process, logged, and never wait in a queue (P03, P04)."""
    town = Town()
    shown = town.raises("pat", {**RAISED, door: "yes"})

    assert isinstance(shown, Card)
    assert (shown.name, shown.title) == ("signpost", town.profile.signposts[door].process)
    assert (town.case.stage, town.case.signpost, town.case.initials) == (Stage.REDIRECTED, door, "")
    assert open_asks(town.case, town.terms) == ()
    assert [type(fact.command).__name__ for fact in town.facts[town.case.id]] == ["Redirect"]


def test_a_plan_to_review_goes_elsewhere_unless_there_is_something_to_think_about() -> None:
    """Planning is shown which meeting does it; with a reflective purpose the person goes on (P05)."""
    town = Town()
    asked = town.raises("pat", {**RAISED, "planning": "yes"})
    assert isinstance(asked, Page)
    assert set(asked.errors) == {"reflective"}

    town.raises("pat", {**RAISED, "planning": "yes", "reflective": "no"})
    town.raises("pat", {**RAISED, "planning": "yes", "reflective": "yes"})

    assert [case.stage for case in town.cases.values()] == [Stage.REDIRECTED, Stage.RAISED]


def test_nobody_is_stopped_because_the_family_does_not_know_but_they_say_who_will_tell_them() -> None:
    """The bot asks whether the family knows, and if not, why and who tells them; it does not block (P06)."""
    town = Town()
    asked = town.raises("pat", {**RAISED, "family_knows": "no"})
    assert isinstance(asked, Page)
    assert set(asked.errors) == {"family_note"}

    town.raises("pat", {**RAISED, "family_knows": "no", "family_note": "Kit tells them on Friday"})
    assert (town.case.family_knows, town.case.family_note) == (False, "Kit tells them on Friday")


def test_what_looks_like_a_childs_name_is_pointed_out_before_sending_and_not_removed() -> None:
    """A full name is remarked beside its answer in the review; it is kept as typed and can still be sent (P23)."""
    town = Town()
    reply = town.hears(town.answer("pat", opened(town, "pat"), RAISED)).reply
    while isinstance(reply, Page):
        reply = town.hears(
            town.answer("pat", reply, {**RAISED, "thinking": "What would Billy Invented say? Born 1/2/2018"})
        ).reply

    assert isinstance(reply, Review)
    remarks = {row.name: row.remark for row in reply.rows if row.remark}
    assert list(remarks) == ["thinking"]
    assert "a full name" in remarks["thinking"]
    assert "a date of birth" in remarks["thinking"]


def carried_on(town: Town, who: str) -> Page:
    reply = town.presses(who, "home", "go-on", "raise:")
    assert isinstance(reply, Page)
    return reply


def opened(town: Town, who: str) -> Page:
    reply = town.presses(who, "case", "raise")
    assert isinstance(reply, Page)
    return reply


def test_only_the_accountable_lead_decides_and_the_decision_starts_the_clock() -> None:
    """The raiser may not agree; the manager may; the day of decision is day 0 (P07, P09)."""
    town = played("raised")
    refused = town.presses("pat", "agreement", "agree")
    assert isinstance(refused, Card)
    assert refused.note
    assert refused.note.words == words.trouble("not-yours")

    town.presses("mo", "agreement", "agree")

    assert (town.case.stage, town.case.decided_on) == (Stage.AGREED, MONDAY.date())
    assert "Last permitted day Mon 14 Dec 2026 (working day 15)" in text(town.sees("pat", "case"))


def test_a_question_goes_back_and_its_answer_comes_to_the_same_card() -> None:
    """Ask for more goes to the raiser; the answer stands on the manager's card (P07)."""
    town = played("raised")
    town.does("mo", "agreement", "ask-more", {"question": "Since when is it stuck?"})
    assert owed_by(town, "pat") == ["answer-query"]

    town.does("pat", "agreement", "add-more", {"answer": "Since the summer"})

    assert "Since the summer" in text(town.sees("mo", "agreement"))
    assert owed_by(town, "mo") == ["agree"]


def test_a_deputy_decides_and_an_earlier_day_may_be_recorded() -> None:
    """A deputy that the lead has named may agree, with the day of a discussion held off-line (P07, P08)."""
    town = played("raised")
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    late = town.does("sal", "agreement", "agree-earlier", {"decided_on": "2026-09-01", "note": "At the panel"})
    assert isinstance(late, Page)
    assert set(late.errors) == {"decided_on"}

    town.does("sal", "agreement", "agree-earlier", {"decided_on": "2026-11-18", "note": "At the panel"})

    assert town.case.decided_on == date(2026, 11, 18)
    assert [(agreement.by, agreement.note) for agreement in town.case.agreements] == [("sal", "At the panel")]


def test_a_decline_needs_a_reason_and_ends_it() -> None:
    """Declining without a reason is refused beside the field; with one the case ends (P07)."""
    town = played("raised")
    refused = town.does("mo", "agreement", "decline", {"reason": " "})
    assert isinstance(refused, Page)
    assert set(refused.errors) == {"reason"}

    town.does("mo", "agreement", "decline", {"reason": "A Core Group matter"})

    assert town.case.stage is Stage.DECLINED
    assert "A Core Group matter" in text(town.sees("pat", "case"))


def test_a_nominee_declines_names_a_colleague_and_the_colleague_is_asked() -> None:
    """A declined place is open again, with the colleague suggested (P10)."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.presses("sal", "nomination", "accept")
    town.does("nia", "nomination", "turn-down", {"reason": "On leave", "suggests": "tess"})
    assert town.case.stage is Stage.AGREED
    page = town.presses("mo", "nomination", "nominate")
    assert isinstance(page, Page)
    assert page.given["supervisor_1"] == "tess"

    town.does("mo", "nomination", "nominate", {})
    town.presses("tess", "nomination", "accept")

    assert (town.case.stage, town.case.supervisors, town.case.lead) == (Stage.NOMINATED, ("sal", "tess"), "sal")


def test_an_unanswered_ask_lapses_by_itself_and_the_manager_is_asked_again() -> None:
    """After two working days without an answer the place is open again; a late yes is told why (P10)."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    town.presses("sal", "nomination", "accept")
    town.to(date(2026, 11, 26))

    assert owed_by(town, "mo") == ["nominate"]
    late = town.presses("nia", "nomination", "accept")
    assert isinstance(late, Card)
    assert late.note
    assert late.note.words == words.trouble("lapsed")


def test_the_lead_passes_to_the_other_supervisor_with_everything_owed() -> None:
    """When the lead coordinator stands down the other supervisor leads and owes what is open (P10)."""
    town = played("polling")
    town.does("sal", "nomination", "stand-down", {"reason": "Moved team"})

    assert town.case.lead == "nia"
    assert owed_by(town, "mo") == ["nominate"]
    assert "stand-down" in verbs(town.sees("nia", "nomination"))


def test_eleven_people_are_too_many() -> None:
    """There is a hard stop after ten supervisees; the supervisors do not count (P12)."""
    town = played("nominated")
    others = "\n".join(f"Guest {n}, Sample School, guest{n}@school.example" for n in range(1, 8))
    offered = tuple(slot.id for slot in polls.propose(town.case, town.terms, 90))
    refused = town.does("sal", "poll", "invite", {**INVITED, "others": others, "slots": offered})
    assert isinstance(refused, Page)
    assert refused.errors == {"attendees": "These are 11 people; 10 is the most."}

    town.does("sal", "poll", "invite", {**INVITED, "others": others.partition("\n")[2], "slots": offered})

    assert (town.case.stage, len(town.case.attendees)) == (Stage.POLLING, 10)
    assert "10 people are invited" in text(town.sees("sal", "poll"))


def test_every_slot_says_its_place_in_the_window_and_a_slot_outside_needs_a_reason() -> None:
    """Slots say their working day; outside the window they say so and need a reason to be booked (P14, P15)."""
    town = played("nominated")
    late = "20261218T1000"
    first = polls.propose(town.case, town.terms, 90)[0].id
    page = town.does("sal", "poll", "invite", {**INVITED, "slots": (first,), "typed": "fri 18 dec 2026 10am"})
    assert isinstance(page, Card), page
    shown = text(town.sees("pat", "poll"))
    assert "Working day 5 of 15" in shown
    assert "Outside the window: working day 19 of 15" in shown

    asked = town.presses("sal", "poll", "book", late)
    assert isinstance(asked, Page)
    town.does("sal", "poll", "book", {"reason": "The school is closed before"}, late)

    assert town.case.session
    assert (town.case.stage, town.case.session.outside_because) == (Stage.BOOKED, "The school is closed before")
    assert risk(town.case, town.terms).risk is Risk.LATE


def test_a_slot_that_a_supervisor_refuses_cannot_be_booked() -> None:
    """A supervisor's no takes the button away, and a forged press is refused (P15)."""
    town = played("polling")
    assert town.case.session
    slot = town.case.session.slots[0].id
    town.presses("nia", "poll", "no", slot)

    assert slot not in [press.press.about for press in town.sees("sal", "poll").presses if press.press.verb == "book"]
    forged = town.does("sal", "poll", "book", {}, slot)
    assert isinstance(forged, Card)
    assert forged.note
    assert forged.note.words == words.trouble("supervisor-cannot")


def test_a_poll_closes_by_itself_and_the_lead_coordinator_books() -> None:
    """After the last day of the poll the voters owe nothing and the lead coordinator owes a booking (P15)."""
    town = played("polling")
    assert owed_by(town, "pat") == ["vote"]
    town.to(date(2026, 11, 30))

    assert owed_by(town, "pat") == []
    assert owed_by(town, "sal") == ["book"]


def test_a_moved_session_keeps_first_votes_and_strikes_the_old_time_out() -> None:
    """Moving gives the old time up, keeps the votes on the others, and asks again (P16)."""
    town = played("booked")
    assert town.case.session
    old = town.case.session.booked
    assert old
    town.does("sal", "session", "move", {"reason": "Ill", "slots": (), "typed": ""})

    assert town.case.stage is Stage.POLLING
    assert old.id in town.case.session.dropped
    assert {vote.person for vote in town.case.session.votes} == {"sal", "nia", "pat", "hal", "bo", "kit"}
    assert old.id not in {slot.id for slot in town.case.session.slots}


def test_risk_is_known_before_the_window_is_lost() -> None:
    """Tight comes before at risk, at risk before late, each with its reason (P17)."""
    town = played("agreed")
    seen = []
    for day in (date(2026, 11, 24), date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 15)):
        town.to(day)
        seen.append(risk(town.case, town.terms).risk)

    assert seen == [Risk.ON_TRACK, Risk.TIGHT, Risk.AT_RISK, Risk.LATE]


def test_the_record_needs_both_signatures_and_a_change_asks_for_them_again() -> None:
    """A text changed after one signature must be signed again; only the second signature makes it a record (P18)."""
    town = played("held")
    town.does("nia", "record", "write", RECORD, "1")
    town.does("nia", "record", "sign", {"confirm": ("yes",)}, "1")
    town.does("sal", "record", "write", {**RECORD, "well": "School sees them every day"}, "1")
    assert town.case.session
    assert town.case.session.signatures == ()

    town.does("nia", "record", "sign", {"confirm": ("yes",)}, "1")
    half = town.case.stage
    town.does("sal", "record", "sign", {"confirm": ("yes",)}, "1")

    assert (half, town.case.stage) == (Stage.HELD, Stage.RECORDED)


def test_two_supervisors_writing_the_same_section_lose_nothing() -> None:
    """Who saves second is shown what the other wrote, and saves both; nothing is overwritten in silence (P18)."""
    town = played("held")
    nia = town.presses("nia", "record", "write", "1")
    sal = town.presses("sal", "record", "write", "1")
    assert isinstance(nia, Page)
    assert isinstance(sal, Page)
    town.hears(town.answer("nia", nia, {"reason": "Nia wrote this"}))
    refused = town.hears(town.answer("sal", sal, {"reason": "Sal wrote that"})).reply
    assert isinstance(refused, Page)
    assert refused.errors == {"": words.trouble("changed-meanwhile")}
    assert "Nia wrote this" in refused.section.intro
    assert refused.given["reason"] == "Sal wrote that"

    town.hears(town.answer("sal", refused, {"reason": "Nia wrote this\nSal wrote that"}))

    assert town.case.session
    assert town.case.session.text("reason") == "Nia wrote this\nSal wrote that"


def test_what_a_writer_leaves_alone_follows_what_the_other_writes() -> None:
    """A screen nobody has typed in shows what was saved since; going past it changes nothing (P18)."""
    town = played("held")
    sal = town.presses("sal", "record", "write", "1")
    assert isinstance(sal, Page)
    for said in ("Nia was here", "Nia was here twice"):
        town.does("nia", "record", "write", {"lived": said}, "1")

    second = town.hears(town.answer("sal", sal, {"reason": "Sal wrote that"})).reply
    assert isinstance(second, Page)
    assert ("lived", "Nia was here twice", ()) == (second.section.name, second.given["lived"], second.section.intro)
    town.does("nia", "record", "write", {"lived": "Nia once more"}, "1")
    third = town.hears(town.answer("sal", second, {})).reply

    assert isinstance(third, Page)
    assert {} == third.errors
    assert town.case.session
    assert ("Sal wrote that", "Nia once more") == (town.case.session.text("reason"), town.case.session.text("lived"))


def test_the_record_is_circulated_received_and_filed_by_the_keyworker() -> None:
    """Circulated by the lead, received by each, filed by the keyworker with reference and date (P13, P18)."""
    town = played("recorded")
    assert "read by the supervisors" in text(town.sees("pat", "record", "1"))
    town.presses("sal", "circulation", "circulate", "1")
    assert "What would they say?" in text(town.sees("pat", "record", "1"))
    assert "What would they say?" not in text(town.sees("olu", "record", "1"))
    town.does("kit", "circulation", "file", {"reference": "FILE-1", "on": iso(town.now.date())}, "1")

    assert town.case.stage is Stage.FILED
    assert town.case.session
    assert [(filing.by, filing.reference) for filing in town.case.session.filings] == [("kit", "FILE-1")]


def test_the_record_cannot_be_filed_without_a_keyworker() -> None:
    """Without a keyworker nobody can file; the lead coordinator is told to name one (P13)."""
    town = Town()
    town.raises("pat", {**RAISED, "keyworker": ""})
    assert town.case.keyworker is None
    assert "name-keyworker" in verbs(town.sees("pat", "case"))


def test_after_the_meeting_the_named_person_is_asked_about_the_family() -> None:
    """On the day after the named meeting the named person owes an answer; not yet needs another day (P19)."""
    town = played("filed")
    assert What.FAMILY.value not in owed_by(town, "kit")
    town.later(days=8)
    assert What.FAMILY.value in owed_by(town, "kit")

    missing = town.does("kit", "circulation", "tell-family", {"told": "not-yet"}, "1")
    assert isinstance(missing, Page)
    assert set(missing.errors) == {"again"}
    town.does("kit", "circulation", "tell-family", {"told": "not-yet", "again": "2026-12-18"}, "1")
    assert What.FAMILY.value not in owed_by(town, "kit")


def test_wider_learning_goes_on_without_the_case() -> None:
    """The learning card has the theme and nothing that identifies the case, its people or its day (P20)."""
    town = played("recorded")
    told = {one.person for one in town.told if one.card == "learning"}
    assert told == {"nia", "olu"}
    learning = text(town.sees("olu", "learning", "1"))

    assert "Handover between teams" in learning
    assert not [one for one in (town.case.reference, "A.B.", "CASE-1001", "Room 4", "Pat", "2026") if one in learning]


def test_a_further_session_belongs_to_the_same_case_and_has_its_own_record() -> None:
    """A further session keeps its people, is held and recorded on its own, and the case closes after both (P21)."""
    town = played("held")
    town.does("nia", "record", "write", {**RECORD, "further": "yes", "family_points": ""}, "1")
    for who in ("nia", "sal"):
        town.does(who, "record", "sign", {"confirm": ("yes",)}, "1")
    assert "further" in owed_by(town, "sal")
    town.does(
        "sal",
        "circulation",
        "further",
        {"agreed": "yes", "place": "Room 5", "slots": (), "typed": "wed 16 dec 2026 10am"},
        "1",
    )

    assert (town.case.stage, len(town.case.sessions), town.case.session and town.case.session.number) == (
        Stage.BOOKED,
        2,
        2,
    )
    assert "circulate" in owed_by(town, "sal")


def test_feedback_is_one_each_and_names_nobody() -> None:
    """Each supervisee answers once; what is kept has no person in it (P22)."""
    town = played("held")
    questions = {one.name: "4" for one in town.profile.feedback if one.kind == "scale"}
    for _ in range(2):
        town.does("pat", "feedback", "feedback", questions, "1")
    town.does("sal", "feedback", "feedback", questions, "1")

    assert len(town.feedback) == 1
    assert "pat" not in repr(town.feedback)


def test_somebody_not_on_the_case_sees_nothing_whatever_they_press() -> None:
    """For somebody who is not on it a case looks like one that does not exist (P23)."""
    town = played("booked")
    for card in ("case", "agreement", "poll", "session", "record", "circulation", "timeline"):
        assert town.sees("tess", card).name == "nothing"
    assert town.says("tess", town.case.reference).name == "nothing"  # type: ignore[union-attr] # a card


def test_the_same_form_in_a_window_and_in_a_chat_ends_in_the_same_case() -> None:
    """Line by line in a chat or screen by screen, the same answers make the same case."""
    window, chat = played("raised"), Town()
    chat.says("pat", "raise")
    reply = chat.says("pat", "here")
    while isinstance(reply, Page):
        given = RAISED[reply.asked[0].name]
        line = ", ".join(given) if isinstance(given, tuple) else given
        reply = chat.says("pat", line or "skip")
    assert isinstance(reply, Review)
    chat.says("pat", "send")

    assert facts(chat) == facts(window)


def facts(town: Town) -> list[object]:
    return [fact.command for fact in town.facts[town.case.id]]


def test_the_six_repairs_hold_in_every_chat() -> None:
    """Back, change, skip, help, where was I and cancel do what they say, and are never taken for an answer."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")
    assert question(town.says("pat", "no")) == "disagreement"
    assert question(town.says("pat", "back")) == "risk"
    assert question(town.says("pat", "no")) == "disagreement"
    assert question(town.says("pat", "help")) == "disagreement"
    assert question(town.says("pat", "where was I?")) == "disagreement"
    assert question(town.says("pat", "skip")) == "disagreement"
    assert question(town.says("pat", "maybe")) == "disagreement"
    assert question(town.says("pat", "no")) == "planning"
    assert question(town.says("pat", "change risk")) == "risk"
    assert question(town.says("pat", "cancel")) == "risk"
    assert town.says("pat", "throw it away").name == "home"  # type: ignore[union-attr] # a card
    assert town.drafts == {}


def question(reply: object) -> str:
    assert isinstance(reply, Page)
    return reply.asked[0].name


def test_a_form_left_half_way_is_offered_again_and_goes_on_where_it_was() -> None:
    """What was typed is kept, offered on my list, and carried on with (14 days)."""
    town = Town()
    page = town.hears(town.answer("pat", opened(town, "pat"), RAISED)).reply
    assert isinstance(page, Page)
    town.hears(town.answer("pat", page, RAISED, Go.KEEP))
    assert "Begun and not sent" in text(town.says("pat", "mine"))  # type: ignore[arg-type] # a card

    again = carried_on(town, "pat")
    assert (again.section.name, again.given["initials"]) == ("case", "A.B.")
    town.later(days=15)
    assert opened(town, "pat").section.name == "door"


def test_the_same_event_twice_makes_one_case() -> None:
    """A repeated send shows what it made and makes nothing more."""
    town = Town()
    reply = opened(town, "pat")
    shown: object = reply
    while isinstance(shown, Page):
        shown = town.hears(town.answer("pat", shown, RAISED)).reply
    assert isinstance(shown, Review)
    send = town.answer("pat", shown, {})
    first = town.hears(send).reply
    second = town.hears(send).reply

    assert isinstance(first, Card)
    assert isinstance(second, Card)
    assert (first.name, second.name, len(town.cases)) == ("case", "case", 1)


def test_unknown_words_get_the_three_likeliest_things_and_help() -> None:
    """Anything unrecognised gets one card with three things to press."""
    card = Town().says("pat", "rais a cse")

    assert isinstance(card, Card)
    assert [press.label for press in card.presses] == ["Raise a case", "My list", "Help"]


def test_a_stranger_is_shown_nothing_but_whom_to_ask() -> None:
    """Somebody whom the directory does not know sees no case and the number for an emergency."""
    town = played("booked")
    card = town.says("zed", "mine")

    assert isinstance(card, Card)
    assert card.name == "stranger"
    assert "999" in text(card)


def test_dates_after_the_slash_go_into_the_form_and_are_echoed_before_anything_is_sent() -> None:
    """Dates typed after the command open the form of the case that waits for them, to be confirmed there."""
    town = played("polling")
    page = town.says("sal", "dates tue 1 dec 2pm")

    assert isinstance(page, Page)
    assert (page.form.name, page.given["typed"]) == ("offer-more", "Tue 1 Dec 2026 at 2pm")
    review = town.hears(town.answer("sal", page, {})).reply
    assert isinstance(review, Review)
    assert {row.name: row.words for row in review.rows}[
        "typed"
    ] == "Tue 1 Dec 2026, 2pm to 3.30pm (working day 6 of 15)"


def test_a_case_goes_from_the_door_to_closed() -> None:
    """The usual way, everybody doing what they owe, ends closed with nothing owed."""
    town = played("closed")

    assert (town.case.stage, open_asks(town.case, town.terms)) == (Stage.CLOSED, ())


def test_a_review_put_aside_keeps_every_answer() -> None:
    """Save for later on the review changes nothing that was typed."""
    town = Town()
    shown: object = opened(town, "pat")
    while isinstance(shown, Page):
        shown = town.hears(town.answer("pat", shown, RAISED)).reply
    assert isinstance(shown, Review)
    town.hears(town.answer("pat", shown, {}, Go.KEEP))

    again = town.presses("pat", "home", "go-on", "raise:")
    assert isinstance(again, Review)
    assert again.rows == shown.rows
