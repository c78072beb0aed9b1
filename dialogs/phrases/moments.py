"""Dates and minutes made into moments in London: to come, within a year, and really on the clock.

In the hour that the clocks skip in spring there are no moments; in the hour they repeat in autumn every time comes twice.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from typing import Final
from zoneinfo import ZoneInfo

from dialogs.phrases.dates import day_of
from dialogs.phrases.days import Dates
from dialogs.phrases.hours import Span
from dialogs.phrases.readings import Moment, PhraseFault, Why

LONDON: Final = ZoneInfo("Europe/London")


def moments(days: Iterable[date], spans: tuple[Span, ...], now: datetime) -> tuple[Moment, ...] | PhraseFault:
    """Every moment it may be, earliest first; a fault if none is to come, or any is too far or not on the clock."""
    pairs = tuple(product(days, spans))
    if any(day > a_year_after(now.date()) for day, _ in pairs):
        return PhraseFault(Why.TOO_FAR)
    found = [_on_the_clock(day, span) for day, span in pairs]
    if not all(found):
        return PhraseFault(Why.NO_SUCH_TIME)
    to_come = (moment for some in found for moment in some if moment.start.astimezone(UTC) > now.astimezone(UTC))
    return in_order(to_come) or PhraseFault(Why.PAST)


def in_order(some: Iterable[Moment]) -> tuple[Moment, ...]:
    """Each once, earliest first. Python holds the two moments of a time that comes twice to be equal; they are not."""
    by_time = {(moment.start.astimezone(UTC), moment.minutes or 0): moment for moment in some}
    return tuple(by_time[key] for key in sorted(by_time))


def a_year_after(today: date) -> date:
    """The same date next year; 28 February for the 29th."""
    return (day_of(today.year + 1, today.month, today.day) or (date(today.year + 1, 2, 28),))[0]


def days_in(some: Iterable[Moment]) -> Dates:
    """The dates on which they begin, each once."""
    return tuple(dict.fromkeys(moment.start.date() for moment in some))


def _on_the_clock(day: date, span: Span) -> tuple[Moment, ...]:
    starts = _starts(datetime.combine(day, time(*divmod(span.start, 60)), LONDON))
    if not all(_exists(start) and _lasts(start, span.minutes or 0) for start in starts):
        return ()
    return tuple(Moment(start, span.minutes) for start in starts)


def _starts(at: datetime) -> tuple[datetime, ...]:
    """Every moment at which the clocks show this: two in the hour that comes twice."""
    first, again = at.replace(fold=0), at.replace(fold=1)
    return (first,) if first.utcoffset() == again.utcoffset() else (first, again)


def _exists(start: datetime) -> bool:
    return _wall(start.astimezone(UTC)) == _wall(start)


def _lasts(start: datetime, minutes: int) -> bool:
    """Whether the clocks show that many minutes more when that many have passed, and show it once."""
    length = timedelta(minutes=minutes)
    end = _wall(start) + length
    sure = len(_starts(end.replace(tzinfo=LONDON))) <= len(_starts(start))
    return sure and _wall(start.astimezone(UTC) + length) == end


def _wall(at: datetime) -> datetime:
    return at.astimezone(LONDON).replace(tzinfo=None, fold=0)
