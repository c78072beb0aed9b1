"""What one slot means: every way to read it tried, and the moments of those that hold."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from dialogs.phrases.dates import Both, Numbered
from dialogs.phrases.days import Dates, Day
from dialogs.phrases.hours import NO_LEAN, Hours, Lean, Span, spans
from dialogs.phrases.lengths import fits
from dialogs.phrases.moments import in_order, moments
from dialogs.phrases.readings import Fault, Moment, Why
from dialogs.phrases.sayings import Said
from dialogs.phrases.slots import Slot
from dialogs.phrases.vocabulary import DAY_NAMES

Meaning = tuple[Moment, ...] | Fault
MOST_CHOICES: Final = 4  # buttons


@dataclass(frozen=True, slots=True)
class Beside:
    """What a slot sees of the others in the text."""

    earlier: Dates = ()  # from which its day may be counted on
    later: Dates = ()  # whose week or month it may share
    lean: Lean = NO_LEAN
    plain: bool = True  # each of the others is read, undated, and has a day and a time of its own


def meaning_of(slot: Slot, now: datetime, beside: Beside) -> Meaning:
    """The moments it may mean, earliest first, or why there are none."""
    if slot.fault:
        return slot.fault
    read = [_read(said, said.day, said.hours, now, beside) for said in slot.sayings if said.day and said.hours]
    found = in_order(moment for one in read if not isinstance(one, Fault) for moment in one)
    if len(found) > MOST_CHOICES:
        return Fault(Why.TOO_MANY_MEANINGS)
    return found or next((one for one in read if isinstance(one, Fault)), Fault(Why.NOT_UNDERSTOOD))


def _read(said: Said, day: Day, hours: Hours, now: datetime, beside: Beside) -> Meaning:
    if _may_be_a_date(day, hours, now.date(), plain=beside.plain):
        return Fault(Why.DAY_OR_HOUR)
    days = _dates(day, now.date(), beside)
    times = _spans(said, hours, beside.lean)
    if isinstance(days, Fault):
        return days
    return times if isinstance(times, Fault) else moments(days, times, now)


def _may_be_a_date(day: Day, hours: Hours, today: date, *, plain: bool) -> bool:
    """Whether what looks like the hour may be the date: "Thursday 10", when the tenth is a Thursday; "Tues 3.12"."""
    if day.is_dated() or not hours.is_bare:
        return False
    number, weekday = hours.start.number, day.said_weekday()
    if number is None:
        return True
    return weekday is not None and (not plain or weekday in {one.weekday() for one in Numbered(number).on(today)})


def _dates(day: Day, today: date, beside: Beside) -> Dates | Fault:
    counted = (one for anchor in beside.earlier for one in day.after(anchor))
    shared = (one for anchor in beside.later for one in day.before(anchor))
    return tuple(dict.fromkeys((*day.on(today), *counted, *shared))) or _disagreement(day, today)


def _disagreement(day: Day, today: date) -> Fault:
    """Why a day is on no date: there is none such, or the weekday beside it says another."""
    dates = day.dated.on(today) if isinstance(day, Both) else ()
    if not (isinstance(day, Both) and dates):
        return Fault(Why.NO_SUCH_DAY)
    if day.day.said_weekday() in {None, *(one.weekday() for one in dates)}:
        return Fault(Why.DAYS_DISAGREE)
    return Fault(Why.WEEKDAY_DISAGREES, DAY_NAMES[dates[0].weekday()])


def _spans(said: Said, hours: Hours, lean: Lean) -> tuple[Span, ...] | Fault:
    found = spans(hours, said.part, lean)
    if isinstance(found, Fault) or said.minutes is None:
        return found
    return tuple(replace(one, minutes=said.minutes) for one in found) if fits(said.minutes) else Fault(Why.BAD_LENGTH)
