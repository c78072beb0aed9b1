"""The way in: a line typed by a person, read into slots."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from dialogs.phrases.beside import meanings
from dialogs.phrases.day_phrases import BankHolidays
from dialogs.phrases.days import first_on
from dialogs.phrases.leftovers import nothing
from dialogs.phrases.meaning import Meaning
from dialogs.phrases.moments import LONDON
from dialogs.phrases.pieces import are_too_many
from dialogs.phrases.readings import Ambiguous, Leftover, PhraseFault, Read, Reading, Refused, Why
from dialogs.phrases.sayings import Context
from dialogs.phrases.slots import slots_of
from dialogs.phrases.tokens import tokens_of
from dialogs.phrases.vocabulary import DAY_NAMES, MONTH_NAMES

LONGEST: Final = 200  # characters; nothing longer is looked at
_SHOWN: Final = 60  # characters of a text that was too long
_NO_HOLIDAYS: Final[BankHolidays] = MappingProxyType({})
_THURSDAY: Final = 3


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
    tokens = tokens_of(text) if len(text) <= LONGEST else ()
    if len(text) > LONGEST or are_too_many(tokens):
        return (Refused(text[:_SHOWN], Why.TOO_LONG),)
    here = now.astimezone(LONDON)
    slots = slots_of(tokens, Context(text, here.date(), bank_holidays, leftover))
    found = meanings(slots, here)
    readings = tuple(_reading(slot.phrase, meaning) for slot, meaning in zip(slots, found, strict=True))
    return readings or (Refused(text, Why.NOT_UNDERSTOOD),)


def example(now: datetime) -> str:
    """A phrase that reads, said now: a Thursday one to two weeks from today."""
    day = first_on(now.astimezone(LONDON).date() + timedelta(days=7), _THURSDAY)
    return f"{DAY_NAMES[_THURSDAY]} {day.day} {MONTH_NAMES[day.month - 1]} at 2pm"


def _reading(phrase: str, meaning: Meaning) -> Reading:
    if isinstance(meaning, PhraseFault):
        return Refused(phrase, meaning.why, meaning.hint)
    return Read(phrase, meaning[0]) if len(meaning) == 1 else Ambiguous(phrase, meaning)
