"""What is pointed out while somebody writes: in a typed chat, on the card before signing, in every form; and what is moved (P05, P19, P20, P23)."""

from dataclasses import replace

import pytest

from adapters.shared import plain_text
from dialogs.model.heard import Go
from dialogs.model.views import Card, Page, Review
from dialogs.procedure.case import Stage
from tests.adapters import remarked
from tests.dialogs.telling import note, page, profiled, review
from tests.town import CHOSEN, INVITED, RAISED, RECORD, Town, played


def chatting() -> Town:
    """Nia writes the record in a chat, question by question."""
    town, press = remarked.writing()
    town.presses("nia", press.card, press.verb, press.about)
    town.says("nia", "here")
    return town


def texts(town: Town) -> dict[str, str]:
    """What the record says, by section."""
    assert town.case.session
    return {entry.field: entry.text for entry in town.case.session.record}


def test_a_task_is_said_with_the_next_question_and_moved_by_a_word() -> None:
    """In a chat the remark stands above the next question; “move” moves it, and the points are still asked and added to."""
    town = chatting()
    asked = page(town.says("nia", f"{remarked.KEPT} {remarked.TASK}"))
    moved = page(town.says("nia", "move"))
    before = texts(town)
    for said in ("They wait", "School sees them", "skip", "skip", "We are tired", "skip"):
        points = page(town.says("nia", said))
    town.says("nia", "What would they say?")

    assert asked.asked[0].name == moved.asked[0].name == "lived"
    assert note(asked) == (
        f"Look again at “Reason for supervision”: {remarked.READS_LIKE_A_TASK} "
        "Say “change Reason for supervision” to write it anew, or “move” to move it to the points for the next meeting."
    )
    assert note(moved) == f"Moved to “{remarked.POINTS}”."
    assert (before["reason"], before["thinking"]) == (remarked.KEPT, remarked.TASK)
    assert points.asked[0].name == "thinking"
    assert texts(town)["thinking"] == f"{remarked.TASK}\nWhat would they say?"


def test_what_was_moved_stays_where_the_question_is_skipped() -> None:
    """The points are skipped in the chat: what was moved there is not emptied."""
    town = chatting()
    town.says("nia", remarked.TASK)
    for said in ("move", "They wait", "skip", "skip", "skip", "We are tired", "skip", "skip"):
        shown = page(town.says("nia", said))

    assert shown.asked[0].name == "alongside"
    assert texts(town)["thinking"] == remarked.TASK


def test_an_empty_emotional_impact_and_a_name_are_said_in_a_chat_and_again_when_it_goes_on() -> None:
    """Skipping the impact and naming somebody in the learning are remarked, neither is stopped, and going on tells what to look at again."""
    town = chatting()
    for said in (remarked.TASK, "They wait", "skip", "skip", "skip"):
        town.says("nia", said)
    impact = note(town.says("nia", "skip"))
    for said in ("skip", "What would they say?", "skip", "skip", "skip", "skip", "skip", "Handover", "1"):
        town.says("nia", said)
    learning = note(town.says("nia", remarked.NAMED))

    assert impact.startswith(f"Look again at “Emotional impact on us”: {remarked.IS_EMPTY}")
    assert learning.startswith(f"Look again at “What should others learn from?”: {remarked.HOLDS_BOTH}")
    assert "learning_text" in next(iter(town.drafts.values())).given


def test_a_chat_that_goes_on_says_what_to_look_at_again() -> None:
    """Left half-way and taken up again, a form names the answers to look at again."""
    town = chatting()
    town.says("nia", remarked.TASK)
    draft = next(iter(town.drafts.values()))
    town.drafts[next(iter(town.drafts))] = replace(draft, asked="")  # left in a window since
    again = town.says("nia", "here")

    assert note(again) == "Look again at “Reason for supervision”. Say “change” and the name to write one anew."


def test_in_a_chat_a_reason_is_reviewed_and_a_place_is_said_with_the_next_question() -> None:
    """A reason that names a child stands in the review with its remark; a place with a name is said before the dates are asked."""
    town = played("raised")
    town.presses("mo", "agreement", "decline")
    town.says("mo", "here")
    checked = review(town.says("mo", str(remarked.DECLINED["reason"])))
    inviting, press = remarked.inviting()
    inviting.presses("sal", press.card, press.verb)
    inviting.says("sal", "here")
    for said in ("skip", "skip"):
        inviting.says("sal", said)
    dates = note(inviting.says("sal", "At Siân Evans’s"))

    assert [row.remark for row in checked.rows] == [
        f"{remarked.HOLDS_A_NAME} Use initials and your reference instead, if you can."
    ]
    assert town.case.stage is Stage.RAISED
    assert dates.startswith(f"Look again at “Place or link”: {remarked.HOLDS_A_NAME} {remarked.IN_CALENDARS}")


def test_move_is_an_answer_where_nothing_can_be_moved() -> None:
    """A manager whose reason is one word has given a reason."""
    town = played("raised")
    town.presses("mo", "agreement", "decline")
    town.says("mo", "here")
    checked = review(town.says("mo", "Move"))

    assert [row.words for row in checked.rows] == ["Move"]


def test_there_may_be_nothing_to_move() -> None:
    """Pressed twice, or mended meanwhile: it is said, and nothing is saved."""
    town, press = remarked.writing()
    shown = page(town.presses("nia", press.card, press.verb, press.about))
    sent = replace(town.answer("nia", shown, {"reason": remarked.KEPT}, Go.MOVE), about="reason")
    told = town.hears(sent)

    assert note(told.reply) == "There is nothing to move: nothing there reads like a task any more."
    assert told.facts == ()
    assert note(town.says("nia", "here")) == ""
    assert note(town.says("nia", "move")).startswith("There is nothing to move")


@pytest.mark.parametrize("field", ["reason", "thinking"])
def test_nothing_is_moved_over_what_somebody_else_wrote_meanwhile(field: str) -> None:
    """Either section was changed by the other supervisor since: both stay as they are, and it is said."""
    town, press = remarked.writing()
    first = page(town.presses("nia", press.card, press.verb, press.about))
    second = town.hears(town.answer("nia", first, {"reason": remarked.TASK})).reply
    third = page(town.hears(replace(town.answer("nia", page(second), {}, Go.CHANGE), about="thinking")).reply)
    typed = page(town.hears(replace(town.answer("nia", third, {"thinking": "Mine"}, Go.CHANGE), about="reason")).reply)
    town.does("sal", "record", "write", {**RECORD, field: "Of Sal’s"}, "1")
    now = texts(town)
    told = town.hears(replace(town.answer("nia", typed, {"reason": f"{remarked.TASK} Now."}, Go.MOVE), about="reason"))

    assert told.facts == ()
    assert page(told.reply).errors
    assert texts(town) == now


def test_a_moved_task_is_saved_with_what_was_typed_on_its_own_screen() -> None:
    """Pressed beside the very field, what stands in it is what is parted, line by line; nothing is lost."""
    town, press = remarked.writing()
    shown = page(town.presses("nia", press.card, press.verb, press.about))
    text = f"{remarked.KEPT}\n\n- SW to visit weekly\n- HV to refer\nWho holds whom? {remarked.TASK}"
    told = town.hears(replace(town.answer("nia", shown, {"reason": text}, Go.MOVE), about="reason"))

    assert texts(town) == {
        "reason": f"{remarked.KEPT}\n\nWho holds whom?",
        "thinking": f"- SW to visit weekly\n- HV to refer\n{remarked.TASK}",
    }
    assert page(told.reply).given["reason"] == f"{remarked.KEPT}\n\nWho holds whom?"
    assert page(told.reply).remarks == {}


def test_what_is_pointed_out_is_quoted() -> None:
    """The first sentence that reads like a task stands in the remark, shortened, with how many more there are."""
    town, press = remarked.writing()
    shown = page(town.presses("nia", press.card, press.verb, press.about))
    long = "SW to visit weekly and to ring the school and the health visitor and the nursery before each visit."
    told = page(
        town.hears(town.answer("nia", shown, {"reason": f"{long} HV to refer. We are sad. Chase the GP letter."})).reply
    )

    quoted = "“SW to visit weekly and to ring the school and the health visitor and the nurser…” and 2 more:"
    assert [one.says for one in told.again] == [
        f"{quoted} This reads like a task or a decision. It may belong in the next Core Group."
    ]


def test_without_a_section_for_points_a_task_is_only_pointed_out() -> None:
    """A partnership whose profile names no such section is offered no moving."""
    town = played("held", profiled(('points = "thinking"', "#")))
    shown = page(town.presses("nia", "record", "write", "1"))
    told = page(town.hears(town.answer("nia", shown, {"reason": remarked.TASK})).reply)

    assert [(one.name, one.movable) for one in told.again] == [("reason", False)]


def test_a_remark_is_gone_when_it_is_mended() -> None:
    """Written anew, the section is no more remarked: not on the next screen, not beside it, not on the card."""
    town, press = remarked.writing()
    town.fills("nia", press, remarked.WRITTEN)
    before = plain_text.card(town.sees("nia", "record", "1"))
    town.fills(
        "nia", press, {"reason": remarked.KEPT, "impact": "We are afraid", "learning_text": "Say who rings whom"}
    )
    after = plain_text.card(town.sees("nia", "record", "1"))

    assert all(words in before for words in remarked.LOOK_AGAIN)
    assert "Look again" not in after
    assert "Nothing is missing. Read it, then sign." in after


def test_a_record_that_is_half_written_says_what_is_missing_and_what_to_look_at() -> None:
    """Before all is written the card says both; what was never opened is missing, not empty."""
    town, press = remarked.writing()
    shown = page(town.presses("nia", press.card, press.verb, press.about))
    town.hears(town.answer("nia", shown, {"reason": remarked.TASK}))
    told = plain_text.card(town.sees("nia", "record", "1"))

    assert "Still to write: What is it like to be this child?" in told
    assert (
        "Warning: Look again. You can go on all the same.\n“Reason for supervision” reads like a task or a decision."
        in told
    )
    assert "is empty" not in told


NAMING = "As Zofia Kowalska, born 12 March 2015, said"


@pytest.mark.parametrize(
    ("until", "by", "press", "answers", "field"),
    [
        ("raised", "mo", "agreement/decline", {"reason": NAMING}, "reason"),
        ("raised", "mo", "agreement/ask-more", {"question": NAMING}, "question"),
        ("raised", "mo", "agreement/agree-earlier", {"decided_on": "2026-11-20", "note": NAMING}, "note"),
        ("raised", "pat", "agreement/withdraw", {"reason": NAMING}, "reason"),
        ("polling", "hal", "poll/vote", {"note": NAMING}, "note"),
        ("polling", "hal", "poll/propose", {"note": NAMING, "typed": "fri 4 dec 2026 2pm"}, "note"),
        ("booked", "sal", "session/call-off", {"reason": NAMING}, "reason"),
        ("recorded", "nia", "record/amend", {"text": NAMING}, "text"),
        ("recorded", "kit", "circulation/file", {"reference": "943 476 5919"}, "reference"),
        ("recorded", "hal", "feedback/feedback", {"useful": NAMING}, "useful"),
        ("recorded", "olu", "learning/answer-learning", {"reply": NAMING}, "reply"),
    ],
)  # fmt: skip
def test_every_text_that_names_somebody_is_shown_again_before_it_is_sent(
    until: str, by: str, press: str, answers: dict[str, str], field: str
) -> None:
    """Questions, answers, reasons, notes, amendments, references and feedback: each is reviewed with its remark, and can be sent as it is (P23)."""
    town, (where, verb) = played(until), press.split("/")
    if verb == "file":
        town.presses("sal", "circulation", "circulate", "1")
    shown = town.presses(by, where, verb, "1" if until == "recorded" else "")
    for _ in range(3):
        if not isinstance(shown, Page):
            break
        given = {
            one.name: "3" if verb == "feedback" else "yes"
            for one in shown.asked
            if one.name.startswith("slot_") or verb == "feedback"
        }
        shown = town.hears(town.answer(by, shown, {**given, **answers})).reply
    remarks = {row.name: row.remark for row in review(shown).rows if row.remark}
    sent = town.hears(town.answer(by, shown, {})).reply if isinstance(shown, Review) else shown

    assert list(remarks) == [field]
    assert isinstance(sent, Card)


def test_initials_that_are_a_name_and_a_reference_that_is_a_number_are_pointed_out() -> None:
    """“Tom Lee” is no initials, and an NHS number no reference of one's own system; the case can be raised all the same."""
    town = Town()
    shown = town.presses("pat", "case", "raise")
    while isinstance(shown, Page):
        shown = town.hears(
            town.answer("pat", shown, {**RAISED, "initials": "Tom Lee", "local_reference": "943 476 5919"})
        ).reply
    remarks = {row.name: row.remark for row in review(shown).rows if row.remark}

    assert remarks == {
        "local_reference": "This looks as if it holds an NHS number. Use the reference of your own system instead.",
        "initials": "This looks like a name. Write initials only, such as A.B.",
    }


def test_guests_and_typed_dates_are_what_was_asked() -> None:
    """Names of guests, their addresses and dates are not pointed out where they are asked for."""
    town = played("agreed")
    town.does("mo", "nomination", "nominate", CHOSEN)
    for who in ("sal", "nia"):
        town.presses(who, "nomination", "accept")
    shown = town.presses("sal", "poll", "invite")
    guests = {
        **INVITED,
        "others": "Guest Invented, Testshire Dentists, guest@example.org",
        "typed": "thurs 3 dec 2026 2pm",
    }
    while isinstance(shown, Page):
        shown = town.hears(town.answer("sal", shown, guests)).reply

    assert [row.name for row in review(shown).rows if row.remark] == []
    assert town.case.stage is Stage.NOMINATED
    assert isinstance(town.hears(town.answer("sal", review(shown), {})).reply, Card)
