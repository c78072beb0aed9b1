"""What one piece of a line says: a day, hours, a part of the day, a length. Every token must have a meaning.

All the ways to read a piece are found, not the first: where they differ, the piece is ambiguous.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dialogs.phrases.clock_times import AFTER_AT, CLOCKS
from dialogs.phrases.dates import Both
from dialogs.phrases.day_phrases import DAY_WORDS, BankHolidays, days_from, name_words
from dialogs.phrases.days import DayPhrase, Week, one_day
from dialogs.phrases.hours import PARTS, Hours, Part, hours_from
from dialogs.phrases.leftovers import left_dates
from dialogs.phrases.lengths import LENGTHS
from dialogs.phrases.patterns import T
from dialogs.phrases.readings import Leftover
from dialogs.phrases.tokens import Tokens
from dialogs.phrases.vocabulary import SLOTS, month

MOST_TOKENS: Final = 30  # of one piece; the longest that means anything has about twenty
_OUR_WORDS: Final = (
    DAY_WORDS | CLOCKS.words | AFTER_AT.words | PARTS.words | LENGTHS.words | {"at", "from", "until", "till", "til"}
)


@dataclass(frozen=True, slots=True)
class Context:
    """What reading needs beside the words."""

    text: str
    today: date
    holidays: BankHolidays
    leftover: Leftover


@dataclass(frozen=True, slots=True)
class Saying:
    """One way to read a piece; what was not said is None."""

    day: DayPhrase | None = None
    hours: Hours | None = None
    part: Part | None = None
    minutes: int | None = None

    @property
    def whole(self) -> bool:
        """Whether both a day and a time were said."""
        return self.day is not None and self.hours is not None

    @property
    def sensible(self) -> bool:
        """Whether its parts may stand together: no length beside an end, no "from" without either."""
        ended = self.hours is not None and self.hours.end is not None
        if ended and self.minutes is not None:
            return False
        return not (self.hours and self.hours.opened and not ended and self.minutes is None) and not self._floats

    @property
    def _floats(self) -> bool:
        """“Thursday 10” is a date only beside “at”, and “next week” is no day."""
        if isinstance(self.day, Week):
            return True
        return self.day is not None and self.day.is_numbered() and not (self.hours and self.hours.at)

    def joined(self, other: "Saying") -> "Saying | None":
        """Both together, unless both say the same kind of thing."""
        mine = (self.hours, self.part, self.minutes)
        theirs = (other.hours, other.part, other.minutes)
        day = one_day(self.day, other.day)
        if (day is None and self.day) or any(None not in pair for pair in zip(mine, theirs, strict=True)):
            return None
        minutes = other.minutes if self.minutes is None else self.minutes
        return Saying(day, self.hours or other.hours, self.part or other.part, minutes)


Reader = Callable[[Tokens, int], Iterator[tuple[int, Saying]]]


def sayings(tokens: Tokens, known: Context) -> tuple[Saying, ...]:
    """Every way to read a piece; the other reader is asked only for what our tables leave."""
    if len(tokens) > MOST_TOKENS:
        return ()
    found = _all(tokens, _ours(known))
    return _all(tokens, _with_leftover(known)) if not found and any(month(token.text) for token in tokens) else found


def unknown_word(tokens: Tokens, known: Context) -> str:
    """The first word that means nothing here, if there is one."""
    names = {word for name in known.holidays for word in name_words(name)}
    return next((token.text for token in tokens if not _means_something(token.text, names)), "")


def _means_something(word: str, names: set[str]) -> bool:
    if word in _OUR_WORDS or word in names or not word.isalpha():
        return True
    return any(read(word) is not None for read in SLOTS.values())


def _all(tokens: Tokens, reader: Reader) -> tuple[Saying, ...]:
    return tuple(dict.fromkeys(said for said in _walk(tokens, 0, Saying(), reader) if said.sensible))


def _walk(tokens: Tokens, at: int, said: Saying, reader: Reader) -> Iterator[Saying]:
    if at == len(tokens):
        yield said
        return
    for end, more in reader(tokens, at):
        both = said.joined(more)
        if both is not None:
            yield from _walk(tokens, end, both, reader)


def _ours(known: Context) -> Reader:
    def read(tokens: Tokens, at: int) -> Iterator[tuple[int, Saying]]:
        yield from _each(days_from(tokens, at, known.holidays), lambda day: Saying(day=day))
        yield from _each(hours_from(tokens, at), lambda hours: Saying(hours=hours))
        yield from _each(PARTS.matches(tokens, at), lambda part: Saying(part=part))
        yield from _each(LENGTHS.matches(tokens, at), lambda minutes: Saying(minutes=minutes))

    return read


def _with_leftover(known: Context) -> Reader:
    ours = _ours(known)

    def read(tokens: Tokens, at: int) -> Iterator[tuple[int, Saying]]:
        yield from ours(tokens, at)
        yield from _each(_left(tokens, at, known), lambda day: Saying(day=day))

    return read


def _left(tokens: Tokens, at: int, known: Context) -> Iterator[tuple[int, DayPhrase]]:
    """What the other reader finds here, or after a weekday."""
    start = at + (tokens[at].text == "on")
    yield from left_dates(tokens, start, known.text, known.today, known.leftover)
    for end, day in days_from(tokens, at, known.holidays):
        if day.said_weekday() is not None:
            left = left_dates(tokens, end, known.text, known.today, known.leftover)
            yield from ((last, Both(day, date)) for last, date in left)


def _each(found: Iterator[tuple[int, T]], said: Callable[[T], Saying]) -> Iterator[tuple[int, Saying]]:
    return ((end, said(parts)) for end, parts in found)
