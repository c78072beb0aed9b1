"""Pieces made into slots: each with a day and a time, or with the reason why it lacks one.

At the head of a line days share the time of the first that has one ("Tues or Wed at 2pm"). A time without a day takes
the day before it ("Tues 10am or 2pm"). Everything else stands on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dialogs.phrases.days import DayPhrase
from dialogs.phrases.pieces import Piece, Shape, lines_of
from dialogs.phrases.readings import PhraseFault, Why
from dialogs.phrases.sayings import Context, Saying, unknown_word
from dialogs.phrases.tokens import Tokens


@dataclass(frozen=True, slots=True)
class TypedSlot:
    """One wanted moment: its words, every way to read them, and what bars it if something does."""

    phrase: str
    sayings: tuple[Saying, ...]
    fault: PhraseFault | None = None
    line: int = 0
    shares: bool = False  # takes its time from a later day
    carries: bool = False  # takes its day from the one before

    @property
    def days(self) -> tuple[DayPhrase, ...]:
        """The days its words name."""
        return tuple(said.day for said in self.sayings if said.day)


def slots_of(tokens: Tokens, known: Context) -> tuple[TypedSlot, ...]:
    """The slots of all lines, in the order typed."""
    lines = enumerate(lines_of(tokens, known))
    return tuple(slot for line, pieces in lines for slot in _slots(line, pieces, known))


def _slots(line: int, pieces: tuple[Piece, ...], known: Context) -> Iterator[TypedSlot]:
    heads = _heads(pieces)
    before: Piece | None = None
    for place, piece in enumerate(pieces):
        phrase = known.text[piece.tokens[0].start : piece.tokens[-1].end]
        given, fault = _given(piece, pieces[heads] if place < heads else None, before, known)
        yield TypedSlot(phrase, given, fault, line, place < heads, piece.shape is Shape.TIME)
        before = _lender(piece, given, before) if fault is None and not heads else None


def _heads(pieces: tuple[Piece, ...]) -> int:
    """How many days at the head of the line take their time from the piece after them."""
    heads = next((place for place, piece in enumerate(pieces) if piece.shape is not Shape.DAY), len(pieces))
    if heads == len(pieces) or pieces[heads].shape is not Shape.WHOLE:
        return 0
    return heads if all(said.day and said.day.may_share() for said in pieces[heads].sayings) else 0


def _given(
    piece: Piece, later: Piece | None, before: Piece | None, known: Context
) -> tuple[tuple[Saying, ...], PhraseFault | None]:
    """What is said of a piece with what its neighbours lend it, or why that is not enough."""
    if piece.shape is Shape.WHOLE:
        return piece.sayings, None
    if piece.shape is Shape.DAY:
        shared = _with_time(piece, later) if later else ()
        return (shared, None) if shared else (piece.sayings, PhraseFault(Why.NO_TIME))
    if piece.shape is Shape.TIME:
        carried = _with_day(piece, before) if before and not piece.is_bare else ()
        return (carried, None) if carried else ((), PhraseFault(Why.NO_DAY))
    return (), PhraseFault(Why.DAY_OR_HOUR) if piece.sayings else PhraseFault(
        Why.NOT_UNDERSTOOD, unknown_word(piece.tokens, known)
    )


def _with_time(piece: Piece, later: Piece) -> tuple[Saying, ...]:
    timed = (Saying(None, said.hours, said.part, said.minutes) for said in later.sayings)
    return _joined(piece.sayings, tuple(dict.fromkeys(timed)))


def _with_day(piece: Piece, before: Piece) -> tuple[Saying, ...]:
    return _joined(tuple(dict.fromkeys(Saying(day=said.day) for said in before.sayings)), piece.sayings)


def _joined(some: tuple[Saying, ...], others: tuple[Saying, ...]) -> tuple[Saying, ...]:
    both = (slot.joined(two) for slot in some for two in others)
    return tuple(said for said in both if said is not None and said.sensible)


def _lender(piece: Piece, given: tuple[Saying, ...], before: Piece | None) -> Piece | None:
    """The piece whose day a time after this one may take."""
    if piece.shape is Shape.TIME:
        return before
    return None if piece.is_bare else Piece(piece.tokens, given)
