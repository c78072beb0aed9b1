"""Typed dates, as people read of them on every channel: each phrase is answered by itself, two meanings are asked (P14, P15)."""

from dialogs.model.fields import OneOf
from dialogs.model.views import Page
from tests.adapters.faces import FACES, channels_with, channels_without, said_everywhere
from tests.dialogs.telling import page, review
from tests.town import INVITED, Town, played

FIVE = "tue 1 dec 2pm, next thursday 10am, someday soon, wed 2 dec, friday 4 dec at 7"


def sent(town: Town, typed: str) -> Page:
    """The lead coordinator's form, with dates typed."""
    form = town.hears(town.answer("sal", page(town.presses("sal", "poll", "invite")), INVITED)).reply
    return page(town.hears(town.answer("sal", page(form), {"slots": (), "typed": typed})).reply)


def test_each_of_five_phrases_is_answered_by_itself() -> None:
    """Taken, asked, or not understood with how to write it: a line for each, and no line twice on any channel."""
    shown = sent(played("nominated"), FIVE)
    lines = (
        "2 of 5 dates cannot be used yet. Change it here, the others are kept.",
        "“tue 1 dec 2pm” is read as Tue 1 Dec 2026, 2pm.",
        "“next thursday 10am” is asked about below.",
        "“someday soon” was not understood. Write it as “Thursday 3 December at 2pm”.",
        "“wed 2 dec” needs a time. Write it as “wed 2 dec at 2pm”.",
        "“friday 4 dec at 7” is asked about below.",
    )

    assert shown.errors["typed"].split("\n") == [*lines]
    assert [*shown.errors] == ["typed"]
    assert [channels_without(line, shown) for line in lines] == [[]] * 6
    assert [said.count(line) for said in said_everywhere(shown).values() for line in lines[1:]] == [1] * 5 * len(FACES)


def test_two_meanings_are_two_buttons_and_no_problem() -> None:
    """Nothing is called wrong on any channel; the one that is chosen is taken."""
    for typed, first, second in (
        ("next thursday 10am", "Thu 26 Nov 2026, 10am", "Thu 3 Dec 2026, 10am"),
        ("fri 4 dec at 7", "Fri 4 Dec 2026, 7am", "Fri 4 Dec 2026, 7pm"),
        ("Friday 6", "Fri 27 Nov 2026, 6am", "Fri 27 Nov 2026, 6pm"),
    ):
        town = played("nominated")
        shown = sent(town, typed)
        (question,) = (field for field in shown.asked if isinstance(field, OneOf))
        after = review(town.hears(town.answer("sal", shown, {question.name: question.options[1].value})).reply)

        assert [channels_with(wrong, shown) for wrong in ("There is a problem", "There was a problem", "Error")] == [
            []
        ] * 3
        assert [option.label.partition(" to ")[0] for option in question.options] == [first, second]
        assert [channels_without(words, shown) for words in (first, second)] == [[], []]
        assert channels_without(second, after) == []


def test_a_question_that_is_passed_over_is_a_fault_then() -> None:
    """Whoever sends the screen without choosing reads that an answer is missing."""
    town = played("nominated")
    again = page(town.hears(town.answer("sal", sent(town, "next thursday 10am"), {"which_1": ""})).reply)

    assert [*again.errors] == ["which_1"]


def test_a_slip_of_the_pen_is_asked_and_can_be_left_out() -> None:
    """“Wensday 2 dec 3pm” is offered as the Wednesday; refused, it is not offered to anybody."""
    town = played("nominated")
    shown = sent(town, "wensday 2 dec 3pm, tue 1 dec 2pm")
    (question,) = (field for field in shown.asked if isinstance(field, OneOf))
    after = review(town.hears(town.answer("sal", shown, {question.name: "none"})).reply)
    town.hears(town.answer("sal", after, {}))

    assert [option.label for option in question.options] == ["Wed 2 Dec 2026, 3pm to 4.30pm", "No: leave it out"]
    assert channels_without("Do you mean this?", shown) == []
    assert [slot.id for slot in town.case.session.slots] == ["20261201T1400"]  # type: ignore[union-attr] # polled


def test_a_proposal_is_said_back_in_full_before_it_is_sent() -> None:
    """“None of these suits me” promises it, and does it."""
    town = played("polling")
    form = page(town.presses("bo", "poll", "propose"))
    shown = town.hears(town.answer("bo", form, {"note": "In court", "typed": "thurs 3 dec 4pm"})).reply

    assert channels_without("You see each one in full before it is sent.", form) == []
    assert channels_without("Thu 3 Dec 2026, 4pm to 5.30pm", review(shown)) == []
