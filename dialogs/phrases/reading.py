"""The way in: a line typed by a person, read into slots."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from dialogs.phrases.beside import meanings
from dialogs.phrases.day_phrases import BankHolidays, also_called
from dialogs.phrases.days import first_on
from dialogs.phrases.leftovers import nothing
from dialogs.phrases.meaning import MOST_CHOICES, Meaning
from dialogs.phrases.misspelt import corrected
from dialogs.phrases.moments import LONDON, in_order
from dialogs.phrases.pieces import are_too_many
from dialogs.phrases.readings import Ambiguous, Leftover, Moment, PhraseFault, Read, Reading, Refused, Why
from dialogs.phrases.sayings import Context
from dialogs.phrases.slots import slots_of
from dialogs.phrases.tidying import tidied, without_clocks
from dialogs.phrases.tokens import Tokens, tokens_of
from dialogs.phrases.vocabulary import DAY_NAMES, MONTH_NAMES

LONGEST: Final = 200  # characters; nothing longer is looked at
_SHOWN: Final = 60  # characters of a text that was too long
_NO_HOLIDAYS: Final[BankHolidays] = MappingProxyType({})
_THURSDAY: Final = 3
NO_TIME: Final = timedelta()
NO_CLOCKS: Final = frozenset[str]()
CLOCK_AHEAD: Final = {"gmt": timedelta(), "bst": timedelta(hours=1)}


def read_slots(
    text: str,
    now: datetime,
    *,
    bank_holidays: Mapping[str, tuple[date, ...]] = _NO_HOLIDAYS,
    leftover: Leftover = nothing,
) -> tuple[Reading, ...]:
    """One reading for each slot that was typed, in order; at least one. Never a guess, a past moment, or one beyond a year.

    Raises:
        ValueError: `now` does not say its time zone.
    """
    if now.tzinfo is None:
        raise ValueError("The moment now must say its time zone.")
    tokens, clocks = without_clocks(tidied(tokens_of(text), text)) if len(text) <= LONGEST else ((), NO_CLOCKS)
    if len(text) > LONGEST or are_too_many(tokens):
        return (Refused(text[:_SHOWN], Why.TOO_LONG),)
    here = now.astimezone(LONDON)
    known = Context(text, here.date(), also_called(bank_holidays), leftover)
    readings = _readings(tokens, known, here)
    unknown = frozenset(said.hint for said in readings if isinstance(said, Refused) and said.why is Why.NOT_UNDERSTOOD)
    meant = [_readings(way, known, here) for way in corrected(tokens, unknown)]
    asked = _asked(readings, meant) if meant else readings
    return tuple(_by_clock(said, clocks) for said in asked) or (Refused(text, Why.NOT_UNDERSTOOD),)


def _readings(tokens: Tokens, known: Context, here: datetime) -> tuple[Reading, ...]:
    slots = slots_of(tokens, known)
    found = meanings(slots, here)
    return tuple(_reading(slot.phrase, meaning) for slot, meaning in zip(slots, found, strict=True))


def _asked(readings: tuple[Reading, ...], meant: list[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """What was typed, with what it may have been meant for asked about: a word that is nearly a name is never simply read.

    What beside it was read all the same stays so; what is only read because of it is asked about too.
    """
    fitting = [ways for ways in meant if any(not isinstance(said, Refused) for said in ways)]
    if not fitting or len({len(ways) for ways in fitting}) > 1:
        return readings
    if len(fitting[0]) != len(readings):
        return readings
    return tuple(
        said if not isinstance(said, Refused) else _question(said, [ways[place] for ways in fitting])
        for place, said in enumerate(readings)
    )


def _question(refused: Refused, meant: list[Reading]) -> Reading:
    choices = in_order(moment for said in meant for moment in _moments(said))
    return Ambiguous(refused.phrase, choices) if 0 < len(choices) <= MOST_CHOICES else refused


def _moments(said: Reading) -> tuple[Moment, ...]:
    match said:
        case Read(_, moment):
            return (moment,)
        case Ambiguous(_, choices):
            return choices
        case _:
            return ()


def _by_clock(said: Reading, clocks: frozenset[str]) -> Reading:
    """A time by a clock that is not the one on the wall then ("2pm GMT" in July) is asked about: that clock's, or ours."""
    ours = _moments(said)
    other = [
        moment
        for moment in ours
        if (moment.start.utcoffset() or NO_TIME) != CLOCK_AHEAD.get(_only(clocks), moment.start.utcoffset())
    ]
    if not other:
        return said
    shifted = (replace(moment, start=_by(moment.start, CLOCK_AHEAD[_only(clocks)])) for moment in other)
    choices = in_order((*ours, *shifted))
    return (
        Ambiguous(said.phrase, choices) if len(choices) <= MOST_CHOICES else Refused(said.phrase, Why.TOO_MANY_MEANINGS)
    )


def _only(clocks: frozenset[str]) -> str:
    """The clock that was named; with two of them nobody knows which is whose, so the first is held against all."""
    return min(clocks, default="")


def _by(start: datetime, ahead: timedelta) -> datetime:
    """The moment at which a clock so far ahead of Greenwich shows what ours shows then, as ours shows it."""
    return (start.replace(tzinfo=UTC) - ahead).astimezone(LONDON)


def example(now: datetime) -> str:
    """A phrase that reads, said now: a Thursday one to two weeks from today."""
    day = first_on(now.astimezone(LONDON).date() + timedelta(days=7), _THURSDAY)
    return f"{DAY_NAMES[_THURSDAY]} {day.day} {MONTH_NAMES[day.month - 1]} at 2pm"


def _reading(phrase: str, meaning: Meaning) -> Reading:
    if isinstance(meaning, PhraseFault):
        return Refused(phrase, meaning.why, meaning.hint)
    return Read(phrase, meaning[0]) if len(meaning) == 1 else Ambiguous(phrase, meaning)
