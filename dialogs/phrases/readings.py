"""What a typed phrase may turn out to be: read, ambiguous, or refused with a reason. Nothing else, and never a guess."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Leftover = Callable[[str, date], date | None]
"""A second reader for a few words that name a day: the words, and today. What it answers is checked against the words."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An aware start in Europe/London and, if it was said, a length in minutes."""

    start: datetime
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Read:
    """Understood in one way only. It is still echoed in full and confirmed."""

    phrase: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two or more meanings, earliest first, to be offered as buttons."""

    phrase: str
    choices: tuple[Moment, ...]


class Why(StrEnum):
    """Every reason for refusing a phrase."""

    NOT_UNDERSTOOD = "not_understood"  # hint: the first word that means nothing here, if there is one
    TOO_LONG = "too_long"  # the text as a whole
    NO_DAY = "no_day"
    NO_TIME = "no_time"
    MIDNIGHT = "midnight"  # midnight, 12am, 00:00: nobody knows of which day
    DAY_OR_HOUR = "day_or_hour"  # "Thursday 10", "Tues 3.12": may be an hour, may be a date
    DAY_UNCERTAIN = "day_uncertain"  # a bare weekday beside something that was refused: it may have hung on that
    TOO_MANY_MEANINGS = "too_many_meanings"
    PAST = "past"
    TOO_FAR = "too_far"
    WEEKDAY_DISAGREES = "weekday_disagrees"  # hint: the weekday which that date really is
    DAYS_DISAGREE = "days_disagree"  # "this Thursday 3 Dec", when this Thursday is another
    PART_DISAGREES = "part_disagrees"  # "9pm in the morning"
    NO_SUCH_DAY = "no_such_day"
    NO_SUCH_TIME = "no_such_time"  # in the hour that the clocks skip, or across a clock change
    END_BEFORE_START = "end_before_start"
    BAD_LENGTH = "bad_length"  # shorter or longer than any session


@dataclass(frozen=True, slots=True)
class Refused:
    """Not used, and why."""

    phrase: str
    why: Why
    hint: str = ""


Reading = Read | Ambiguous | Refused


@dataclass(frozen=True, slots=True)
class PhraseFault:
    """Why a part of a phrase cannot be used; becomes a `Refused`."""

    why: Why
    hint: str = ""
