"""What every command has: what makes it impossible, and what it changes.

`bar` is judged before anything is typed: a button is drawn only where there is none. `trouble` judges what was given.
`change` needs no calendar and no profile, so that facts fold to the same case for ever.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import Case, Session, Slot, Vote
from dialogs.procedure.members import signers
from dialogs.procedure.polls import voters
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Command:
    """What somebody wants of a case. A fact is a command that was accepted; so a class is never renamed.

    `did` is what the timeline says of it, after the name of whoever did it.
    """

    did: ClassVar[str] = "changed something"

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Why it cannot be done just now, whatever is typed. `about` names a session; empty is the latest."""
        return None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Why it cannot be done with what was given."""
        return None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The case with this done; its stage is the table's business."""
        return case

    @property
    def about(self) -> str:
        """Which session it is about; empty for the latest, or for the case as a whole."""
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfSession(Command):
    """A command about one session by its number: work that goes on after the session was held."""

    session: int

    @property
    def about(self) -> str:
        """The session's number, as a press holds it."""
        return str(self.session)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAsk(Command):
    """A command about one thing that its sender owes, by the ask's key."""

    ask: str

    @property
    def about(self) -> str:
        """The ask's key, as a press holds it."""
        return self.ask


def held(case: Case, about: str) -> Session | None:
    """The session that was meant, if it was held; the latest one held, if none was named."""
    sessions = [session for session in case.sessions if session.held_at]
    if about.isdecimal():
        return next((session for session in sessions if session.number == int(about)), None)
    return sessions[-1] if sessions else None


def meant(case: Case, number: int) -> Session:
    """The session of that number, which was held.

    Raises:
        LookupError: it was not; a command's `bar` lets nobody get here.
    """
    session = held(case, str(number))
    if session is None:
        raise LookupError(number)
    return session


def with_session(case: Case, session: Session) -> Case:
    """The case with one of its sessions replaced."""
    sessions = tuple(session if before.number == session.number else before for before in case.sessions)
    return replace(case, sessions=sessions)


def reinvited(before: Case, after: Case) -> Case:
    """The invitation to a booked session has a new number when others are to be there (P16)."""
    session = after.session
    if session is None or session.booked is None or session.held_at or voters(before) == voters(after):
        return after
    return with_session(after, replace(session, sequence=session.sequence + 1))


def signed_by_all(case: Case, session: Session, at: datetime) -> Session:
    """The session with its record signed, if everybody has who has to: those who were there, or, as before, every supervisor of the case."""
    signed = {signature.by for signature in session.signatures}
    enough = signed.issuperset(signers(case, session)) or len(signed & {*case.supervisors}) >= case.supervisors_required
    return replace(session, signed_at=at) if session.signatures and enough else session


def staffed(case: Case) -> Trouble | None:
    """What is missing if a supervisor is."""
    return None if len(case.supervisors) >= case.supervisors_required else Trouble.SUPERVISORS_MISSING


def times(slots: tuple[Slot, ...], terms: Terms) -> Trouble | None:
    """What is wrong with the times offered, whatever they are for."""
    if any(slot.start <= terms.now for slot in slots):
        return Trouble.SLOT_IN_THE_PAST
    return None if all(terms.calendar.working(slot.start.date()) for slot in slots) else Trouble.SLOT_ON_A_DAY_OFF


def still_meant(session: Session, offered: tuple[Slot, ...]) -> tuple[Vote, ...]:
    """The votes that stand when these times are offered: a time that now has another length is asked about anew (P15)."""
    changed = {slot.id for slot in offered if (before := session.slot(slot.id)) and before.minutes != slot.minutes}
    return tuple(vote for vote in session.votes if vote.slot not in changed)


def in_order(slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Each slot once, the soonest first."""
    unique = {slot.id: slot for slot in slots}
    return tuple(sorted(unique.values(), key=lambda slot: slot.start))


def current(case: Case) -> Session:
    """The session being arranged.

    Raises:
        LookupError: there is none, where the table lets nobody.
    """
    if case.session is None:
        raise LookupError(case.id)  # the table lets nobody here before there is a session
    return case.session
