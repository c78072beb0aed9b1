"""Working days: not weekends, not England's bank holidays, not the partnership's closure days (P14).

Every answer is one look into a table built once; no loop over days.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

SATURDAY: Final = 5


class OutOfRange(LookupError):
    """The day is outside the years this calendar was built for."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days from `first` to `last`. `closed` are days off that are not weekends, with their names."""

    first: date
    last: date
    named: tuple[tuple[date, str], ...]
    _days: tuple[int, ...] = field(repr=False)  # ordinals of working days, rising

    @classmethod
    def of(cls, closed: Iterable[tuple[date, str]], first: date, last: date) -> "Calendar":
        """A calendar of the days between two dates, without those closed."""
        named = tuple(sorted(closed))
        off = {day.toordinal() for day, _ in named}
        ordinals = range(first.toordinal(), last.toordinal() + 1)
        days = (one for one in ordinals if (one + 6) % 7 < SATURDAY and one not in off)
        return cls(first, last, named, tuple(days))

    def working(self, day: date) -> bool:
        """Whether it is a working day."""
        place = self._before(day)
        return place < len(self._days) and self._days[place] == day.toordinal()

    def after(self, day: date, count: int) -> date:
        """The working day that is `count` working days after `day` (which is day 0, working or not)."""
        place = self._before(day + timedelta(days=1)) + count - 1
        if count < 1 or place >= len(self._days):
            raise OutOfRange(f"{count} working days after {day}")
        return date.fromordinal(self._days[place])

    def ago(self, day: date, count: int) -> date:
        """The working day that is `count` working days before `day`."""
        place = self._before(day) - count
        if count < 1 or place < 0:
            raise OutOfRange(f"{count} working days before {day}")
        return date.fromordinal(self._days[place])

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return self._before(end + timedelta(days=1)) - self._before(start + timedelta(days=1))

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return day if self.working(day) else self.after(day, 1)

    def name_of(self, day: date) -> str:
        """Why it is not a working day, in a word or two; empty when it is one."""
        if self.working(day):
            return ""
        return dict(self.named).get(day, f"{day:%A}")

    def _before(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise OutOfRange(str(day))
        return bisect_left(self._days, day.toordinal())
