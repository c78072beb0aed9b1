"""Working days: not weekends, not England's bank holidays, not the partnership's closure days (P14).

Every answer is one look into a table built once; no loop over days.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate, compress
from typing import Final

from dialogs.errors import JsvError

SATURDAY: Final = 5


class OutOfRange(JsvError, LookupError):
    """The day is outside the years this calendar was built for."""


class DayNumbers(dict[date, int]):
    """A number for each day that is known."""

    def __missing__(self, day: date) -> int:
        """Nothing is guessed."""
        raise OutOfRange(str(day))


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days from `first` to `last`. `closed` are days off that are not weekends, with their names."""

    first: date
    last: date
    named: tuple[tuple[date, str], ...]
    _days: tuple[date, ...] = field(repr=False, compare=False)  # the working days, rising
    _upto: DayNumbers = field(repr=False, compare=False)  # how many of them lie up to and including each day

    @classmethod
    def of(cls, closed: Iterable[tuple[date, str]], first: date, last: date) -> "Calendar":
        """A calendar of the days between two dates, without those closed."""
        named = tuple(sorted(closed))
        off = {day for day, _ in named}
        every = tuple(map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)))
        works = [day.weekday() < SATURDAY and day not in off for day in every]
        return cls(
            first, last, named, tuple(compress(every, works)), DayNumbers(zip(every, accumulate(works), strict=True))
        )

    def working(self, day: date) -> bool:
        """Whether it is a working day."""
        place = self._upto[day]
        return place > 0 and self._days[place - 1] == day

    def after(self, day: date, count: int) -> date:
        """The working day that is `count` working days after `day` (which is day 0, working or not).

        Raises:
            OutOfRange: that day, or `day`, is outside the years of the calendar, or `count` is less than 1.
        """
        place = self._upto[day] + count - 1
        if count < 1 or place >= len(self._days):
            raise OutOfRange(f"{count} working days after {day}")
        return self._days[place]

    def ago(self, day: date, count: int) -> date:
        """The working day that is `count` working days before `day`.

        Raises:
            OutOfRange: that day, or `day`, is outside the years of the calendar, or `count` is less than 1.
        """
        place = self._upto[day] - self.working(day) - count
        if count < 1 or place < 0:
            raise OutOfRange(f"{count} working days before {day}")
        return self._days[place]

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        return self._upto[end] - self._upto[start]

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        return day if self.working(day) else self.after(day, 1)

    def name_of(self, day: date) -> str:
        """Why it is not a working day, in a word or two; empty when it is one."""
        if self.working(day):
            return ""
        return dict(self.named).get(day, f"{day:%A}")

    @property
    def by_name(self) -> Mapping[str, tuple[date, ...]]:
        """Every day off of its own by its name in small letters, the earliest first."""
        found: dict[str, list[date]] = {}
        for day, name in self.named:
            found.setdefault(name.casefold(), []).append(day)
        return {name: tuple(days) for name, days in found.items()}
