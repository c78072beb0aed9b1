"""Days of the month and bank holidays, as they are said, and which dates they may be.

A date without a year is the next to come. One that has just passed is given as it is, to be refused as past: it is a slip
far more often than it is eleven months ahead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from dialogs.phrases.days import Dates, DayPhrase

JUST_PAST: Final = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Dated(DayPhrase):
    """“3 December”, “3/12”, with a year or without. Without, it is the next to come."""

    day: int
    month: int
    year: int | None = None

    def on(self, today: date) -> Dates:
        """That date; without a year the first that has not long passed."""
        years = (today.year - 1, today.year, today.year + 1) if self.year is None else (self.year,)
        dates = tuple(day for year in years for day in day_of(year, self.month, self.day))
        if self.year is not None:
            return dates
        return tuple(day for day in dates if day >= today - JUST_PAST)[:1]

    def is_dated(self) -> bool:
        """Always: it says a day of the month."""
        return True


@dataclass(frozen=True, slots=True)
class NumberedDay(DayPhrase):
    """“The 7th”: of this month if it is still to come, else of the next month that has one. `plain`: only “7” was typed."""

    day: int
    plain: bool = False

    def on(self, today: date) -> Dates:
        """The first from today on; if that is today, the one after it too."""
        return tuple(self._from(today))[: 2 if today.day == self.day else 1]

    def after(self, anchor: date) -> Dates:
        """The first from that date on."""
        return tuple(self._from(anchor))[:1]

    def before(self, anchor: date) -> Dates:
        """That of the same month."""
        return day_of(anchor.year, anchor.month, self.day)

    def is_dated(self) -> bool:
        """Always: it says a day of the month."""
        return True

    def is_numbered(self) -> bool:
        """Whether only the number was typed."""
        return self.plain

    def _from(self, start: date) -> Iterator[date]:
        for months in range(4):
            years, month = divmod(start.month - 1 + months, 12)
            yield from (day for day in day_of(start.year + years, month + 1, self.day) if day >= start)


@dataclass(frozen=True, slots=True)
class NthWeekday(DayPhrase):
    """“First Monday in December”; -1 for the last."""

    nth: int
    weekday: int
    month: int
    year: int | None = None

    def on(self, today: date) -> Dates:
        """That one day of the month; without a year the first that has not long passed."""
        years = (today.year, today.year + 1) if self.year is None else (self.year,)
        dates = tuple(day for year in years for day in self._in(year))
        return dates if self.year is not None else tuple(day for day in dates if day >= today - JUST_PAST)[:1]

    def is_dated(self) -> bool:
        """Always: it says a day of the month."""
        return True

    def may_share(self) -> bool:
        """Never: a bare “1st” before it is no date."""
        return False

    def _in(self, year: int) -> Dates:
        days = [day for number in range(1, 32) for day in day_of(year, self.month, number)]
        fitting = [day for day in days if day.weekday() == self.weekday]
        place = self.nth - 1 if self.nth > 0 else self.nth
        return tuple(fitting[place:][:1])


@dataclass(frozen=True, slots=True)
class Holiday(DayPhrase):
    """A bank holiday by name: the next to come, or that of a year."""

    dates: Dates
    year: int | None = None

    def on(self, today: date) -> Dates:
        """The first from today on, or that of the year said."""
        if self.year is not None:
            return tuple(day for day in self.dates if day.year == self.year)
        return tuple(sorted(day for day in self.dates if day >= today))[:1]


@dataclass(frozen=True, slots=True)
class Both(DayPhrase):
    """A day and a date that must agree: "Thursday 3 December"."""

    day: DayPhrase
    dated: DayPhrase

    def on(self, today: date) -> Dates:
        """The dates on which the two agree."""
        return self._agreed(self.dated.on(today), today)

    def after(self, anchor: date) -> Dates:
        """The dates on which the two agree."""
        return self._agreed(self.dated.after(anchor), anchor)

    def before(self, anchor: date) -> Dates:
        """The dates on which the two agree."""
        return self._agreed(self.dated.before(anchor), anchor)

    def is_dated(self) -> bool:
        """Always: it says a day of the month."""
        return True

    def is_numbered(self) -> bool:
        """Whether the date is nothing but a number."""
        return self.dated.is_numbered()

    def _agreed(self, dates: Dates, today: date) -> Dates:
        return tuple(day for day in dates if self.day.allows(day, today))


def day_of(year: int, month: int, day: int) -> Dates:
    """That date, if there is one."""
    try:
        return (date(year, month, day),)
    except ValueError:
        return ()
