"""How the British name a day, as tables."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache, partial
from itertools import chain
from typing import Final

from dialogs.phrases.dates import Both, Dated, Holiday, NthWeekday, NumberedDay
from dialogs.phrases.days import Ahead, Coming, DayPhrase, InWeek, Next, This, Week, Weekday, WeeksLater, WeeksOn
from dialogs.phrases.hours import PART_WORDS
from dialogs.phrases.patterns import PatternTable, table
from dialogs.phrases.tokens import Tokens, words_of
from dialogs.phrases.vocabulary import long_year

BankHolidays = Mapping[str, tuple[date, ...]]
"""The dates of each, by its name in lower case."""


def _later(weeks: int, weekday: int) -> DayPhrase:
    return WeeksLater(Weekday(weekday), weeks)


def _weeks(weeks: int) -> DayPhrase:
    return WeeksLater(Ahead(0), weeks)


def _weeks_after_tomorrow(weeks: int) -> DayPhrase:
    return WeeksLater(Ahead(1), weeks)


_TODAY: Final[PatternTable[DayPhrase]] = table(
    ("today", lambda: Ahead(0)),
    ("tomorrow|tmrw", lambda: Ahead(1)),
    ("yesterday", lambda: Ahead(-1)),
)

_RELATIVE: Final[PatternTable[DayPhrase]] = table(
    ("the? day after tomorrow", lambda: Ahead(2)),
    ("today week", lambda: _weeks(1)),
    ("today fortnight", lambda: _weeks(2)),
    ("tomorrow|tmrw week", lambda: _weeks_after_tomorrow(1)),
    ("tomorrow|tmrw fortnight", lambda: _weeks_after_tomorrow(2)),
    ("a? week from? today", lambda: _weeks(1)),
    ("a? fortnight from? today", lambda: _weeks(2)),
    ("COUNT weeks|week from? today", _weeks),
    ("COUNT weeks|week from now", _weeks),
    ("a? week from? tomorrow", lambda: _weeks_after_tomorrow(1)),
    ("a? fortnight from? tomorrow", lambda: _weeks_after_tomorrow(2)),
    ("COUNT weeks|week from? tomorrow", _weeks_after_tomorrow),
    ("in COUNT days|day time?", Ahead),
    ("COUNT days|day from today|now", Ahead),
    ("in COUNT weeks|week time?", _weeks),
    ("in a fortnight|fortnights time?", lambda: _weeks(2)),
    ("this week", partial(Week, 0)),
    ("next week", partial(Week, 1)),
    ("the week after next", partial(Week, 2)),
)

_WEEKDAYS: Final[PatternTable[DayPhrase]] = table(
    ("WEEKDAY", Weekday),
    ("this WEEKDAY", This),
    ("this? coming WEEKDAY", Coming),
    ("next WEEKDAY", Next),
    ("WEEKDAY next", Next),
    ("WEEKDAY of? this week", partial(InWeek, ahead=0)),
    ("this week on? WEEKDAY", partial(InWeek, ahead=0)),
    ("WEEKDAY of? next week", partial(InWeek, ahead=1)),
    ("next week on? WEEKDAY", partial(InWeek, ahead=1)),
    ("WEEKDAY of? the? week after next", partial(InWeek, ahead=2)),
    ("WEEKDAY week", partial(_later, 1)),
    ("WEEKDAY fortnight", partial(_later, 2)),
    ("a? week on|from WEEKDAY", partial(_later, 1)),
    ("a? fortnight on|from WEEKDAY", partial(_later, 2)),
    ("a week WEEKDAY", partial(_later, 1)),
    ("a fortnight WEEKDAY", partial(_later, 2)),
    ("in COUNT weeks|week time? on? WEEKDAY", WeeksOn),
    ("in a fortnight|fortnights time? on? WEEKDAY", partial(WeeksOn, 2)),
    ("WEEKDAY in COUNT weeks|week time?", lambda weekday, weeks: WeeksOn(weeks, weekday)),
    ("WEEKDAY in a fortnight|fortnights time?", partial(WeeksOn, 2)),
    ("COUNT weeks|week on|from WEEKDAY", _later),
)

_DATES: Final[PatternTable[DayPhrase]] = table(
    ("the? DAY~st|nd|rd|th of? MONTH LATEYEAR?", Dated),
    ("the? DAY~st|nd|rd|th", NumberedDay),
    ("DAY of? MONTH LATEYEAR?", Dated),
    ("MONTH the? DAY~st|nd|rd|th LATEYEAR?", lambda month, day, *year: Dated(day, month, *year)),
    ("MONTH DAY LATEYEAR?", lambda month, day, *year: Dated(day, month, *year)),
    ("the? ORDINAL of MONTH LATEYEAR?", Dated),
    ("the? ORDINAL MONTH LATEYEAR?", Dated),
    ("christmas|xmas eve LATEYEAR?", partial(Dated, 24, 12)),
    ("new years eve LATEYEAR?", partial(Dated, 31, 12)),
    ("DAY~/~NUMBER", Dated),
    ("DAY~/~NUMBER~/~YEAR", Dated),
    ("DAY~.~MONTHNUMBER", Dated),
    ("DAY~.~NUMBER~.~YEAR", Dated),
    ("DAY~-~NUMBER~-~YEAR", Dated),
    ("LONGYEAR~-~NUMBER~-~NUMBER", lambda year, month, day: Dated(day, month, year)),
    ("the? NTH WEEKDAY in|of MONTH LATEYEAR?", NthWeekday),
    ("the? NUMBER~st|nd|rd|th WEEKDAY in|of MONTH LATEYEAR?", NthWeekday),
)

_PLAIN_NUMBER: Final[PatternTable[DayPhrase]] = table(("DAY", partial(NumberedDay, plain=True)))

DAY_WORDS: Final = _TODAY.words | _RELATIVE.words | _WEEKDAYS.words | _DATES.words


def days_from(tokens: Tokens, at: int, holidays: BankHolidays) -> Iterator[tuple[int, DayPhrase]]:
    """Every way to read a day from here on: near, dated, or a near one and a date that must agree."""
    start = at + (tokens[at].text == "on")
    yield from _dates(tokens, start, holidays)
    yield from _relative(tokens, start)
    for end, near in _near(tokens, start):
        yield end, near
        for last, dated in chain(_DATES.matches(tokens, end), _PLAIN_NUMBER.matches(tokens, end)):
            yield last, Both(near, dated)


ALSO_CALLED: Final = {
    "early may bank holiday": "may day",
    "may day bank holiday": "may day",
    "late may bank holiday": "spring bank holiday",
    "summer bank holiday": "late summer bank holiday",
    "august bank holiday": "late summer bank holiday",
    "xmas day": "christmas day",
}


def also_called(holidays: BankHolidays) -> BankHolidays:
    """Bank holidays under every name that people have for them."""
    return {**holidays, **{name: holidays[usual] for name, usual in ALSO_CALLED.items() if usual in holidays}}


@lru_cache(maxsize=64)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a bank holiday's name, as they are typed."""
    return words_of(name)


def _dates(tokens: Tokens, at: int, holidays: BankHolidays) -> Iterator[tuple[int, DayPhrase]]:
    yield from _DATES.matches(tokens, at)
    for name, dates in holidays.items():
        words = name_words(name)
        end = at + len(words)
        if words and words == tuple(token.text for token in tokens[at:end]):
            yield from _holiday(tokens, end, dates)


def _holiday(tokens: Tokens, end: int, dates: tuple[date, ...]) -> Iterator[tuple[int, DayPhrase]]:
    yield end, Holiday(dates)
    year = long_year(tokens[end].text) if end < len(tokens) else None
    if year is not None:
        yield end + 1, Holiday(dates, year)


def _near(tokens: Tokens, at: int) -> Iterator[tuple[int, DayPhrase]]:
    return chain(_WEEKDAYS.matches(tokens, at), _TODAY.matches(tokens, at))


def _relative(tokens: Tokens, at: int) -> Iterator[tuple[int, DayPhrase]]:
    yield from _RELATIVE.matches(tokens, at)
    texts = [token.text for token in tokens[at : at + 2]]
    if len(texts) == 2 and texts[0] == "this" and texts[1] in PART_WORDS:  # noqa: PLR2004 # "this afternoon" is today
        yield at + 1, Ahead(0)
