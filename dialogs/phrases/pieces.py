"""A line cut into pieces at commas, "and" and "or", and the pieces put together that a comma only looked like parting."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from typing import Final

from dialogs.phrases.dates import Both
from dialogs.phrases.sayings import Context, Saying, sayings
from dialogs.phrases.tidying import bare, each_day
from dialogs.phrases.tokens import Tokens
from dialogs.phrases.vocabulary import weekday

MOST_PIECES: Final = 20
_COMMA: Final = ","
_PARTING: Final = frozenset({_COMMA, "and", "or", "&"})
_ENDING: Final = frozenset({"\n", ";"})
_ALL: Final = frozenset({"both", "all", "each"})
_SPOKEN_FIVE: Final = (("five", "twenty"), ("past", "to", "minutes", "mins"))  # “five and twenty past ten”
_HOUR_WORDS: Final = frozenset({"hour", "hours", "hr", "hrs", "h"})
_MINUTE_WORDS: Final = frozenset({"minutes", "minute", "mins", "min"})


class Shape(Enum):
    """What a piece says, in all the ways to read it."""

    WHOLE = auto()  # a day and a time
    DAY = auto()
    TIME = auto()
    LENGTH = auto()
    NOTHING = auto()  # or not one thing only


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line and every way to read them. `comma`: a comma was before it, and no "and" or "or"."""

    tokens: Tokens
    sayings: tuple[Saying, ...]
    comma: bool = False

    @property
    def shape(self) -> Shape:
        """What it says; whole if any reading is."""
        shapes = {_shape(said) for said in self.sayings}
        return shapes.pop() if len(shapes) == 1 else Shape.NOTHING

    @property
    def is_bare(self) -> bool:
        """Whether its time is nothing but a number, or may be a date."""
        return any(said.hours is not None and said.hours.is_bare for said in self.sayings)


def are_too_many(tokens: Tokens) -> bool:
    """Whether there are more pieces than anybody offers."""
    return sum(token.text in _PARTING | _ENDING for token in tokens) >= MOST_PIECES


def lines_of(tokens: Tokens, known: Context) -> tuple[tuple[Piece, ...], ...]:
    """The pieces of each line; empty ones are left out. A semicolon ends a line."""
    lines = (tuple(line) for ends, line in groupby(tokens, lambda token: token.text in _ENDING) if not ends)
    return tuple(pieces for line in lines if (pieces := _pieces(line, known)))


def _pieces(line: Tokens, known: Context) -> tuple[Piece, ...]:
    cut = ((said, comma) for tokens, comma in _cut(line) for said in each_day(bare(tokens)))
    pieces = _timed_together(
        [Piece(tokens, _best(sayings(tokens, known)), comma) for tokens, comma in cut if tokens], known
    )
    for join in (_weekday_and_date, _day_and_time):
        pieces = _joined(pieces, join)
    if len(pieces) == 2:  # noqa: PLR2004 # with more, it could belong to any of them
        pieces = _joined(_joined(pieces, _time_and_day), _whole_and_length)
    return tuple(pieces)


def _best(found: tuple[Saying, ...]) -> tuple[Saying, ...]:
    """Readings with a day and a time, if there are any: a date that could stand alone is no rival to them."""
    return tuple(said for said in found if said.whole) or found


def _cut(line: Tokens) -> Iterator[tuple[Tokens, bool]]:
    start, comma = 0, False
    for place, token in enumerate(line):
        if (token.text in _PARTING and not _belongs(line, start, place)) or _parts(line, place):
            yield line[start:place], comma
            comma = token.text == _COMMA and (place > start or comma)
            start = place + 1
    yield line[start:], comma


def _belongs(line: Tokens, start: int, place: int) -> bool:
    """Whether an "and" parts nothing: within a length, or after "between", which says when somebody is free and not when it begins."""
    free = line[place].text == "and" and any(token.text == "between" for token in line[start:place])
    return free or _is_inside_length(line, place)


def _parts(line: Tokens, place: int) -> bool:
    """A stroke before another weekday or hour ("Tue 1st/Wed 2nd", "10am/2pm"), but not within a list of days; a dash before “both”."""
    before, after = (line[at].text if 0 <= at < len(line) else "" for at in (place - 1, place + 1))
    if line[place].text == "/":
        return before in ("am", "pm") or (weekday(after) is not None and weekday(before) is None)
    return line[place].text == "-" and after in _ALL


def _is_inside_length(line: Tokens, place: int) -> bool:
    """“An hour and a half”, “two and a half hours”, “1 hour and 30 minutes”."""
    if place == 0 or line[place].text != "and":
        return False
    before = line[place - 1].text
    (five, twenty), after = _SPOKEN_FIVE
    if before == five and [
        token.text in words for token, words in zip(line[place + 1 : place + 3], ((twenty,), after), strict=False)
    ] == [True, True]:
        return True
    one, two, three = (*(token.text for token in line[place + 1 : place + 4]), "", "", "")[:3]
    if before in _HOUR_WORDS:
        return (one == "a" and two in ("half", "quarter") and three not in ("past", "to")) or two in _MINUTE_WORDS
    return (one, two) == ("a", "half") and three in _HOUR_WORDS


def _timed_together(pieces: list[Piece], known: Context) -> list[Piece]:
    """“Mon 30th and Tue 1st, both 10am”: what is said last of all is said of each."""
    *days, last = pieces or [Piece((), ())]
    if not days or last.tokens[0].text not in _ALL or any(day.shape is not Shape.DAY for day in days):
        return pieces
    time = Piece(last.tokens[1:], sayings(last.tokens[1:], known)) if last.tokens[1:] else last
    timed = [replace(day, sayings=_pairs(day, time)) for day in days] if time.shape is Shape.TIME else []
    return timed if timed and all(piece.sayings for piece in timed) else pieces


def _shape(said: Saying) -> Shape:
    if said.whole:
        return Shape.WHOLE
    if said.day is not None:
        return Shape.DAY
    if said.hours is not None:
        return Shape.TIME
    return Shape.NOTHING if said.minutes is None else Shape.LENGTH


Join = Callable[[Piece, Piece], tuple[Saying, ...]]


def _joined(pieces: list[Piece], join: Join) -> list[Piece]:
    """The pieces, with neighbours put together where there is a comma between them and the two join."""
    done: list[Piece] = []
    for piece in pieces:
        both = join(done[-1], piece) if done and piece.comma else ()
        if both:
            done[-1] = replace(done[-1], tokens=done[-1].tokens + piece.tokens, sayings=both)
        else:
            done.append(piece)
    return done


def _weekday_and_date(left: Piece, right: Piece) -> tuple[Saying, ...]:
    """“Tuesday, 1 December”."""
    if left.shape is not Shape.DAY or right.shape not in (Shape.DAY, Shape.WHOLE):
        return ()
    return tuple(
        replace(dated, day=Both(near.day, dated.day))
        for near in left.sayings
        for dated in right.sayings
        if near.day and near.day.said_weekday() is not None and near.part is None
        if dated.day and dated.day.is_dated() and not isinstance(dated.day, Both)
    )


def _day_and_time(left: Piece, right: Piece) -> tuple[Saying, ...]:
    """“Tuesday 1 December, 2pm”; but in “3 Dec, 4, 5 at 2pm” the four is no hour."""
    fits = (left.shape, right.shape) == (Shape.DAY, Shape.TIME) and not right.is_bare
    return _pairs(left, right) if fits else ()


def _time_and_day(left: Piece, right: Piece) -> tuple[Saying, ...]:
    """“2pm, Tuesday”."""
    fits = (left.shape, right.shape) == (Shape.TIME, Shape.DAY) and not left.is_bare
    return _pairs(left, right) if fits else ()


def _whole_and_length(left: Piece, right: Piece) -> tuple[Saying, ...]:
    """“Tuesday at 2, for an hour”."""
    return _pairs(left, right) if (left.shape, right.shape) == (Shape.WHOLE, Shape.LENGTH) else ()


def _pairs(left: Piece, right: Piece) -> tuple[Saying, ...]:
    both = (saying.joined(two) for saying in left.sayings for two in right.sayings)
    return tuple(said for said in both if said is not None and said.sensible)
