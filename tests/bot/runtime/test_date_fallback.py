"""dateparser behind our own front: asked for little, and believed only as far as the words go."""

from datetime import date, datetime

import pytest

from bot.runtime.date_fallback import leftover
from dialogs.phrases import Moment, Read, Refused, read_slots
from tests.dialogs.phrases.said import LONDON, MONDAY

TODAY = MONDAY.date()


@pytest.mark.parametrize(
    "words", ["3-Dec-2026", "3/Dec/26", "3.Dec.2026", "3 Dec '26", "3rd day of December", "Dec/3", "3-Dec"]
)
def test_a_day_with_a_month_is_found(words: str) -> None:
    """Day and month in any order and with any signs are the next such date."""
    assert leftover(words, TODAY) == date(2026, 12, 3)


@pytest.mark.parametrize(
    "words", ["", "December", "2026", "Friday", "the 3rd", "31-Nov", "hello", "x" * 61, "3-Dec" + " " * 60]
)
def test_without_a_day_and_a_month_nothing_is_found(words: str) -> None:
    """Half a date, no date, or too many characters are nothing."""
    assert leftover(words, TODAY) is None


def test_the_day_from_which_it_counts_is_given() -> None:
    """The same words mean another year a month later."""
    assert (leftover("3-Dec", date(2026, 12, 2)), leftover("3-Dec", date(2026, 12, 4))) == (
        date(2026, 12, 3),
        date(2027, 12, 3),
    )


@pytest.mark.parametrize(
    "phrase", ["3-Dec-2026 at 10", "3/Dec/26 10am", "Thurs 3-Dec at 10", "10:00 on Dec-3", "3 Dec '26 at 10"]
)
def test_the_front_uses_it_for_what_it_leaves(phrase: str) -> None:
    """Forms that our tables do not have are read through dateparser."""
    expected = (Read(phrase, Moment(datetime(2026, 12, 3, 10, tzinfo=LONDON), None)),)

    assert expected == read_slots(phrase, MONDAY, leftover=leftover)


@pytest.mark.parametrize(
    "phrase",
    [
        "3-12 at 10",
        "Tues 3-Dec at 10",
        "3-Dec-10",
        "10-3-Dec at 2",
        "26-27-Dec at 10",
        "24-25 Dec at 2",
        "31-Nov at 10",
        "3-Dec-2025 at 10",
        "3-Dec-2110 at 10",
        "12 children",
        "may",
        "end of the week at 2",
        "in a month at 2",
        "wenzdi at 2",
        "Case 2024/117",
    ],
)
def test_with_it_the_front_refuses_what_it_should(phrase: str) -> None:
    """What dateparser alone reads wrongly is refused."""
    assert [] == [slot for slot in read_slots(phrase, MONDAY, leftover=leftover) if not isinstance(slot, Refused)]
