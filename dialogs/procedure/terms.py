"""What a rule may look at besides the case: the profile, the calendar and the time."""

from dataclasses import dataclass
from datetime import date, datetime

from dialogs.procedure.calendar import Calendar
from dialogs.procedure.profile import Profile


@dataclass(frozen=True, slots=True)
class Terms:
    """Profile, calendar and the time now (aware, in the procedure's zone)."""

    profile: Profile
    calendar: Calendar
    now: datetime

    @property
    def today(self) -> date:
        """The day it is where the partnership is."""
        return self.now.date()
