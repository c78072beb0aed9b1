"""The single words of British dates and times, each as a number. A word not known reads as nothing."""

from collections.abc import Callable, Mapping
from typing import Final

Slot = Callable[[str], int | None]
"""A reader of one word."""

DAY_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_WEEKDAYS: Final = {name.lower(): number for number, name in enumerate(DAY_NAMES)} | {
    short: number
    for number, shorts in enumerate(("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun"))
    for short in shorts.split()
}
_MONTHS: Final = (
    {name.lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
    | {name[:3].lower(): number for number, name in enumerate(MONTH_NAMES, 1)}
    | {"sept": 9}
)
_ONE_TO_TWELVE: Final = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_COUNTS: Final = {word: number for number, word in enumerate(_ONE_TO_TWELVE, 1)}
_NTH: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_FIRST_TO_TWENTIETH: Final = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth"),
    *("nineteenth", "twentieth"),
)
_ORDINALS: Final = {word: number for number, word in enumerate(_FIRST_TO_TWENTIETH, 1)} | {"thirtieth": 30}
_HALVES: Final = {"am": 0, "pm": 12}
_MINUTES_SPOKEN: Final = {"five": 5, "ten": 10, "twenty": 20}
_MINUTES_TYPED: Final = {"5": 5, "10": 10, "20": 20, "25": 25}
_MINUTES_AFTER: Final = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40}


def weekday(word: str) -> int | None:
    """The number of a weekday's name, Monday 0; nothing for any other word."""
    return _WEEKDAYS.get(word)


def month(word: str) -> int | None:
    """The number of a month's name, January 1; nothing for any other word."""
    return _MONTHS.get(word)


def digits(word: str, *lengths: int) -> int | None:
    """A number written in so many digits, and nothing but the digits 0 to 9."""
    return int(word) if len(word) in lengths and word.isascii() and word.isdecimal() else None


def small_number(word: str) -> int | None:
    """A number of one or two digits."""
    return digits(word, 1, 2)


def count(word: str) -> int | None:
    """How many: digits, a word up to twelve, or a(n)."""
    if word in ("a", "an"):
        return 1
    return _COUNTS.get(word) or digits(word, 1, 2, 3)


def month_number(word: str) -> int | None:
    """1 to 12: with a dot between, only this makes a date, since "10.30" is a time."""
    return _within(digits(word, 1, 2), range(1, 13))


def year(word: str) -> int | None:
    """Four digits of this century or the last, or two of this."""
    short = digits(word, 2)
    return long_year(word) if short is None else 2000 + short


def long_year(word: str) -> int | None:
    """Four digits of this century or the last."""
    return _within(digits(word, 4), range(1900, 2100))


def late_year(word: str) -> int | None:
    """A year that cannot be an hour: "3 Dec 26", but not "3 Dec 10"."""
    return long_year(word) or _within(year(word), range(2024, 2100))


def hour(word: str) -> int | None:
    """1 to 12 on the face of a clock, in digits or as a word."""
    if word.startswith("0"):
        return None
    return _COUNTS.get(word) or _within(digits(word, 1, 2), range(1, 13))


def one_digit_hour(word: str) -> int | None:
    """1 to 9 without a nought before it: may be of the morning or the afternoon."""
    return _within(digits(word, 1), range(1, 10))


def two_digit_hour(word: str) -> int | None:
    """00 to 24 in two digits, as timetables write it."""
    return _within(digits(word, 2), range(25))


def military_hour(word: str) -> int | None:
    """An hour in two digits that no clock face has: 00 to 09, or 13 and later."""
    return None if word in ("10", "11", "12") else two_digit_hour(word)


def late_hour(word: str) -> int | None:
    """An hour after noon on the 24-hour clock: 13 to 23."""
    return _within(digits(word, 2), range(13, 24))


def minute(word: str) -> int | None:
    """00 to 59, always two digits."""
    return _within(digits(word, 2), range(60))


def four_digits(word: str) -> int | None:
    """A time such as 0930 or 1400, in fives of minutes: other numbers of four digits are references or years."""
    number = digits(word, 4)
    return number if number is not None and _is_time(number, range(25)) and number % 5 == 0 else None


def three_digits(word: str) -> int | None:
    """930, 230 and up to 1255: only ever before am or pm."""
    number = None if word.startswith("0") else digits(word, 3, 4)
    return number if number is not None and _is_time(number, range(1, 13)) else None


def _is_time(number: int, hours: range) -> bool:
    return number // 100 in hours and number % 100 in range(60)


def _within(number: int | None, numbers: range) -> int | None:
    return number if number in numbers else None


SLOTS: Final[Mapping[str, Slot]] = {
    "WEEKDAY": weekday,
    "MONTH": month,
    "DAY": small_number,
    "NUMBER": small_number,
    "MONTHNUMBER": month_number,
    "YEAR": year,
    "LONGYEAR": long_year,
    "LATEYEAR": late_year,
    "COUNT": count,
    "NTH": _NTH.get,
    "ORDINAL": _ORDINALS.get,
    "HOUR": hour,
    "ONEDIGITHOUR": one_digit_hour,
    "TWODIGITHOUR": two_digit_hour,
    "MILITARYHOUR": military_hour,
    "LATEHOUR": late_hour,
    "SPOKENHOUR": _COUNTS.get,
    "MINUTE": minute,
    "HALF": _HALVES.get,
    "FOURDIGITS": four_digits,
    "THREEDIGITS": three_digits,
    "SPOKENMINUTES": _MINUTES_SPOKEN.get,
    "TYPEDMINUTES": _MINUTES_TYPED.get,
    "MINUTESAFTER": _MINUTES_AFTER.get,
}
