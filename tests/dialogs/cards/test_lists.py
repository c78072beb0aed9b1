"""Lists for people with much: every open case, late first; pages; ended ones found again; a message of a day that is read to its end."""

from dataclasses import replace
from datetime import date

import pytest

from dialogs.cards import lists
from dialogs.model.heard import Go
from dialogs.model.press import Press
from dialogs.model.views import Card, Page, Rows
from tests.town import RAISED, Town, played


def busy(count: int) -> Town:
    """A town in which Mo has so many cases to decide on."""
    town = Town()
    for number in range(count):
        town.raises("pat", {**RAISED, "local_reference": f"CASE-{number}", "initials": f"A.{chr(65 + number % 26)}."})
    return town


def rows(card: Card) -> list[str]:
    """The titles of all rows."""
    return [row.title for block in card.body if isinstance(block, Rows) for row in block.rows]


def test_every_open_case_is_on_a_page() -> None:
    """Page by page all of them, each once; the number is said, and the ways to other pages are where there are any."""
    town = busy(23)
    found, about = [], "all:1"
    while about:
        card = town.sees("mo", "list", about)
        found += rows(card)
        about = next((button.press.about for button in card.buttons if button.label == "Next page"), "")

    assert sorted(found) == sorted(case.reference for case in town.cases.values())
    assert "23 cases. Page 3 of 3." in repr(card)
    assert "Previous page" in [button.label for button in card.buttons]
    assert "23 cases. Page 3 of 3." in repr(town.sees("mo", "list", "all:99"))


def test_the_list_of_all_leads_on_from_my_list() -> None:
    """What has no room on one's own list is said, and all of it is one press away."""
    home = busy(22).sees("mo", "home")

    assert "And 2 more. “All cases” has every one." in repr(home)
    assert Press("list", "show", None, "all:1") in [button.press for button in home.buttons]


def test_late_ones_come_first_then_what_falls_due() -> None:
    """Not the latest raised: those that have missed their window, then by the day on which something falls due."""
    town = Town()
    for number in range(3):
        town.raises("pat", {**RAISED, "local_reference": f"CASE-{number}"})
        if number == 0:
            town.presses("mo", "agreement", "agree")
            first = town.case.reference
            town.to(date(2026, 12, 16))
        elif number == 1:
            town.presses("mo", "agreement", "agree")
            second = town.case.reference
    third = town.case.reference

    assert [first, third, second] == rows(town.sees("mo", "list"))


def test_each_filter_says_how_many_and_holds_those() -> None:
    """What waits for somebody, what is late, what is booked: buttons with numbers, in a chat too."""
    town = busy(3)
    labels = [button.label for button in town.sees("mo", "list").buttons]

    assert "Waiting for me (3)" in labels
    assert 3 == len(rows(town.sees("mo", "list", "owing:1")))
    assert "1 case." in repr(played("booked").sees("pat", "list", "booked:1"))


def test_rows_say_which_session_and_which_duty() -> None:
    """Where a case has several sessions each row of it says of which it is."""
    town = played("polling")
    case = town.case
    assert case.session
    town.cases[case.id] = replace(
        case, sessions=(replace(case.session, held_at=town.now), replace(case.session, number=2))
    )

    assert "(session 2)" in repr(town.sees("sal", "list"))
    assert "For you: " in repr(town.sees("sal", "list"))
    assert any(title.endswith("(session 2)") for title in rows(town.sees("sal", "home")))


@pytest.mark.parametrize(
    "said", ["A.B.", "ab", "CASE-1001", "November 2026", "11/2026", "2026-11", "nov 2026"], ids=lambda said: said
)
def test_an_ended_case_is_found_again(said: str) -> None:
    """By initials, by one's own reference, by a month; by whoever was on it, and by nobody else."""
    town = played("raised")
    town.does("pat", "case", "withdraw", {"reason": "Moved away"})
    reference, found = town.case.reference, {}
    for who in ("pat", "bo"):
        page = town.presses(who, "home", "find")
        assert isinstance(page, Page)
        sent = replace(town.answer(who, page, {"reference": said}, Go.NEXT), press=Press("home", "find"))
        found[who] = repr(town.hears(sent).reply)

    assert reference in repr(town.sees("pat", "list", "ended:1"))
    assert "Ended cases (1)" in [button.label for button in town.sees("pat", "list").buttons]
    assert reference in found["pat"]
    assert reference not in found["bo"]
    assert "You are on no case with" in found["bo"]


def test_a_message_of_a_day_is_short_whatever_waits() -> None:
    """The first five, how many more, and the way to all of them."""
    card = busy(30).sees("mo", "digest")

    assert 5 == len(rows(card))
    assert "Waiting for you (30)" in repr(card)
    assert "And 25 more. “All cases” has every one." in repr(card)


def test_months_are_read_as_people_write_them() -> None:
    """With their year; other words are none."""
    assert ["2026-11", "2026-11", "2026-01", "", ""] == [
        lists.month(said) for said in ("Nov 2026", "2026 november", "1/2026", "2026", "A.B.")
    ]
