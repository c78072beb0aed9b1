"""A line that names one day, as people say when something was, or will be. What could be two days is given as both."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from dialogs.phrases.dates import NumberedDay
from dialogs.phrases.day_phrases import BankHolidays, also_called
from dialogs.phrases.days import DAY, WEEK, Dates, DayPhrase, Weekday, first_on, in_week
from dialogs.phrases.leftovers import nothing
from dialogs.phrases.pieces import lines_of
from dialogs.phrases.readings import Leftover
from dialogs.phrases.sayings import Context
from dialogs.phrases.tokens import Tokens, tokens_of
from dialogs.phrases.vocabulary import count, weekday

Limits = tuple[date | None, date | None]
_NO_HOLIDAYS: Final[BankHolidays] = MappingProxyType({})
_LONGEST: Final = 60
_BEFORE: Final = frozenset({"it", "was", "is", "will", "be", "that", "by"})
_MOST_AGO: Final = 366  # days
_YEAR: Final = timedelta(days=334)
_MONTH: Final = timedelta(days=31)
_AGO: Final = re.compile(r"(\w+) (day|days|week|weeks) ago")


def read_days(
    text: str,
    today: date,
    limits: Limits = (None, None),
    *,
    bank_holidays: Mapping[str, tuple[date, ...]] = _NO_HOLIDAYS,
    leftover: Leftover = nothing,
) -> Dates:
    """The days that were meant, earliest first; none where it is not understood. Where some are within the limits, only these."""
    if len(text) > _LONGEST:
        return ()
    tokens = tokens_of(text)
    while tokens and tokens[0].text in _BEFORE:
        tokens = tokens[1:]
    if gone := _gone(tokens, today):
        return _within(gone, limits) or gone
    phrases = _phrases(tokens, Context(text, today, also_called(bank_holidays), leftover))
    found = tuple(sorted({day for phrase in phrases for day in _meant(phrase, today, limits)}))
    return _within(found, limits) or found


def _phrases(tokens: Tokens, known: Context) -> tuple[DayPhrase, ...]:
    """Every way to read it as one day, and nothing but a day."""
    lines = lines_of(tokens, known)
    if len(lines) != 1 or len(lines[0]) != 1:
        return ()
    said = lines[0][0].sayings
    only = all(way.day and way.hours is None and way.part is None and way.minutes is None for way in said)
    return tuple(way.day for way in said if way.day) if only else ()


def _meant(phrase: DayPhrase, today: date, limits: Limits) -> Dates:
    """The dates to come; where these are too late, the latest that is gone: “3 September”, said in November of what was."""
    ahead = phrase.on(today)
    if limits[1] is None or limits[1] > today or (phrase.is_dated() and _within(ahead, limits)):
        return ahead
    back = _within(_back(phrase, today), limits)
    return _within((*ahead, *back), limits) or ahead


def _back(phrase: DayPhrase, today: date) -> Dates:
    if isinstance(phrase, Weekday):
        latest = first_on(today - (WEEK - 1) * DAY, phrase.weekday)
        return (latest - WEEK * DAY, latest) if latest == today else (latest,)
    if isinstance(phrase, NumberedDay):
        return tuple(day for day in phrase.on(today - _MONTH) if day <= today)[-1:]
    return phrase.on(today - _YEAR) if phrase.is_dated() else ()


def _gone(tokens: Tokens, today: date) -> Dates:
    """“Last Friday”, “three days ago”, “the day before yesterday”: said of what is over, so no time to come is read from it."""
    texts = [token.text for token in tokens if token.text not in ("the", "on")]
    if texts == ["day", "before", "yesterday"]:
        return (today - 2 * DAY,)
    if len(texts) == 2 and texts[0] in ("last", "past") and (named := weekday(texts[1])) is not None:  # noqa: PLR2004
        latest = first_on(today - WEEK * DAY, named)
        return tuple(sorted({latest, *(day for day in in_week(today, named, -1) if day < today)}))
    if found := _AGO.fullmatch(" ".join(texts)):
        many = 1 if found[1] in ("a", "one") else int(found[1]) if found[1].isdecimal() else count(found[1])
        days = (many or 0) * (WEEK if found[2].startswith("week") else 1)
        return (today - days * DAY,) if 0 < days <= _MOST_AGO else ()
    return ()


def _within(days: Dates, limits: Limits) -> Dates:
    earliest, latest = limits
    return tuple(day for day in days if (not earliest or day >= earliest) and (not latest or day <= latest))
