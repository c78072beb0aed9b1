"""Every phrase of the tables means what is written beside it, and none is read wrongly."""

import re
from collections import Counter
from datetime import datetime
from typing import Final

import pytest

from dialogs.phrases import Ambiguous, Moment, Read, Reading, Refused, read_slots
from tests.dialogs.phrases import dated, said, written

ON_MONDAY: Final = (
    *said.IN_THE_ISSUE,
    *said.CLOCK_TIMES,
    *said.RANGES,
    *said.WEEKDAYS,
    *said.FROM_TODAY,
    *dated.DATES,
    *dated.SEVERAL,
    *written.AS_PEOPLE_WRITE,
)
ALL: Final = (
    *((said.MONDAY, phrase, meant) for phrase, meant in ON_MONDAY),
    *((now, phrase, meant) for now, table in dated.ON_OTHER_DAYS for phrase, meant in table),
)


def told(moment: Moment) -> str:
    """The moment as the tables write it; BST or GMT only where the clocks show the same time twice."""
    start = moment.start
    zone = f" {start:%Z}" if start.replace(fold=0).utcoffset() != start.replace(fold=1).utcoffset() else ""
    length = "" if moment.minutes is None else f" for {moment.minutes}"
    return f"{start:%a} {start.day} {start:%b %Y %H:%M}{zone}{length}"


def meaning(reading: Reading) -> str:
    """The reading as the tables write it."""
    match reading:
        case Read(_, moment):
            return told(moment)
        case Ambiguous(_, choices):
            return ("ask " if len(choices) == 1 else "") + " or ".join(told(choice) for choice in choices)
        case Refused(_, why, _):
            return f"no: {why}"


def meanings(phrase: str, now: datetime) -> list[str]:
    """What each slot of the phrase is read as."""
    return [meaning(slot) for slot in read_slots(phrase, now, bank_holidays=said.HOLIDAYS)]


@pytest.mark.parametrize(
    ("now", "phrase", "meant"), ALL, ids=[f"{now:%a %d %b %Y}: {phrase}" for now, phrase, _ in ALL]
)
def test_each_phrase_means_what_is_beside_it(now: datetime, phrase: str, meant: str) -> None:
    """A phrase of the tables is read as written beside it."""
    expected = meant.split("; ")

    assert expected == meanings(phrase, now)


def verdict(expected: str, actual: str) -> str:
    """A refusal is never wrong, only shy; anything read otherwise than meant is."""
    if actual.startswith("no: "):
        return "refused"
    return "right" if expected == actual else "wrong"


def test_of_more_than_150_phrases_none_is_read_wrongly() -> None:
    """Right, refused and wrong are counted slot by slot, and wrong is 0."""
    pairs = [pair for now, phrase, meant in ALL for pair in zip(meant.split("; "), meanings(phrase, now), strict=True)]
    count = Counter(verdict(expected, actual) for expected, actual in pairs)
    print(
        f"{len(ALL)} phrases, {len(pairs)} slots: right {count['right']}, refused {count['refused']}, wrong {count['wrong']}"
    )

    assert len(ALL) >= 150
    assert count["wrong"] == 0
    assert count["right"] >= 200
    assert count["refused"] == sum(expected.startswith("no: ") for expected, _ in pairs)


def test_the_tables_say_no_phrase_twice() -> None:
    """Each phrase stands once in the tables of a day."""
    twice = [key for key, times in Counter((now, phrase) for now, phrase, _ in ALL).items() if times > 1]

    assert [] == twice


def test_the_tables_agree_with_the_calendar() -> None:
    """Every date written in the tables falls on the weekday written before it."""
    dates = [one for _, _, meant in ALL for one in re.findall(r"[A-Z][a-z]{2} \d+ [A-Z][a-z]{2} \d{4}", meant)]
    off = [day for day in dates if f"{datetime.strptime(day[4:], '%d %b %Y'):%a}" != day[:3]]  # noqa: DTZ007 # a date only

    assert [] == off
