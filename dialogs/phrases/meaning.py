"""What one slot means: every way to read it tried, and the moments of those that hold."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from dialogs.phrases.dates import Both, NumberedDay
from dialogs.phrases.days import Dates, DayPhrase
from dialogs.phrases.hours import NO_LEAN, Hours, Lean, Span, spans
from dialogs.phrases.lengths import fits
from dialogs.phrases.moments import in_order, moments
from dialogs.phrases.readings import Moment, PhraseFault, Why
from dialogs.phrases.sayings import Saying
from dialogs.phrases.slots import TypedSlot
from dialogs.phrases.vocabulary import DAY_NAMES

Meaning = tuple[Moment, ...] | PhraseFault
MOST_CHOICES: Final = 4  # buttons


@dataclass(frozen=True, slots=True)
class Beside:
    """What a slot sees of the others in the text."""

    earlier: Dates = ()  # from which its day may be counted on
    later: Dates = ()  # whose week or month it may share
    lean: Lean = NO_LEAN
    plain: bool = True  # each of the others is read, undated, and has a day and a time of its own


def meaning_of(slot: TypedSlot, now: datetime, beside: Beside) -> Meaning:
    """The moments it may mean, earliest first, or why there are none."""
    if slot.fault:
        return slot.fault
    read = [_read(said, said.day, said.hours, now, beside) for said in slot.sayings if said.day and said.hours]
    found = in_order(moment for moments in read if not isinstance(moments, PhraseFault) for moment in moments)
    if len(found) > MOST_CHOICES:
        return PhraseFault(Why.TOO_MANY_MEANINGS)
    return found or next((fault for fault in read if isinstance(fault, PhraseFault)), PhraseFault(Why.NOT_UNDERSTOOD))


def _read(said: Saying, day: DayPhrase, hours: Hours, now: datetime, beside: Beside) -> Meaning:
    if _may_be_a_date(day, hours, now.date(), plain=beside.plain):
        return PhraseFault(Why.DAY_OR_HOUR)
    days = _dates(day, now.date(), beside)
    times = _spans(said, hours, beside.lean)
    if isinstance(days, PhraseFault):
        return days
    return times if isinstance(times, PhraseFault) else moments(days, times, now)


def _may_be_a_date(day: DayPhrase, hours: Hours, today: date, *, plain: bool) -> bool:
    """Whether what looks like the hour may be the date: "Thursday 10", when the tenth is a Thursday; "Tues 3.12"."""
    if day.is_dated() or not hours.is_bare:
        return False
    number, weekday = hours.start.number, day.said_weekday()
    if number is None:
        return True
    return weekday is not None and (
        not plain or weekday in {numbered.weekday() for numbered in NumberedDay(number).on(today)}
    )


def _dates(day: DayPhrase, today: date, beside: Beside) -> Dates | PhraseFault:
    counted = (found for anchor in beside.earlier for found in day.after(anchor))
    shared = (found for anchor in beside.later for found in day.before(anchor))
    return tuple(dict.fromkeys((*day.on(today), *counted, *shared))) or _disagreement(day, today)


def _disagreement(day: DayPhrase, today: date) -> PhraseFault:
    """Why a day is on no date: there is none such, or the weekday beside it says another."""
    dates = day.dated.on(today) if isinstance(day, Both) else ()
    if not (isinstance(day, Both) and dates):
        return PhraseFault(Why.NO_SUCH_DAY)
    if day.day.said_weekday() in {None, *(day.weekday() for day in dates)}:
        return PhraseFault(Why.DAYS_DISAGREE)
    return PhraseFault(Why.WEEKDAY_DISAGREES, DAY_NAMES[dates[0].weekday()])


def _spans(said: Saying, hours: Hours, lean: Lean) -> tuple[Span, ...] | PhraseFault:
    found = spans(hours, said.part, lean)
    if isinstance(found, PhraseFault) or said.minutes is None:
        return found
    return (
        tuple(replace(moment, minutes=said.minutes) for moment in found)
        if fits(said.minutes)
        else PhraseFault(Why.BAD_LENGTH)
    )
