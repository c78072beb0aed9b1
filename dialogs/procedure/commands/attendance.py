"""Who came to a session, and setting right what was noted of it (P18)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import Attendee, Case, Session
from dialogs.procedure.commands.base import Command, OfSession, current, held, meant, with_session
from dialogs.procedure.members import members, supervising
from dialogs.procedure.session import Attendance, Correction, Member
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble

Noted = tuple[tuple[PersonId, Attendance], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold(Command):
    """The session took place; these came (P18). `also` came without being asked.

    Whoever is in none of the lists has sent apologies if they had said that they cannot come; of the others nothing is known.
    """

    did: ClassVar[str] = "noted who came"

    attended: tuple[PersonId, ...]
    late: tuple[PersonId, ...] = ()
    apologies: tuple[PersonId, ...] = ()
    absent: tuple[PersonId, ...] = ()
    also: tuple[Attendee, ...] = ()

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Not before it has begun."""
        return None if current(case).begun(terms.now) else Trouble.NOT_STARTED

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """A supervisor was there: without one it was no session. And not more people than may be (P12)."""
        session = current(case)
        came = {*self.attended, *self.late}
        if not came:
            return Trouble.NOBODY_CAME
        if not came & {*supervising(case, session)}:
            return Trouble.NO_SUPERVISOR_CAME
        thinking = {known.person for known in members(case, session) if not known.supervises}
        return Trouble.TOO_MANY if len(thinking | {guest.person for guest in self.also}) > terms.profile.most else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """Held, by those who came; whoever came without being asked belongs to it from now on."""
        session = current(case)
        known = {who.person for who in session.members}
        new = tuple(
            Member(person=guest.person, agency=guest.agency, invited=True)
            for guest in self.also
            if guest.person not in known
        )
        here = (*self.attended, *(guest.person for guest in self.also))
        said_no = tuple(person for person, coming in session.coming if not coming and person not in self.absent)
        noted = _noted(here, self.late, (*said_no, *self.apologies), self.absent)
        attended = tuple(dict.fromkeys((*here, *self.late)))
        people = (*session.members, *new)
        return with_session(case, replace(session, attended=attended, attendance=noted, members=people, held_at=at))


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAttendance(OfSession):
    """What was noted of who came was not right. What it said before stays with it; a signature that was given is asked for again."""

    did: ClassVar[str] = "corrected who came"

    attended: tuple[PersonId, ...]
    late: tuple[PersonId, ...] = ()
    apologies: tuple[PersonId, ...] = ()
    absent: tuple[PersonId, ...] = ()

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Only of a session that was held."""
        return None if held(case, about) else Trouble.NOT_HELD

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Something changes; a supervisor was there still, and so was whoever has signed that they were."""
        session = meant(case, self.session)
        came = {*self.attended, *self.late}
        if not came & {*supervising(case, session)}:
            return Trouble.NO_SUPERVISOR_CAME
        if session.signed_at and not came.issuperset(signature.by for signature in session.signatures):
            return Trouble.SIGNED_AS_THERE
        return None if self._changes(case, session, by, terms.now) else Trouble.UNCHANGED

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The session says what is so, and beside it what it said before."""
        session = meant(case, self.session)
        corrected = replace(
            session,
            attended=tuple(dict.fromkeys((*self.attended, *self.late))),
            attendance=self._now,
            corrections=(*session.corrections, *self._changes(case, session, by, at)),
            signatures=session.signatures if session.signed_at else (),
        )
        return with_session(case, corrected)

    @property
    def _now(self) -> Noted:
        return _noted(self.attended, self.late, self.apologies, self.absent)

    def _changes(self, case: Case, session: Session, by: PersonId, at: datetime) -> tuple[Correction, ...]:
        now = dict(self._now)
        then = dict(session.attendance) or dict.fromkeys(session.attended, Attendance.HERE)
        people = (known.person for known in members(case, session))
        return tuple(
            Correction(person, then.get(person), now.get(person), by, at)
            for person in people
            if then.get(person) is not now.get(person)
        )


def _noted(
    here: tuple[PersonId, ...],
    late: tuple[PersonId, ...],
    apologies: tuple[PersonId, ...],
    absent: tuple[PersonId, ...],
) -> Noted:
    """Each once; whoever came late is noted so, whether or not they are among those who came."""
    said = dict.fromkeys(absent, Attendance.ABSENT)
    said |= dict.fromkeys(apologies, Attendance.APOLOGIES)
    said |= dict.fromkeys(here, Attendance.HERE)
    said |= dict.fromkeys(late, Attendance.LATE)
    return tuple(said.items())
