"""England's bank holidays and a partnership's closures, as the calendar that the procedure reckons with (P14)."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Final

import holidays

from bot.runtime.closures import CLOSED, Closures
from dialogs.procedure.calendar import Calendar
from dialogs.procedure.profile import Profile

FIRST: Final = date(2012, 1, 1)
AHEAD: Final = 5  # years after this one: a window and its ladders never reach further
FEWEST: Final = 8  # bank holidays in an ordinary year in England
Key = tuple[tuple[date, ...], str, int]


class Almanac:
    """Calendars by profile, each built once a year, and anew when the partnership's own closures change."""

    def __init__(self, closures: Closures | None = None) -> None:
        self.closures = closures or Closures()
        self._built: dict[Key, Calendar] = {}

    def of(self, profile: Profile, today: date) -> Calendar:
        """The working days of a partnership, from 2012 to some years ahead."""
        last = today.year + AHEAD
        closed_now = self.closures.state
        key = (profile.closures, closed_now.mark, last)
        built = self._built.get(key)
        if built is None:
            closed = {**dict.fromkeys(profile.closures, CLOSED), **closed_now.days}
            ahead = {day: name for day, name in closed.items() if FIRST <= day <= date(last, 12, 31)}
            built = Calendar.of({**ahead, **england(last)}.items(), FIRST, date(last, 12, 31))
            self._built = {
                **{known: calendar for known, calendar in self._built.items() if known[1] == closed_now.mark},
                key: built,
            }
        return built


@cache
def england(last: int) -> Mapping[date, str]:
    """Bank holidays by day, with their names. Plain GB would leave out Easter Monday and the one in August."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=range(FIRST.year, last + 1)))


def unknown_years(today: date, known: Mapping[date, str] | None = None) -> tuple[int, ...]:
    """Years, of this one and the next, of which the installed list does not know enough. Then a newer one is needed."""
    listed = england(today.year + AHEAD) if known is None else known
    return tuple(year for year in (today.year, today.year + 1) if sum(day.year == year for day in listed) < FEWEST)
