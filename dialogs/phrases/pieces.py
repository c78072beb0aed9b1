"""A line cut into pieces at commas, "and" and "or", and the pieces put together that a comma only looked like parting."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import groupby
from typing import Final

from dialogs.phrases.dates import Both
from dialogs.phrases.sayings import Context, Saying, sayings
from dialogs.phrases.tokens import Tokens

MOST_PIECES: Final = 20
_COMMA: Final = ","
_PARTING: Final = frozenset({_COMMA, "and", "or", "&"})
_ENDING: Final = frozenset({"\n", ";"})
_POLITE: Final = frozenset({"please", "?", "!"})
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
    cut = ((_trimmed(tokens), comma) for tokens, comma in _cut(line))
    pieces = [Piece(tokens, _best(sayings(tokens, known)), comma) for tokens, comma in cut if tokens]
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
        if token.text in _PARTING and not _is_inside_length(line, place):
            yield line[start:place], comma
            comma = token.text == _COMMA and (place > start or comma)
            start = place + 1
    yield line[start:], comma


def _is_inside_length(line: Tokens, place: int) -> bool:
    """“An hour and a half”, “two and a half hours”, “1 hour and 30 minutes”."""
    if place == 0 or line[place].text != "and":
        return False
    before = line[place - 1].text
    one, two, three = (*(token.text for token in line[place + 1 : place + 4]), "", "", "")[:3]
    if before in _HOUR_WORDS:
        return (one == "a" and two in ("half", "quarter") and three not in ("past", "to")) or two in _MINUTE_WORDS
    return (one, two) == ("a", "half") and three in _HOUR_WORDS


def _trimmed(tokens: Tokens) -> Tokens:
    kept = tokens[1:] if tokens and tokens[0].text == "-" else tokens
    first = next((place for place, token in enumerate(kept) if token.text != "please"), len(kept))
    last = next((place for place in range(len(kept), first, -1) if kept[place - 1].text not in _POLITE), first)
    return kept[first:last]


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
