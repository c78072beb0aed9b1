"""Being reminded later, and saying that something is not one's own to do (P17). What is owed stays owed until somebody does it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import Case, NotTheirs, Snooze
from dialogs.procedure.commands.base import OfAsk
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindLater(OfAsk):
    """No reminder of it before that day; others hear of it when they would."""

    did: ClassVar[str] = "asked to be reminded later"

    until: date

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """So many times for one thing, and not while it is put off already."""
        mine = [snooze for snooze in case.snoozes if (snooze.person, snooze.ask) == (by, about)]
        if len(mine) >= terms.profile.snoozes:
            return Trouble.SNOOZED_ENOUGH
        return Trouble.UNCHANGED if any(snooze.until > terms.today for snooze in mine) else None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """A working day, and a near one."""
        last = terms.calendar.after(terms.today, terms.profile.snooze_days)
        return (
            None
            if terms.today < self.until <= last and terms.calendar.working(self.until)
            else Trouble.SNOOZED_TOO_LONG
        )

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The ask is put off for this person until that day."""
        return replace(case, snoozes=(*case.snoozes, Snooze(by, self.ask, self.until)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMine(OfAsk):
    """It is somebody else's to do: whoever answers for it hears why, and is reminded instead."""

    did: ClassVar[str] = "said that it is for somebody else"

    reason: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Once for one thing."""
        said = any((refusal.person, refusal.ask) == (by, about) for refusal in case.not_theirs)
        return Trouble.UNCHANGED if said else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """It is noted of the ask who says so, and why."""
        return replace(case, not_theirs=(*case.not_theirs, NotTheirs(by, self.ask, self.reason)))
