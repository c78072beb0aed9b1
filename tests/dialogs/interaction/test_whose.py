"""An answer belongs to the last thing said in that conversation; what is not certain is asked back, and nothing is lost by it."""

import pytest

from dialogs.model.heard import Go, Handle, Said
from dialogs.model.views import Reply
from dialogs.procedure.case import Stage
from tests.dialogs.telling import card, note, page, review
from tests.town import Town, played


def asking() -> Town:
    """Mo is asked, by words, what she needs to know; her list is shown below."""
    town = played("raised")
    town.presses("mo", "agreement", "ask-more")
    town.says("mo", "here")
    return town


def pressed(town: Town, who: str, verb: str) -> Reply:
    """One of the two buttons that ask back."""
    return town.presses(who, "home", verb, "ask-more:")


@pytest.mark.parametrize("said", ["mine", "JS", "help me with this other thing"])
def test_an_answer_right_under_its_question_is_taken(said: str) -> None:
    """Nothing stands between: no second question."""
    town = asking()

    assert review(town.says("mo", f"Since when? {said}"))


@pytest.mark.parametrize("command", ["mine", "calendar", "channels", "dates tue 2pm", "link"])
def test_a_command_gets_through_and_the_next_words_are_asked_about(command: str) -> None:
    """The command is answered; what is written below its answer is not taken for the older question's."""
    town = asking()
    shown = card(town.says("mo", command))
    back = card(town.says("mo", "Since when has it been so?"))

    assert shown.name != "whose"
    assert ["It is the answer", "It was for something else"] == [button.label for button in back.buttons]
    assert "Since when has it been so?" in repr(back)
    assert "What do you need to know?" in repr(back)
    assert town.case.queries == ()


@pytest.mark.parametrize("by", ["take", "answer", "Answer.", "“answer”"])
def test_what_was_the_answer_is_taken_as_it_was_written(by: str) -> None:
    """By its button or by the word: nobody writes it twice, and it is reviewed like any answer."""
    town = asking()
    town.says("mo", "mine")
    town.says("mo", "Since when has it been so?")
    pressed(town, "mo", "take") if by == "take" else town.says("mo", by)
    town.says("mo", "send")

    assert ["Since when has it been so?"] == [query.question for query in town.case.queries]


@pytest.mark.parametrize("by", ["leave", "something else"])
def test_what_was_meant_for_something_else_is_forgotten(by: str) -> None:
    """The form waits, with nothing taken; “here” asks again, and then it is the last thing said."""
    town = asking()
    town.says("mo", "mine")
    town.says("mo", "yes")
    shown = pressed(town, "mo", "leave") if by == "leave" else town.says("mo", by)
    again = page(town.says("mo", "here"))
    town.says("mo", "Since when?")
    town.says("mo", "send")

    assert "Nothing was taken" == card(shown).title
    assert "question" == again.asked[0].name
    assert ["Since when?"] == [query.question for query in town.case.queries]


def test_yes_under_a_newer_card_sets_off_nothing() -> None:
    """“yes” below another card is not taken for the older “immediate risk?”, however often it is written: no Section 47 page, nothing logged (P03)."""
    town = Town()
    town.says("pat", "raise")
    town.says("pat", "here")
    town.says("pat", "mine")
    first, second = town.says("pat", "yes"), town.says("pat", "yes")
    risk = page(town.says("pat", "here"))

    assert ("whose", "whose", "risk") == (card(first).name, card(second).name, risk.asked[0].name)
    assert {} == town.cases


def test_yes_is_taken_for_the_risk_once_that_is_said() -> None:
    """Whoever says that it was the answer is shown whom to call at once (P03)."""
    town = Town()
    for words in ("raise", "here", "mine", "yes"):
        town.says("pat", words)
    shown = card(town.says("pat", "answer"))

    assert ("signpost", Stage.REDIRECTED) == (shown.name, town.case.stage)


def test_only_send_sends() -> None:
    """At the review “yes”, “ok” and the label of the button send nothing, and it is said so."""
    town = asking()
    town.says("mo", "Since when?")
    tried = [note(review(town.says("mo", said))) for said in ("yes", "Yes please", "ok", "send the question", "y")]
    town.says("mo", "Send it, please")

    assert all(says.startswith("Nothing has been sent.") for says in tried), tried
    assert ["Since when?"] == [query.question for query in town.case.queries]


def test_send_below_something_newer_shows_the_review_again() -> None:
    """Between the review and “send” another card was shown: the answers are shown once more before they go."""
    town = asking()
    town.says("mo", "Since when?")
    town.says("mo", "mine")
    again = review(town.says("mo", "send"))
    before = town.case.queries
    town.says("mo", "send")

    assert "Nothing has been sent." in note(again)
    assert ((), 1) == (before, len(town.case.queries))


def test_what_was_changed_in_a_window_is_reviewed_before_it_is_sent_by_word() -> None:
    """The review in the chat showed another text than the window holds now: “send” shows what would go."""
    town = asking()
    town.says("mo", "Since when?")
    shown = town.presses("mo", "agreement", "ask-more")
    window = page(town.hears(town.answer("mo", review(shown), {}, go=Go.CHANGE)).reply)
    town.hears(town.answer("mo", window, {"question": "And who knows?"}, go=Go.KEEP))
    again = review(town.says("mo", "send"))
    before = town.case.queries
    town.says("mo", "send")

    assert "And who knows?" in repr(again.rows)
    assert () == before
    assert ["And who knows?"] == [query.question for query in town.case.queries]


def test_a_question_of_another_day_is_offered_again() -> None:
    """After fifteen days, or after two, a greeting is no answer: the question is said again with the day on which it was asked."""
    town = asking()
    town.later(days=2)
    back = card(town.says("mo", "Hello, sorry for the delay"))
    town.says("mo", "something else")
    town.says("mo", "here")
    town.says("mo", "Since when?")
    town.says("mo", "send")

    assert "I asked that on Mon 23 Nov 2026, 10am." in repr(back)
    assert ["Since when?"] == [query.question for query in town.case.queries]


def test_a_question_of_this_day_is_answered_late_in_the_day() -> None:
    """Hours between are nothing."""
    town = asking()
    town.later(hours=8)

    assert review(town.says("mo", "Since when?"))


def test_another_form_begun_below_is_something_newer() -> None:
    """Words for a second form that was opened below do not land in the first one's fields."""
    town = asking()
    town.presses("mo", "agreement", "decline")
    back = card(town.says("mo", "It is a Core Group matter"))

    assert "“Decline”" in repr(back)
    assert (Stage.RAISED, ()) == (town.case.stage, town.case.queries)


def test_here_belongs_to_no_field() -> None:
    """“here” asks, however often it is written; it is never an answer."""
    town = asking()
    shown = page(town.says("mo", "here"))

    assert "question" == shown.asked[0].name
    assert "here" not in repr(list(town.drafts.values())[0].given)


def test_a_question_asked_in_another_chat_is_asked_about() -> None:
    """Asked on the web, answered in Slack: it is not the last thing said there."""
    town = asking()
    elsewhere = Said(turn=town._event(), sender=Handle("slack", "T1", "mo"), words="Since when?")  # noqa: SLF001
    back = card(town.hears(elsewhere).reply)

    assert "another chat" in repr(back)


def test_of_two_questions_the_one_asked_last_is_answered() -> None:
    """A second form is asked below the first: what is written is the second's, and after it the first is asked about."""
    town = asking()
    town.presses("mo", "agreement", "decline")
    town.says("mo", "here")
    reason = review(town.says("mo", "It is a Core Group matter"))

    assert "decline" == reason.press.verb


def test_the_two_buttons_pressed_again_do_nothing_more() -> None:
    """A click twice, or long after: what is so is shown."""
    town = asking()
    town.says("mo", "mine")
    town.says("mo", "Since when?")
    pressed(town, "mo", "take")
    again = pressed(town, "mo", "take")
    town.says("mo", "send")  # shown once more, as a card stands below it
    town.says("mo", "send")
    gone = pressed(town, "mo", "leave")

    assert "home" == card(again).name
    assert "There is nothing here any more" in note(card(gone))
    assert 1 == len(town.case.queries)


def test_an_emergency_below_a_newer_card_is_heard_all_the_same() -> None:
    """Whom to call stands above whatever is asked back (P03)."""
    town = asking()
    town.says("mo", "mine")
    back = town.says("mo", "He is being beaten right now")

    assert "999" in note(back)
