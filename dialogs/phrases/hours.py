"""From when until when: one clock time, or two, or one with a part of the day, as minutes of the day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from dialogs.phrases.clock_times import AFTER_AT, CLOCKS, FIRST_MORNING_HOUR, HOUR, NOON, Clock, Minute
from dialogs.phrases.lengths import fits
from dialogs.phrases.patterns import table
from dialogs.phrases.readings import PhraseFault, Why
from dialogs.phrases.tokens import Tokens
from dialogs.phrases.vocabulary import month, small_number

Part = range
"""Of the day, in minutes."""

PARTS: Final = table(
    ("morning", lambda: range(5 * HOUR, NOON)),
    ("in the morning", lambda: range(5 * HOUR, NOON)),
    ("on? the? morning of", lambda: range(5 * HOUR, NOON)),
    ("on? the? afternoon of", lambda: range(NOON, 18 * HOUR)),
    ("on? the? evening of", lambda: range(17 * HOUR, 24 * HOUR)),
    ("afternoon", lambda: range(NOON, 18 * HOUR)),
    ("in the afternoon", lambda: range(NOON, 18 * HOUR)),
    ("evening", lambda: range(17 * HOUR, 24 * HOUR)),
    ("in the evening", lambda: range(17 * HOUR, 24 * HOUR)),
)
PART_WORDS: Final = frozenset({"morning", "afternoon", "evening"})
WORKING: Final = range(
    FIRST_MORNING_HOUR * HOUR, 18 * HOUR
)  # when a session may begin that nobody has to be asked about
EVENING: Final = 18 * HOUR  # a start from here on makes a bare "8" elsewhere in the line doubtful
_AT: Final = frozenset({"at", "@"})
_UNITS: Final = frozenset({"day", "days", "week", "weeks", "fortnight", "fortnights"})
_UNTIL: Final = frozenset({"-", "to", "until", "till", "til"})


@dataclass(frozen=True, slots=True)
class Hours:
    """The times that were said. `opened`: with "from", which asks for an end; `at`: with "at", so surely a time."""

    start: Clock
    end: Clock | None = None
    opened: bool = False
    at: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether the start may be a day of the month."""
        return self.start.number is not None or self.start.dotted


@dataclass(frozen=True, slots=True)
class Lean:
    """What the rest of the line says about bare hours: somebody there starts in the evening, or before eight."""

    late: bool = False
    early: bool = False


NO_LEAN: Final = Lean()


@dataclass(frozen=True, slots=True)
class Span:
    """A start, and a length if an end was said."""

    start: Minute
    minutes: int | None


def hours_from(tokens: Tokens, at: int) -> Iterator[tuple[int, Hours]]:
    """Every way to read a time, or a range of times, from here on."""
    mark = tokens[at].text
    if mark in _AT:
        yield from _read(tokens, at + 1, at=True)
    elif mark == "from":
        yield from ((end, replace(hours, opened=True)) for end, hours in _read(tokens, at + 1))
    elif mark == "-" and _parts_day_and_time(tokens, at):
        yield from ((end, hours) for end, hours in _read(tokens, at + 1) if hours.end is None and not hours.is_bare)
    elif mark != "-":
        yield from _read(tokens, at)


def spans(hours: Hours, part: Part | None = None, lean: Lean = NO_LEAN) -> tuple[Span, ...] | PhraseFault:
    """What the times may mean, or why they mean nothing."""
    if not hours.start.every or (hours.end and not hours.end.every):
        return PhraseFault(Why.MIDNIGHT)
    starts = _starts(hours.start, part, lean)
    others = () if part is not None else tuple(at for at in _others(hours.start, starts) if at not in starts)
    if hours.end is None:
        every = tuple(sorted((*starts, *others)))
        return tuple(Span(start, None) for start in every) or PhraseFault(Why.PART_DISAGREES)
    found = _ranges(hours, hours.end, starts, part)
    if isinstance(found, PhraseFault) or hours.end.halved:
        return found
    more = _ranges(hours, hours.end, others, part) if others else ()
    return found if isinstance(more, PhraseFault) else tuple(sorted({*more, *found}, key=lambda span: span.start))


def lean_of(hours: Hours) -> Lean:
    """What a time that is certain says about bare hours beside it."""
    sure = hours.start.certain or (hours.end is not None and hours.end.halved)
    found = spans(hours) if sure else ()
    starts = () if isinstance(found, PhraseFault) else tuple(span.start for span in found)
    return Lean(any(start >= EVENING for start in starts), any(start < FIRST_MORNING_HOUR * HOUR for start in starts))


def _read(tokens: Tokens, place: int, *, at: bool = False) -> Iterator[tuple[int, Hours]]:
    for middle, start in _clocks(tokens, place, at=at):
        first = _surely(start) if at else start
        if _is_hour(first, tokens[middle : middle + 1]):
            yield middle, Hours(first, at=at)
        if middle < len(tokens) and tokens[middle].text in _UNTIL:
            doubtful = _is_spaced_dash(tokens[middle : middle + 2]) or not _is_hour(first, ())
            opening = first if doubtful else replace(first, number=None)
            yield from ((last, Hours(opening, end, at=at)) for last, end in _ends(tokens, middle + 1))


def _ends(tokens: Tokens, place: int) -> Iterator[tuple[int, Clock]]:
    found = CLOCKS.matches(tokens, place)
    return ((last, end) for last, end in found if end.number is None or not _begins_day(tokens[last : last + 1]))


def _parts_day_and_time(tokens: Tokens, at: int) -> bool:
    """Whether a dash may stand for "at": in "1 Dec - 2pm" and "1/12 - 2pm", but "Dec 10-11.30" has two hours."""
    if at == 0 or tokens[at].glued:
        return False
    before = tokens[at - 1]
    return before.text.isalpha() or len(before.text) == 4 or (before.glued and tokens[at - 2].text == "/")  # noqa: PLR2004 # a year


def _clocks(tokens: Tokens, place: int, *, at: bool = False) -> Iterator[tuple[int, Clock]]:
    if at:
        return chain(AFTER_AT.matches(tokens, place), CLOCKS.matches(tokens, place))
    return CLOCKS.matches(tokens, place)


def _surely(clock: Clock) -> Clock:
    return replace(clock, number=None, dotted=False)


def _is_spaced_dash(pair: Tokens) -> bool:
    """“10 - 2pm” after a weekday may be the tenth, at two; “10-2pm” is not."""
    return pair[0].text == "-" and not all(token.glued for token in pair)


def _is_hour(clock: Clock, after: Tokens) -> bool:
    """A bare number is an hour only up to 12, and not if a day begins with it or after it: "3 Dec", "1 week today"."""
    return clock.number is None or (clock.number <= 12 and not _begins_day(after))  # noqa: PLR2004 # noon


def _begins_day(after: Tokens) -> bool:
    return any(
        token.text in _UNITS or month(token.text) is not None or small_number(token.text) is not None for token in after
    )


def _starts(clock: Clock, part: Part | None, lean: Lean) -> tuple[Minute, ...]:
    if part is not None:
        return tuple(at for at in clock.every if at in part)
    if clock.certain:
        return clock.usual
    leaning = {
        at for at in clock.every if (lean.late and at >= 20 * HOUR) or (lean.early and 5 * HOUR <= at < 8 * HOUR)
    }
    return tuple(sorted({*clock.usual, *leaning}))


def _others(clock: Clock, starts: tuple[Minute, ...]) -> tuple[Minute, ...]:
    """What else an hour may mean that would be outside working hours: "Friday at 7" is seven in the morning as soon as in the evening."""
    return () if clock.certain or any(at in WORKING for at in starts) else clock.every


def _ranges(hours: Hours, end: Clock, starts: tuple[Minute, ...], part: Part | None) -> tuple[Span, ...] | PhraseFault:
    if not starts:
        return PhraseFault(Why.PART_DISAGREES)
    pairs = (
        _counted_back(hours.start, end, part) if end.halved and not hours.start.certain else _counted_on(starts, end)
    )
    found = tuple(Span(start, last - start) for start, last in pairs)
    if not found:
        return PhraseFault(Why.END_BEFORE_START)
    return tuple(hours for hours in found if fits(hours.minutes)) or PhraseFault(Why.BAD_LENGTH)


def _counted_back(start: Clock, end: Clock, part: Part | None) -> list[tuple[Minute, Minute]]:
    """The end is certain, so the start is the last that is before it: "10-2pm" from the morning, "2-3.30pm" not."""
    (last,) = end.usual
    before = [at for at in start.every if at < last and (part is None or at in part)]
    return [(max(before), last)] if before else []


def _counted_on(starts: tuple[Minute, ...], end: Clock) -> list[tuple[Minute, Minute]]:
    """The end is the first that is after the start."""
    ends = ((start, [at for at in end.every if at > start]) for start in starts)
    return [(start, min(later)) for start, later in ends if later]
