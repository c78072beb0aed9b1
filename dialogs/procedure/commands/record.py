"""What follows a session: the record, its signatures, circulation and filing, the family (P18-P20)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.case import (
    Amendment,
    Case,
    FamilyPoints,
    Filing,
    Learning,
    Session,
    Signature,
    Told,
    Written,
)
from dialogs.procedure.commands.base import Command, OfSession, held, meant, signed_by_all, with_session
from dialogs.procedure.commands.refiling import unfiled
from dialogs.procedure.members import as_signed, may_sign
from dialogs.procedure.people import Part, on_case
from dialogs.procedure.session import Known
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of the record as somebody wrote it, and the version they had before them."""

    field: str
    text: str
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(OfSession):
    """A supervisor writes in the record: some fields, at once. A signature given before is asked for again."""

    did: ClassVar[str] = "wrote in the record"

    entries: tuple[Entry, ...]
    family: FamilyPoints | None = None
    learning: Learning | None = None
    further: bool | None = None

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """After a session, until all have signed."""
        return _unsigned(held(case, about))

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Nothing that somebody else has changed meanwhile is overwritten."""
        session = meant(case, self.session)
        known = {written.field: written.version for written in session.record}
        stale = any(known.get(entry.field, 0) != entry.seen for entry in self.changed(session))
        return Trouble.CHANGED_MEANWHILE if stale else None

    def changed(self, session: Session) -> tuple[Entry, ...]:
        """The entries that say something new."""
        return tuple(entry for entry in self.entries if entry.text != session.text(entry.field))

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The fields say what was written; signatures are open again."""
        session = meant(case, self.session)
        new = {entry.field: Written(entry.field, entry.text, entry.seen + 1, by, at) for entry in self.changed(session)}
        kept = tuple(written for written in session.record if written.field not in new)
        shown = {entry.field for entry in self.entries}  # what was on the screen and is empty now has been taken back
        written = replace(
            session,
            record=(*kept, *new.values()),
            signatures=(),
            family=self.family if "family_points" in shown else session.family,
            learning=self.learning if "learning_text" in shown else session.learning,
            further=session.further if self.further is None else self.further,
        )
        return with_session(case, written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign(OfSession):
    """A supervisor who was there signs the record (P18). `people` is how those of the session are known now."""

    did: ClassVar[str] = "signed the record"

    people: tuple[Known, ...] = ()

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Once each, by those who were there, and only a record whose required sections are written."""
        session = held(case, about)
        if trouble := _unsigned(session):
            return trouble
        if session and by not in may_sign(case, session):
            return Trouble.NOT_THERE
        if session and by in {signature.by for signature in session.signatures}:
            return Trouble.SIGNED_ALREADY
        return None if session and complete(session, terms) else Trouble.RECORD_INCOMPLETE

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """One signature more; with the last one the record is signed, and everybody stands in it as they are known now."""
        session = meant(case, self.session)
        signed = replace(
            session,
            signatures=(*session.signatures, Signature(by, at)),
            members=as_signed(session, self.people),
        )
        return with_session(case, signed_by_all(case, signed, at))


def complete(session: Session, terms: Terms) -> bool:
    """Whether every required section is written, and it is said whether further sessions are needed (P21)."""
    written = all(session.text(section.name) for section in terms.profile.record if section.required)
    return written and session.further is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend(OfSession):
    """A dated addition to a signed record."""

    did: ClassVar[str] = "amended the record"

    text: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Only to a signed record."""
        return _signed(held(case, about))

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The text stands below the record, with its author and its time."""
        session = meant(case, self.session)
        return with_session(case, replace(session, amendments=(*session.amendments, Amendment(self.text, by, at))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Circulate(OfSession):
    """The signed record goes to every attendee (P18)."""

    did: ClassVar[str] = "circulated the record"

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Only a record that is signed, and only once."""
        session = held(case, about)
        if trouble := _signed(session):
            return trouble
        return Trouble.CIRCULATED_ALREADY if session and session.circulated_at else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """It is with them."""
        return with_session(case, replace(meant(case, self.session), circulated_at=at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(OfSession):
    """Somebody confirms that they have the record (P18)."""

    did: ClassVar[str] = "received the record"

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Circulated, and once each."""
        session = held(case, about)
        if trouble := _circulated(session):
            return trouble
        return Trouble.RECEIVED_ALREADY if session and by in session.confirmed else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The session has one receipt more."""
        session = meant(case, self.session)
        return with_session(case, replace(session, received=(*session.received, by)))


@dataclass(frozen=True, slots=True, kw_only=True)
class File(OfSession):
    """The record lies on the child's file, with its reference and date (P13, P18)."""

    did: ClassVar[str] = "filed the record"

    reference: str
    on: date

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Circulated; by the keyworker, or by everybody where the profile says so; once each."""
        if case.keyworker is None:
            return Trouble.NO_KEYWORKER
        session = held(case, about)
        if trouble := _circulated(session):
            return trouble
        if by != case.keyworker and not terms.profile.every_agency_files:
            return Trouble.NOT_YOURS
        done = session and any(
            filing.by == by or (filing.by_keyworker and by == case.keyworker) for filing in session.filings
        )
        return Trouble.FILED_ALREADY if done else None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Not in the future, and not before the session."""
        if self.on > terms.today:
            return Trouble.IN_THE_FUTURE
        session = meant(case, self.session)
        return Trouble.TOO_LONG_AGO if session.held_at and self.on < session.held_at.date() else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The session has one filing more."""
        session = meant(case, self.session)
        return with_session(
            case,
            replace(session, filings=(*session.filings, Filing(by, self.reference, self.on, by == case.keyworker))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TellFamily(OfSession):
    """Whether the points were shared with the child or the family; if not yet, when; if not, why (P19)."""

    did: ClassVar[str] = "answered about the family"

    told: Told
    why: str = ""
    again: date | None = None

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Somebody was named to do it, on a day that has come; the keyworker may answer for them, and must when they have left."""
        session = held(case, about)
        if session is None or session.family is None:
            return Trouble.NOTHING_TO_TELL
        if session.family.told in (Told.SHARED, Told.NOT_APPROPRIATE):
            return Trouble.TOLD_ALREADY
        if by not in (session.family.by, case.keyworker, teller(case, session.family)):
            return Trouble.NOT_YOURS
        return Trouble.NOT_NOW if not session.signed_at or session.family.due > terms.today else None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Not yet needs another day, to come."""
        if self.told is not Told.NOT_YET:
            return None
        return None if self.again and self.again > terms.today else Trouble.SLOT_IN_THE_PAST

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The outcome stands with the points.

        Raises:
            LookupError: the session has no points for the family, where `bar` lets nobody.
        """
        session = meant(case, self.session)
        points = session.family
        if points is None:
            raise LookupError(self.session)  # `bar` lets nobody here without points
        after = replace(points, told=self.told, why=self.why, again=self.again or points.again)
        return with_session(case, replace(session, family=after))


def teller(case: Case, points: FamilyPoints) -> PersonId | None:
    """Who is asked whether the points were shared: whoever was named; the keyworker or the lead coordinator once they have left (P19)."""
    return points.by if points.by in on_case(case, Part.INVITED) else case.keyworker or case.leading


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Command):
    """All is done."""

    did: ClassVar[str] = "closed the case"

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Not while the family's points are open, an amendment is not on the file, or a further session is wanted."""
        last = held(case, "")
        open_points = any(session.family and session.family.told in (None, Told.NOT_YET) for session in case.sessions)
        added = case.keyworker and any(map(unfiled, case.sessions))
        return Trouble.STILL_OWED if open_points or added or (last and last.wants_further) else None


def _unsigned(session: Session | None) -> Trouble | None:
    if session is None:
        return Trouble.NOT_HELD
    return Trouble.SIGNED_ALREADY if session.signed_at else None


def _signed(session: Session | None) -> Trouble | None:
    if session is None:
        return Trouble.NOT_HELD
    return None if session.signed_at else Trouble.NOT_SIGNED


def _circulated(session: Session | None) -> Trouble | None:
    if session is None:
        return Trouble.NOT_HELD
    return None if session.circulated_at else Trouble.NOT_CIRCULATED
