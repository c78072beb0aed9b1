"""What reading promises beside the tables: phrases kept, hints, limits, the second reader, the clock handed in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from bench.s09_dates import TIRING
from dialogs.phrases import Ambiguous, Moment, Read, Refused, Why, example, nothing, read_slots
from dialogs.phrases.days import InWeek, Week, Weekday, one_day
from dialogs.phrases.patterns import table
from tests.dialogs.phrases.said import BEFORE_AUTUMN, LONDON, MONDAY


def test_a_reading_carries_the_words_as_typed() -> None:
    """The phrase of each reading is the part of the line that it was read from, with its capitals and dashes."""
    phrases = [slot.phrase for slot in read_slots("Tues 2PM,  Thurs. 3 Dec 10–11.30 please", MONDAY)]

    assert phrases == ["Tues 2PM", "Thurs. 3 Dec 10–11.30"]


def test_a_moment_is_aware_and_in_london() -> None:
    """What is read is a moment in Europe/London, with its length."""
    expected = (Read("3/12 10-11.30", Moment(datetime(2026, 12, 3, 10, tzinfo=LONDON), 90)),)

    assert expected == read_slots("3/12 10-11.30", MONDAY)


def test_now_may_be_given_in_another_zone() -> None:
    """It is the moment that counts: just before midnight UTC in summer it is tomorrow in London."""
    late = datetime(2027, 7, 1, 23, 30, tzinfo=UTC)
    expected = (Read("today at 2", Moment(datetime(2027, 7, 2, 14, tzinfo=LONDON), None)),)

    assert expected == read_slots("today at 2", late)


def test_now_without_a_zone_is_a_mistake_of_the_caller() -> None:
    """A naive moment is not taken for London time."""
    with pytest.raises(ValueError, match="time zone"):
        read_slots("today at 2", datetime(2026, 11, 23, 10))  # noqa: DTZ001 # that is the mistake


def test_choices_that_look_alike_are_two_moments() -> None:
    """A time that comes twice is offered twice, an hour apart."""
    (found,) = read_slots("tomorrow 01:30", BEFORE_AUTUMN)

    assert isinstance(found, Ambiguous)

    first, second = (choice.start.astimezone(UTC) for choice in found.choices)

    assert timedelta(hours=1) == second - first


@pytest.mark.parametrize(
    ("phrase", "why", "hint"),
    [
        ("Tuesday 2 December at 2", Why.WEEKDAY_DISAGREES, "Wednesday"),
        ("Thurs 4/12 at 2", Why.WEEKDAY_DISAGREES, "Friday"),
        ("wenzdi at 2", Why.NOT_UNDERSTOOD, "wenzdi"),
        ("Tuesday perhaps at 2", Why.NOT_UNDERSTOOD, "perhaps"),
        ("Mon-Wed at 2", Why.NOT_UNDERSTOOD, ""),
        ("3/12 at 25:00", Why.NOT_UNDERSTOOD, ""),
    ],
)
def test_a_refusal_says_what_would_help(phrase: str, why: Why, hint: str) -> None:
    """The hint is the weekday that the date really is, or the first word that means nothing here."""
    expected = (Refused(phrase, why, hint),)

    assert expected == read_slots(phrase, MONDAY)


@pytest.mark.parametrize(
    ("refused", "mended"),
    [
        ("Tuesday", "Tuesday at 2"),
        ("2pm", "2pm on Tuesday"),
        ("Thursday 10", "Thursday at 10"),
        ("3.12", "3.12 at 10"),
        ("Tuesday 2 December at 2", "Wednesday 2 December at 2"),
        ("20 Nov at 2", "20 Nov 2027 at 2"),
        ("Tuesday 12am", "Tuesday 12pm"),
        ("Tuesday from 2", "Tuesday from 2 to 3"),
        ("Tuesday 15:00-14:00", "Tuesday 14:00-15:00"),
        ("wenzdi at 2", "wednesday at 2"),
        ("next week at 2", "Tuesday next week at 2"),
    ],
)
def test_after_a_refusal_the_person_says_it_better(refused: str, mended: str) -> None:
    """Whoever is refused can go on: the mended phrase is read."""
    (before,) = read_slots(refused, MONDAY)
    (after,) = read_slots(mended, MONDAY)

    assert isinstance(before, Refused)
    assert isinstance(after, Read)


@pytest.mark.parametrize("text", ["x" * 201, "tue 2pm, " * 23, "1," * 100, "\n" * 20_000, "Tuesday 2pm " * 2_000])
def test_a_text_too_long_is_refused_whole(text: str) -> None:
    """Above 200 characters, or twenty pieces, nothing is read, and only the beginning is kept."""
    expected = (Refused(text[:60], Why.TOO_LONG),)

    assert expected == read_slots(text, MONDAY)


@pytest.mark.parametrize("text", TIRING)
def test_what_is_made_to_tire_the_reader_is_refused(text: str) -> None:
    """Nothing is read in a text that has words of dates over and over; how soon it is refused is measured by the bench (S9)."""
    assert [] == [slot for slot in read_slots(text, MONDAY) if not isinstance(slot, Refused)]


@pytest.mark.parametrize("days", range(0, 800, 13))
def test_the_example_reads(days: int) -> None:
    """The example given to somebody who was refused is read as it stands, on any day."""
    now = MONDAY + timedelta(days=days)
    (found,) = read_slots(example(now), now)

    assert isinstance(found, Read)


def test_the_example_is_a_thursday_a_week_or_two_ahead() -> None:
    """The example names a weekday, a date and a time."""
    assert example(MONDAY) == "Thursday 3 December at 2pm"


def reads(answer: date | None) -> Callable[[str, date], date | None]:
    """A second reader that always gives the same answer."""
    return lambda words, today: answer


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("3-Dec-2026 at 10", datetime(2026, 12, 3, 10, tzinfo=LONDON)),
        ("10am 3/Dec/26", datetime(2026, 12, 3, 10, tzinfo=LONDON)),
        ("Thurs 3-Dec at 10", datetime(2026, 12, 3, 10, tzinfo=LONDON)),
        ("3 Dec '26 at 10", datetime(2026, 12, 3, 10, tzinfo=LONDON)),
        ("3rd day of December at 10", datetime(2026, 12, 3, 10, tzinfo=LONDON)),
    ],
)
def test_the_second_reader_is_believed_as_far_as_the_words_go(phrase: str, expected: datetime) -> None:
    """A day and month that our tables leave may come from the second reader; a year only if it was said."""
    found = read_slots(phrase, MONDAY, leftover=reads(date(2026, 12, 3)))

    assert (Read(phrase, Moment(expected, None)),) == found


@pytest.mark.parametrize(
    ("phrase", "answer"),
    [
        ("3-Dec-2026 at 10", None),
        ("3-Dec-2026 at 10", date(2026, 12, 4)),
        ("3-Dec-2026 at 10", date(2026, 11, 3)),
        ("3-Dec-2026 at 10", date(2027, 12, 3)),
        ("3-Dec-10", date(2026, 12, 3)),
        ("26-27-Dec at 10", date(2026, 12, 27)),
        ("3-Dec-Jan at 10", date(2026, 12, 3)),
        ("case 3-Dec at 10", date(2026, 12, 3)),
        ("next week or so at 10", date(2026, 12, 3)),
        ("wenzdi at 10", date(2026, 11, 25)),
    ],
)
def test_the_second_reader_is_not_believed_beyond_the_words(phrase: str, answer: date | None) -> None:
    """An answer that the words do not bear out, or to words that do not name one date, is refused."""
    found = read_slots(phrase, MONDAY, leftover=reads(answer))

    assert [] == [one for one in found if not isinstance(one, Refused)]


def test_a_year_is_never_taken_from_the_second_reader() -> None:
    """Without a year in the words the date is the next to come, whatever year the answer has."""
    (found,) = read_slots("3-Dec at 10", MONDAY, leftover=reads(date(2110, 12, 3)))

    assert found == Read("3-Dec at 10", Moment(datetime(2026, 12, 3, 10, tzinfo=LONDON), None))


def test_the_second_reader_is_given_few_words_and_no_time() -> None:
    """It is asked only for words that name one date, and only when our tables read nothing."""
    asked: list[str] = []

    def listen(words: str, today: date) -> date | None:
        asked.append(words)
        return None

    read_slots("3/12 at 10, Tuesday 2pm, 3-Dec-2026 at 10:30, hello there", MONDAY, leftover=listen)

    assert "3-Dec-2026" in asked
    assert all(len(words) <= 60 and ":" not in words and "Dec" in words for words in asked)


def test_nothing_reads_nothing() -> None:
    """The reader for where there is no second reader answers nothing."""
    assert nothing("3 December", MONDAY.date()) is None


def test_a_week_by_itself_is_no_day() -> None:
    """“Next week” is on no date until a weekday is said with it."""
    assert (Week(1).on(MONDAY.date()), one_day(Week(1), Weekday(2))) == ((), InWeek(2, 1))


def test_a_pattern_with_an_unknown_slot_is_a_mistake() -> None:
    """A slot that does not exist is found when the tables are made, not when somebody types."""
    with pytest.raises(LookupError, match="WEEKDAYS"):
        table(("WEEKDAYS", lambda: None))
