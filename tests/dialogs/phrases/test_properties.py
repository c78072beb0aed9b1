"""What holds for every text that anybody may type."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.phrases import Ambiguous, Moment, Read, Reading, Refused, Why, read_slots
from dialogs.phrases.tokens import words_of
from dialogs.phrases.vocabulary import DAY_NAMES, MONTH_NAMES, weekday
from tests.dialogs.phrases.said import HOLIDAYS, LONDON
from tests.trying import tries

WORDS: Final = (
    *(
        "mon",
        "tues",
        "Wednesday",
        "thu",
        "friday",
        "sat",
        "Sunday",
        "this",
        "next",
        "week",
        "fortnight",
        "coming",
        "a",
        "two",
    ),
    *(
        "on",
        "at",
        "the",
        "of",
        "in",
        "from",
        "for",
        "to",
        "until",
        "and",
        "or",
        ",",
        ";",
        "\n",
        "-",
        "/",
        ".",
        ":",
        "@",
        "&",
    ),
    *(
        "1",
        "2",
        "3",
        "7",
        "10",
        "11",
        "12",
        "14",
        "23",
        "31",
        "30",
        "45",
        "00",
        "09",
        "2026",
        "2027",
        "26",
        "1400",
        "0930",
    ),
    *(
        "1st",
        "3rd",
        "7th",
        "23rd",
        "3/12",
        "3.12",
        "03/12/2026",
        "2026-12-03",
        "10-11.30",
        "9.30",
        "14:00",
        "10:00",
        "2pm",
    ),
    *(
        "am",
        "pm",
        "noon",
        "midnight",
        "half",
        "past",
        "quarter",
        "ten",
        "oclock",
        "morning",
        "afternoon",
        "evening",
        "tonight",
    ),
    *(
        "dec",
        "january",
        "May",
        "sept",
        "first",
        "last",
        "today",
        "tomorrow",
        "day",
        "days",
        "after",
        "weeks",
        "time",
        "hour",
    ),
    *(
        "hours",
        "minutes",
        "good friday",
        "easter monday",
        "boxing day",
        "please",
        "?",
        "maybe",
        "yesterday",
        "2028",
        "29",
        "feb",
    ),
)
NOWS: Final = st.datetimes(datetime(2024, 1, 1), datetime(2031, 12, 31)).map(lambda at: at.replace(tzinfo=LONDON))  # noqa: DTZ001
PHRASES: Final = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
TEXTS: Final = PHRASES | st.lists(st.sampled_from(WORDS), max_size=9).map("".join) | st.text(max_size=220)


def moments(reading: Reading) -> tuple[Moment, ...]:
    """The moments that a reading may mean; none if it was refused."""
    match reading:
        case Read(_, moment):
            return (moment,)
        case Ambiguous(_, choices):
            return choices
        case Refused():
            return ()


@settings(max_examples=tries(1500))
@given(TEXTS, NOWS)
def test_any_text_is_answered_within_the_promises(text: str, now: datetime) -> None:
    """Any text gets a reading or more; each moment is to come, within a year, and on a weekday that its words name."""
    readings = read_slots(text, now, bank_holidays=HOLIDAYS)

    assert readings
    for reading in readings:
        found = moments(reading)
        starts = [one.start.astimezone(UTC) for one in found]
        named = {weekday(word) for word in words_of(reading.phrase)} - {None}

        assert all(start > now.astimezone(UTC) for start in starts)
        assert all(one.start.date() - now.date() <= timedelta(days=366) for one in found)
        assert sorted(starts) == starts
        assert all(one.minutes is None or 10 <= one.minutes <= 480 for one in found)
        assert not named or {one.start.weekday() for one in found} <= named
        assert (
            not isinstance(reading, Ambiguous) or 1 <= len(found) <= 4
        )  # one: a word that is nearly a name is asked about


@settings(max_examples=tries(500))
@given(PHRASES, NOWS, st.integers(0, 9), st.sampled_from(["foo", "maybe", "not", "zzz", "§", "é", "except"]))
def test_a_word_without_meaning_is_never_dropped(phrase: str, now: datetime, place: int, word: str) -> None:
    """A piece with a word that means nothing here is refused, whatever stands around it."""
    words = phrase.split(" ")
    readings = read_slots(" ".join([*words[:place], word, *words[place:]]), now, bank_holidays=HOLIDAYS)

    assert [] == [reading for reading in readings if word in reading.phrase and not isinstance(reading, Refused)]


def written(at: datetime, how: int) -> str:
    """A moment in full, in one of the ways in which the British write it."""
    name, month = DAY_NAMES[at.weekday()], MONTH_NAMES[at.month - 1]
    half = "am" if at.hour < 12 else "pm"
    return (
        f"{name} {at.day} {month} {at.year} at {at:%H:%M}",
        f"{at:%H:%M} on {name[:3]} {at.day} {month[:3]}",
        f"{at.day}/{at.month}/{at.year} {at:%H:%M}",
        f"{at.day:02}/{at.month:02}/{at.year % 100} at {at:%H.%M}{half}",
        f"{at.day}.{at.month}.{at.year} {(at.hour - 1) % 12 + 1}.{at.minute:02}{half}",
        f"{at.day}-{at.month}-{at.year} {(at.hour - 1) % 12 + 1}:{at.minute:02} {half}",
        f"{at:%Y-%m-%d %H:%M}",
        f"{month} {at.day}, {at:%H:%M}",
        f"{name}, {at.day} {month}, {at:%H:%M}",
    )[how]


@settings(max_examples=tries(1500))
@given(NOWS, st.integers(1, 330), st.integers(3 * 60, 24 * 60 - 1), st.integers(0, 8))
def test_every_moment_written_in_full_is_read_as_itself(now: datetime, days: int, minutes: int, how: int) -> None:
    """A moment of the coming eleven months, in any full British form, is read and is that moment."""
    at = datetime.combine(now.date() + timedelta(days=days), datetime.min.time(), LONDON) + timedelta(minutes=minutes)
    phrase = written(at, how)

    assert (Read(phrase, Moment(at, None)),) == read_slots(phrase, now)


@settings(max_examples=tries(300))
@given(NOWS, st.integers(1, 330), st.integers(1, 6))
def test_a_wrong_weekday_is_always_noticed(now: datetime, days: int, off: int) -> None:
    """A date with another weekday than its own is refused, and the hint is its own."""
    day = now.date() + timedelta(days=days)
    phrase = f"{DAY_NAMES[(day.weekday() + off) % 7]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year} at 2pm"

    assert (Refused(phrase, Why.WEEKDAY_DISAGREES, DAY_NAMES[day.weekday()]),) == read_slots(phrase, now)


@settings(max_examples=tries(300))
@given(NOWS, st.integers(13, 31), st.integers(1, 12))
def test_a_date_is_never_read_month_first(now: datetime, day: int, month: int) -> None:
    """With the month in front, as in 12/25, there is no such day."""
    phrase = f"{month}/{day} at 2pm"

    assert (Refused(phrase, Why.NO_SUCH_DAY),) == read_slots(phrase, now)


def thinks(_: str, today: date) -> date:
    """A second reader that always finds something."""
    return date(today.year, 12, 3)


@settings(max_examples=tries(500))
@given(TEXTS, NOWS)
def test_a_second_reader_changes_nothing_that_is_read_without_it(text: str, now: datetime) -> None:
    """What our tables read is read the same with a second reader, be it never so eager."""
    alone = read_slots(text, now)
    helped = read_slots(text, now, leftover=thinks)

    assert len(alone) == len(helped)
    assert not all(isinstance(one, Read) for one in alone) or alone == helped
