"""Weekdays and days counted from today, as they are said, and which dates they may be.

The week begins on Monday; on a Sunday, and of a Sunday, people also mean the week that begins on Sunday, so both are
given. Where several dates are given the phrase is ambiguous.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

Dates = tuple[date, ...]

WEEK: Final = 7
DAY: Final = timedelta(days=1)


class DayPhrase:
    """What every way of naming a day answers."""

    __slots__ = ()

    def on(self, today: date) -> Dates:
        """The dates it may be; none if there is no such day."""
        return ()

    def allows(self, day: date, today: date) -> bool:
        """Whether it may be this date, when a date is said beside it."""
        return day in self.on(today)

    def after(self, anchor: date) -> Dates:
        """The dates it may be when said after another date; none if that makes no difference."""
        return ()

    def before(self, anchor: date) -> Dates:
        """The dates it may be when it shares what is said of a later date; none if that makes no difference."""
        return ()

    def said_weekday(self) -> int | None:
        """The weekday, if only that was said, and no date."""
        return None

    def is_dated(self) -> bool:
        """Whether it says a day of the month."""
        return False

    def is_numbered(self) -> bool:
        """Whether its day of the month is nothing but a number."""
        return False

    def spreads(self) -> bool:
        """Whether it says of which week, which days before it may share: "Tues 2pm or Wed 3pm next week"."""
        return False

    def may_share(self) -> bool:
        """Whether days before it may share its time."""
        return True


@dataclass(frozen=True, slots=True)
class Ahead(DayPhrase):
    """So many days from today."""

    days: int

    def on(self, today: date) -> Dates:
        """The one day that is so far ahead."""
        return (today + self.days * DAY,)


@dataclass(frozen=True, slots=True)
class Weekday(DayPhrase):
    """“Friday”: the next one to come. On a Friday, today or the next."""

    weekday: int

    def on(self, today: date) -> Dates:
        """The first from today on; if that is today, the one after it too."""
        day = first_on(today, self.weekday)
        return (day, day + WEEK * DAY) if day == today else (day,)

    def allows(self, day: date, today: date) -> bool:
        """Any date that falls on it."""
        return day.weekday() == self.weekday

    def after(self, anchor: date) -> Dates:
        """The first from that date on."""
        return (first_on(anchor, self.weekday),)

    def before(self, anchor: date) -> Dates:
        """The last up to that date, and that of the same week."""
        return (first_on(anchor - (WEEK - 1) * DAY, self.weekday), *in_week(anchor, self.weekday, 0))

    def said_weekday(self) -> int | None:
        """The weekday itself, which is all that was said."""
        return self.weekday


@dataclass(frozen=True, slots=True)
class This(DayPhrase):
    """The first to come: “this Friday”. On a Friday, today."""

    weekday: int

    def on(self, today: date) -> Dates:
        """The first from today on."""
        return (first_on(today, self.weekday),)

    def said_weekday(self) -> int | None:
        """The weekday that was said with it."""
        return self.weekday


@dataclass(frozen=True, slots=True)
class Coming(DayPhrase):
    """The first after today: “this coming Friday”."""

    weekday: int

    def on(self, today: date) -> Dates:
        """The first after today."""
        return (first_on(today + DAY, self.weekday),)

    def said_weekday(self) -> int | None:
        """The weekday that was said with it."""
        return self.weekday


@dataclass(frozen=True, slots=True)
class Next(DayPhrase):
    """“Next Friday”: the first after today, or that of next week. Speakers differ."""

    weekday: int

    def on(self, today: date) -> Dates:
        """The first after today, and that of next week."""
        return (first_on(today + DAY, self.weekday), *in_week(today, self.weekday, 1))

    def said_weekday(self) -> int | None:
        """The weekday that was said with it."""
        return self.weekday


@dataclass(frozen=True, slots=True)
class InWeek(DayPhrase):
    """“Friday this week” (0 weeks ahead), “next week” (1), “the week after next” (2)."""

    weekday: int
    ahead: int

    def on(self, today: date) -> Dates:
        """That of the week said."""
        return in_week(today, self.weekday, self.ahead)

    def said_weekday(self) -> int | None:
        """The weekday that was said with it."""
        return self.weekday

    def spreads(self) -> bool:
        """Always: it says of which week."""
        return True


@dataclass(frozen=True, slots=True)
class Week(DayPhrase):
    """“Next week” by itself: no day until a weekday is said somewhere beside it, as in “Tuesday 2pm next week”."""

    ahead: int


@dataclass(frozen=True, slots=True)
class WeeksLater(DayPhrase):
    """“Friday week”, “a fortnight tomorrow”: so many weeks after another day."""

    day: DayPhrase
    weeks: int

    def on(self, today: date) -> Dates:
        """The dates of the other day, so many weeks on."""
        return tuple(day + self.weeks * WEEK * DAY for day in self.day.on(today))

    def said_weekday(self) -> int | None:
        """That of the other day."""
        return self.day.said_weekday()

    def spreads(self) -> bool:
        """Always: it says of which week."""
        return True


@dataclass(frozen=True, slots=True)
class WeeksOn(DayPhrase):
    """“In three weeks on Thursday”: that of the week so far ahead, or the next one and so many weeks. Speakers differ."""

    weeks: int
    weekday: int

    def on(self, today: date) -> Dates:
        """Both, where they are not the same."""
        later = first_on(today, self.weekday) + self.weeks * WEEK * DAY
        return tuple(dict.fromkeys((*in_week(today, self.weekday, self.weeks), later)))

    def said_weekday(self) -> int | None:
        """The weekday that was said with it."""
        return self.weekday

    def spreads(self) -> bool:
        """Always: it says of which week."""
        return True


def one_day(first: DayPhrase | None, second: DayPhrase | None) -> DayPhrase | None:
    """The day that two parts of a phrase say together; none if they are two days."""
    if first is None or second is None:
        return first or second
    if isinstance(first, Week):
        first, second = second, first
    return InWeek(first.weekday, second.ahead) if isinstance(first, Weekday) and isinstance(second, Week) else None


def first_on(start: date, weekday: int) -> date:
    """The first such weekday from this date on."""
    return start + (weekday - start.weekday()) % WEEK * DAY


def in_week(today: date, weekday: int, ahead: int) -> Dates:
    """That weekday of a week, for those whose week begins on Monday and for those whose begins on Sunday."""
    monday = today - today.weekday() * DAY
    sunday = today - (today.weekday() + 1) % WEEK * DAY
    shift = ahead * WEEK * DAY
    return (monday + weekday * DAY + shift, sunday + (weekday + 1) % WEEK * DAY + shift)
