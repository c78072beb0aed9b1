"""Dates that our tables leave ("3-Dec-2026") may go to another reader. What it answers counts only as far as the words say it.

The words must be one month, a day of the month and at most a year, and nothing else; the answer must have that month and
that day. A year that was not said is never taken from it.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from dialogs.phrases.dates import Dated
from dialogs.phrases.days import DayPhrase
from dialogs.phrases.readings import Leftover
from dialogs.phrases.tokens import Token, Tokens
from dialogs.phrases.vocabulary import digits, month

LONGEST: Final = 60  # characters that the other reader is ever given
_MOST: Final = 9  # tokens
_JOINING: Final = frozenset(
    {"of", "day", "-", "/", ".", "'"}
)  # neither first nor last: "3-Dec-10" is not three, and "-Dec-10"
_BETWEEN: Final = _JOINING | {"the", "st", "nd", "rd", "th"}


def nothing(words: str, today: date) -> date | None:
    """The reader that reads nothing."""
    return None


def left_dates(tokens: Tokens, at: int, text: str, today: date, leftover: Leftover) -> Iterator[tuple[int, DayPhrase]]:
    """The dates from here on that the other reader finds and that the words bear out."""
    for end in range(min(at + _MOST, len(tokens)), at + 1, -1):
        run = tokens[at:end]
        words = text[run[0].start : run[-1].end]
        if _says_one_date(run) and len(words) <= LONGEST:
            day = _borne_out(leftover(words, today), run)
            if day is not None:
                yield end, day


def _says_one_date(run: Tokens) -> bool:
    if not all(_is_known(token) for token in run) or _JOINING & {run[0].text, run[-1].text}:
        return False
    kinds = "".join("m" if month(token.text) else "n" for token in run if token.text not in _BETWEEN)
    return kinds in ("nm", "mn", "nmn", "mnn")


def _is_known(token: Token) -> bool:
    return token.text in _BETWEEN or month(token.text) is not None or _number(token) is not None


def _number(token: Token) -> int | None:
    return digits(token.text, 1, 2, 4)


def _borne_out(day: date | None, run: Tokens) -> DayPhrase | None:
    if day is None or day.month not in [month(token.text) for token in run]:
        return None
    numbers = [number for token in run if (number := _number(token)) is not None]
    if day.day not in numbers:
        return None
    numbers.remove(day.day)
    if numbers and numbers[0] not in (day.year, day.year % 100):
        return None
    return Dated(day.day, day.month, day.year if numbers else None)
