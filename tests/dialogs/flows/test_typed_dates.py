"""Typed dates in the form: echoed in full, asked as a choice when they could mean two things, refused with a reason."""

import pytest

from dialogs.flows.dates import WHY
from dialogs.model.views import Note, Page, Review
from dialogs.phrases import Why
from tests.town import INVITED, Town, played


def dates_page(town: Town, typed: str) -> Page | Review:
    """The lead coordinator's form, its second screen sent with some words typed."""
    reply = town.presses("sal", "poll", "invite")
    assert isinstance(reply, Page)
    reply = town.hears(town.answer("sal", reply, INVITED)).reply
    assert isinstance(reply, Page)
    reply = town.hears(town.answer("sal", reply, {"slots": (), "typed": typed})).reply
    assert isinstance(reply, Page | Review)
    return reply


def test_what_is_typed_is_echoed_in_full_before_anything_is_sent() -> None:
    """The review says each date with its weekday, its hours and its place in the window (P14, P15)."""
    town = played("nominated")
    review = dates_page(town, "tues 1 dec 2pm, thurs 3 dec 10-11.30")

    assert isinstance(review, Review)
    assert {row.name: row.words for row in review.rows}["typed"].split("\n") == [
        "Tue 1 Dec 2026, 2pm to 3.30pm (working day 6 of 15)",
        "Thu 3 Dec 2026, 10am to 11.30am (working day 8 of 15)",
    ]
    assert town.case.session is None


def test_what_could_mean_two_things_is_asked_as_a_choice_and_then_goes_on() -> None:
    """`next Tuesday`, said on a Monday, is offered as two days; the one chosen is taken, the other never."""
    town = played("nominated")
    page = dates_page(town, "next tuesday 2pm")
    assert isinstance(page, Page)
    asked = {one.name: one for one in page.asked}["which_1"]
    labels = [option.label for option in asked.options]  # type: ignore[union-attr] # a choice
    assert labels == ["Tue 24 Nov 2026, 2pm to 3.30pm", "Tue 1 Dec 2026, 2pm to 3.30pm"]
    assert (page.errors, page.note) == ({}, Note("There is 1 more question below."))

    review = town.hears(town.answer("sal", page, {"which_1": asked.options[1].value})).reply  # type: ignore[union-attr] # a choice
    assert isinstance(review, Review)
    town.hears(town.answer("sal", review, {}))

    assert town.case.session
    assert [f"{slot.start:%a %d %b %H:%M}" for slot in town.case.session.slots] == ["Tue 01 Dec 14:00"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("thurs 4 dec 10am", "that day is a Friday"),
        ("tuesday", "needs a time"),
        ("20 nov 2026 10am", "is over"),
        ("31/11 at 10", "is not a day of the calendar"),
        ("when it suits", "was not understood"),
    ],
)
def test_what_is_not_understood_is_said_beside_the_field_with_an_example(typed: str, says: str) -> None:
    """Nothing is guessed: the field says why, and how to write it; what was typed stands there still."""
    town = played("nominated")
    page = dates_page(town, typed)

    assert isinstance(page, Page)
    assert says in page.errors["typed"]
    assert "Write it as “" in page.errors["typed"]
    assert page.given["typed"] == typed


def test_a_weekend_is_refused_beside_the_field() -> None:
    """A day off is no working day, and the form says so (P14)."""
    town = played("nominated")
    review = dates_page(town, "sat 5 dec 10am, tue 1 dec 2pm")
    assert isinstance(review, Review)
    page = town.hears(town.answer("sal", review, {})).reply

    assert isinstance(page, Page)
    assert list(page.errors) == ["typed"]


def test_every_reason_for_refusing_a_phrase_has_words() -> None:
    """No phrase is refused without saying why."""
    assert set(WHY) == set(Why)
