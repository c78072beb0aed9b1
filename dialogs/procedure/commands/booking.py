"""Booking, moving and calling off a session, and planning a further one (P16, P21)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import CannotCome, Case, Choice, Session, Slot
from dialogs.procedure.coming import missing
from dialogs.procedure.commands.base import (
    Command,
    current,
    held,
    in_order,
    staffed,
    still_meant,
    times,
    with_session,
)
from dialogs.procedure.polls import bookable, to_come, voters
from dialogs.procedure.session import GivenUp
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble
from dialogs.procedure.window import refused, window_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Command):
    """The LC books a slot (P16). Outside the window only with a reason (P14)."""

    did: ClassVar[str] = "booked the session"

    slot: str
    reason: str = ""

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Both supervisors are in, and some slot can be booked."""
        session = current(case)
        return staffed(case) or (None if bookable(case, session, terms.now) else Trouble.NO_SLOTS)

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """A slot on offer, to come, that no supervisor has refused."""
        session = current(case)
        slot = session.slot(self.slot)
        if slot is None:
            return Trouble.NO_SUCH_SLOT
        if slot.start <= terms.now:
            return Trouble.SLOT_IN_THE_PAST
        if refused(case, session, slot):
            return Trouble.SUPERVISOR_CANNOT
        window = window_of(case, terms)
        outside = bool(window and not window.holds(slot.start.date()))
        return Trouble.OUTSIDE_NEEDS_REASON if outside and not self.reason else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """Booked; whoever said yes to the slot is coming."""
        session = current(case)
        slot = session.slot(self.slot)
        choices = session.choices(slot) if slot else {}
        booked = replace(
            session,
            booked=slot,
            booked_at=at,
            outside_because=self.reason,
            sequence=session.sequence + 1,
            coming=tuple((person, True) for person, choice in choices.items() if choice is Choice.YES),
        )
        return with_session(case, booked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rsvp(Command):
    """Somebody invited says whether they are coming (P16)."""

    did: ClassVar[str] = "answered the invitation"

    coming: bool

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Once it has begun, who came is noted by a supervisor."""
        return Trouble.BEGUN if current(case).begun(terms.now) else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The last word counts."""
        session = current(case)
        others = tuple(answer for answer in session.coming if answer[0] != by)
        cannot = tuple(absence for absence in session.cannot if absence.person != by)
        if not self.coming:
            cannot = (*cannot, CannotCome(by, at.date()))
        return with_session(case, replace(session, coming=(*others, (by, self.coming)), cannot=cannot))


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOnWithout(Command):
    """The session takes place though somebody who is needed cannot come (P15): those who have said so until now."""

    did: ClassVar[str] = "goes on without somebody who cannot come"

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Somebody needed cannot come, and some supervisor can; before it begins."""
        session = current(case)
        if not missing(case, session) or not session.booked or session.booked.start <= terms.now:
            return Trouble.UNCHANGED
        away = {absence.person for absence in session.cannot}
        return None if {*case.supervisors} - away else Trouble.NOBODY_TO_LEAD

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """What they said is kept, and asks nothing more."""
        session = current(case)
        settled = tuple(replace(absence, without=True) for absence in session.cannot)
        return with_session(case, replace(session, cannot=settled))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePlace(Command):
    """The LC says where the session is instead (P16). The invitation of a booked one changes with it."""

    did: ClassVar[str] = "changed where the session is"

    place: str

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Another place than it is now."""
        return Trouble.UNCHANGED if self.place == current(case).place else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The new place; the old one is struck out."""
        session = current(case)
        left = (*session.left_places, session.place) if session.place else session.left_places
        changed = replace(
            session,
            place=self.place,
            left_places=tuple(place for place in dict.fromkeys(left) if place != self.place),
            sequence=session.sequence + (1 if session.booked else 0),
        )
        return with_session(case, changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Command):
    """The booked time is given up and dates are polled again (P16). First votes are kept."""

    did: ClassVar[str] = "moved the session"

    reason: str
    slots: tuple[Slot, ...]
    closes: date

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Something to choose from, to come, on working days."""
        session = current(case)
        gone = {session.booked.id} if session.booked else set()
        left = {slot.id for slot in (*to_come(session.slots, terms.now), *self.slots)} - gone
        return (None if left else Trouble.NO_SLOTS) or times(self.slots, terms)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """No booking; the old time is struck out of the poll."""
        session = current(case)
        gone = session.booked.id if session.booked else ""
        moved = replace(
            session,
            slots=in_order(tuple(slot for slot in (*to_come(session.slots, at), *self.slots) if slot.id != gone)),
            votes=still_meant(session, self.slots),
            dropped=(*session.dropped, gone),
            given_up=_given_up(session, self.reason),
            booked=None,
            booked_at=None,
            coming=(),
            members=(),
            cannot=(),
            closes=self.closes,
            asked_on=at.date(),
            sequence=session.sequence + 1,
        )
        return with_session(case, moved)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOff(Command):
    """The first session is called off, to be arranged anew."""

    did: ClassVar[str] = "called the session off"

    reason: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """A further session is dropped instead."""
        return Trouble.HELD_ALREADY if len(case.sessions) > 1 else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The booking and the poll are gone; the invitation's count goes on, so that it can be cancelled."""
        session = current(case)
        gone = (*session.dropped, session.booked.id) if session.booked else session.dropped
        bare = Session(
            number=1,
            asked_on=at.date(),
            dropped=gone,
            given_up=_given_up(session, self.reason, called_off=True),
            sequence=session.sequence + 1,
            place=session.place,
        )
        return with_session(case, bare)


def _given_up(session: Session, why: str, *, called_off: bool = False) -> tuple[GivenUp, ...]:
    """The times given up so far, and the one that was booked."""
    return (*session.given_up, *((GivenUp(session.booked, why, called_off),) if session.booked else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class DropFurther(Command):
    """A further session is not wanted after all."""

    did: ClassVar[str] = "dropped the further session"

    reason: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Only a further session."""
        return None if len(case.sessions) > 1 else Trouble.ONLY_SESSION

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The further session is gone; what was held stays, and nobody owes another one."""
        *held_before, last, dropped = case.sessions
        kept = replace(last, further_dropped=self.reason, spent=max(last.spent, dropped.sequence + 1))
        return replace(case, sessions=(*held_before, kept))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFurther(Command):
    """A further session of the same case: dates polled, or the one date agreed in the room booked (P21)."""

    did: ClassVar[str] = "planned a further session"

    slots: tuple[Slot, ...]
    closes: date
    place: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Not when the record of the last session says that none is wanted."""
        last = held(case, "")
        return Trouble.NO_FURTHER if last and last.further is False else None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """At least one time to come."""
        return (None if self.slots else Trouble.NO_SLOTS) or times(self.slots, terms)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """A session more, its poll open."""
        session = Session(
            number=len(case.sessions) + 1,
            asked_on=at.date(),
            slots=in_order(self.slots),
            closes=self.closes,
            place=self.place,
            sequence=case.sessions[-1].spent,
        )
        return replace(case, sessions=(*case.sessions, session))


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFurther(PlanFurther):
    """A further session on the one date agreed in the room (P21)."""

    did: ClassVar[str] = "booked a further session"

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Exactly one time, to come."""
        return staffed(case) or (None if len(self.slots) == 1 else Trouble.NO_SLOTS) or times(self.slots, terms)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """A session more, booked; everybody there agreed to it."""
        after = PlanFurther.change(self, case, by, at)
        session = current(after)
        coming = tuple(
            (person, True) for person in voters(case) if person in (*case.sessions[-1].attended, *case.supervisors)
        )
        booked = replace(session, booked=session.slots[0], booked_at=at, sequence=session.sequence + 1, coming=coming)
        return with_session(after, booked)
