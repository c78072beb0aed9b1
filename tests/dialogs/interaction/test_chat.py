"""Words typed to the bot: questions answered line by line, forms that time has overtaken, dates for the right case."""

from dataclasses import replace

import pytest

from dialogs import words
from dialogs.model.views import Card, Page
from dialogs.procedure.case import Stage
from tests.dialogs.telling import card, errors, note, owed, page, review
from tests.town import CHOSEN, INVITED, RAISED, Town, played


def asked(reply: object) -> str:
    assert isinstance(reply, Page), reply
    return reply.asked[0].name


def test_immediate_risk_ends_the_questions_at_once() -> None:
    """In a chat as in a window: after the first yes nothing else is asked, and whom to call is shown (P03)."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")
    shown = card(town.says("pat", "yes"))

    assert (shown.name, town.case.stage, town.drafts) == ("signpost", Stage.REDIRECTED, {})
    assert "999" in repr(shown)


def test_a_plan_to_review_is_asked_about_before_it_is_sent_elsewhere() -> None:
    """In a chat too, whoever wants a plan is asked whether something remains to think about, and may go on (P05)."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")
    questions = [asked(town.says("pat", one)) for one in ("no", "no", "yes", "yes")]

    assert questions == ["disagreement", "planning", "reflective", "local_reference"]


@pytest.mark.parametrize("words_typed", ["here", "No reason", "help", "cancel", "send"])
def test_a_question_about_a_case_that_is_over_is_thrown_away_with_a_word(words_typed: str) -> None:
    """Whatever somebody types to a form whose case has ended, they are told so and are free; nothing fails."""
    town = played("raised")
    town.presses("mo", "agreement", "ask-more")
    town.says("mo", "here")
    town.does("pat", "case", "withdraw", {"reason": "They have moved"})
    shown = card(town.says("mo", words_typed))

    assert (shown.name, town.drafts) == ("home", {})
    assert note(town.says("mo", "here")) == "You have no form to carry on with."


def test_a_question_that_somebody_else_has_settled_stops_with_the_reason() -> None:
    """While a manager types a question in the chat their deputy agrees: the card as it is now, and why; the form is gone (P07)."""
    town = played("raised")
    town.does("mo", "agreement", "name-deputy", {"who": "sal"})
    town.presses("mo", "agreement", "decline")
    town.says("mo", "here")
    town.presses("sal", "agreement", "agree")
    shown = card(town.says("mo", "It is a Core Group matter"))

    assert (shown.name, note(shown), town.case.stage, town.drafts) == (
        "agreement",
        words.trouble("not-now"),
        Stage.AGREED,
        {},
    )


def test_whoever_has_left_the_case_goes_on_with_nothing_of_it() -> None:
    """Somebody no longer invited who types to a form of that case is shown nothing of it (P23)."""
    town = played("polling")
    town.presses("bo", "poll", "propose")
    town.says("bo", "here")
    town.does("sal", "poll", "change-people", {"attendees": ("pat", "kit"), "required": ()})
    shown = card(town.says("bo", "On nights"))

    assert (shown.name, town.case.reference in repr(shown), town.drafts) == ("home", False, {})


def test_a_form_that_asks_nothing_any_more_is_put_away() -> None:
    """A date is not asked about any more once a supervisor cannot come then: the card as it is; and then it is booked after all (P14)."""
    town = played("nominated")
    town.does("sal", "poll", "invite", {**INVITED, "slots": (), "typed": "tue 1 dec 2026 10am, thurs 17 dec 2026 10am"})
    town.does("sal", "poll", "book", {}, "20261217T1000")
    town.says("sal", "here")
    town.presses("nia", "poll", "no", "20261217T1000")
    shown = card(town.says("sal", "Nobody is free before"))
    town.presses("nia", "poll", "yes", "20261217T1000")
    town.does("sal", "poll", "book", {"reason": "Nobody is free before"}, "20261217T1000")

    assert (shown.name, town.case.stage) == ("poll", Stage.BOOKED)


def test_feedback_can_be_given_line_by_line_once() -> None:
    """The questions of the feedback form are answered in the chat; whoever has answered is thanked and asked no more (P22)."""
    town = played("held")
    town.presses("pat", "feedback", "feedback", "1")
    reply = town.says("pat", "here")
    while isinstance(reply, Page):
        reply = town.says("pat", "4" if reply.asked[0].required else "skip")
    town.says("pat", "send")
    again = card(town.presses("pat", "feedback", "feedback", "1"))

    assert (len(town.feedback), "Thank you" in repr(again)) == (1, True)


def test_feedback_begun_in_the_chat_ends_for_somebody_who_did_not_come() -> None:
    """A feedback form kept from before is thrown away where the person may not answer (P22)."""
    town = played("held")
    town.presses("pat", "feedback", "feedback", "1")
    town.says("pat", "here")
    session = town.case.sessions[0]
    town.cases[town.case.id] = replace(town.case, sessions=(replace(session, attended=("kit",)),))  # type: ignore[arg-type] # plain ids
    shown = card(town.says("pat", "4"))

    assert (shown.name, town.feedback, town.drafts) == ("home", [], {})


def test_dates_typed_after_a_half_filled_invitation_keep_what_was_filled() -> None:
    """Typed dates are added to the form already begun, people and all (P15)."""
    town = played("nominated")
    shown = page(town.presses("sal", "poll", "invite"))
    town.hears(town.answer("sal", shown, {**INVITED, "place": "The blue room"}))
    given = page(town.says("sal", "dates tue 1 dec 2pm")).given

    assert (given["place"], given["typed"]) == ("The blue room", "Tue 1 Dec 2026 at 2pm")


def test_dates_typed_by_somebody_with_two_cases_are_asked_for_which() -> None:
    """Dates never go to a case that nobody named: the bot asks which, and a reference says so (P15)."""
    town = played("polling")
    first = town.case
    town.raises("pat", {**RAISED, "local_reference": "CASE-2002"})
    town.presses("mo", "agreement", "agree")
    town.does("mo", "nomination", "nominate", CHOSEN)
    for who in ("sal", "nia"):
        town.presses(who, "nomination", "accept")
    which = card(town.says("sal", "dates tue 1 dec 2pm"))
    form = page(town.says("sal", f"dates {first.reference} tue 1 dec 2pm"))
    other = page(town.says("sal", f"dates {town.case.reference.casefold()} tue 1 dec 2pm"))

    assert all(case.reference in repr(which) for case in town.cases.values())
    assert [(one.form.name, one.given["typed"], note(one)) for one in (form, other)] == [
        ("offer-more", "Tue 1 Dec 2026 at 2pm", f"For {first.reference}."),
        ("invite", "Tue 1 Dec 2026 at 2pm", f"For {town.case.reference}."),
    ]


def test_a_chat_form_is_mended_in_words() -> None:
    """A wrong name, a needless skip, a label and a number all lead on; what is wrong stands beside the question."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")
    which = note(town.says("pat", "change everything"))
    first = note(town.says("pat", "back"))
    for said in ("no", "no", "no", "CASE-7", "C.D.", "5 to 9", "Child Protection", "1", "Testshire Care"):
        reply = town.says("pat", said)
    barred = errors(town.says("pat", "Pat Pretend"))
    town.says("pat", "Mo Madeup")
    skipped = asked(town.says("pat", "skip"))
    town.says("pat", "It is stuck, It is drifting")
    town.says("pat", "Why nothing moves")
    town.says("pat", "Quiet")
    town.says("pat", "no")
    needed = errors(town.says("pat", "skip"))
    check = review(town.says("pat", "Kit tells them on Friday"))
    wrong = town.says("pat", "change colour")
    town.says("pat", "change initials")
    done = review(town.says("pat", "A.B."))
    town.says("pat", "Send")

    assert isinstance(reply, Page)
    assert which.startswith("Which answer? Say change and one of: Is anybody")
    assert (first, skipped, wrong.name if isinstance(wrong, Card) else note(wrong)[:13]) == (
        "",
        "reasons",
        "Which answer?",
    )
    assert barred == {"managers": "Pat Pretend cannot be chosen: you raise the case."}
    assert set(needed) == {"family_note"}
    assert {row.name: row.words for row in check.rows}["initials"] == "C.D."
    assert {row.name: row.words for row in done.rows}["reasons"] == "It is stuck and It is drifting"
    assert (town.case.stage, town.case.initials, owed(town)) == (Stage.RAISED, "A.B.", {("agree", "mo")})


def test_sending_what_has_become_wrong_asks_that_question_again() -> None:
    """Between the review and the word send a manager leaves: the question stands again, and another is chosen."""
    town = Town()
    shown = town.presses("pat", "case", "raise")
    while isinstance(shown, Page):
        shown = town.hears(town.answer("pat", shown, RAISED)).reply
    town.says("pat", "here")
    town.people["mo"] = replace(town.people["mo"], active=False)  # type: ignore[index] # a plain id
    again = town.says("pat", "send")
    town.says("pat", "Nia Notreal")
    town.says("pat", "send")

    assert errors(again) == {"managers": "Choose one of those offered."}
    assert town.case.managers == ("nia",)


def test_the_slash_command_before_an_answer_is_no_part_of_it() -> None:
    """Whoever types the command in front of an answer has answered."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")

    assert asked(town.says("pat", "/joint-supervision no")) == "disagreement"
