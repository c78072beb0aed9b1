"""The two supervisors and the lead coordinator (P10, P11)."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from dialogs.ids import PersonId
from dialogs.procedure.agencies import distinct
from dialogs.procedure.case import Case, Nominee, Reply
from dialogs.procedure.commands.base import Command, reinvited, signed_by_all, staffed, with_session
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble


def lapsed(nominee: Nominee, terms: Terms) -> bool:
    """Whether an unanswered ask has lapsed. Read, never stored: nothing has to run for it to happen (P10)."""
    waited = terms.calendar.between(nominee.asked_on, terms.today)
    return nominee.reply is Reply.ASKED and waited > terms.profile.answer_within


def lapses_on(nominee: Nominee, terms: Terms) -> date:
    """The first day on which a request that nobody answered has lapsed."""
    return terms.calendar.after(nominee.asked_on, terms.profile.answer_within + 1)


def standing(case: Case, terms: Terms) -> tuple[Nominee, ...]:
    """Who has accepted, or has been asked and may still answer."""
    return tuple(
        nominee for nominee in case.nominees if nominee.reply is not Reply.DECLINED and not lapsed(nominee, terms)
    )


def places(case: Case, terms: Terms) -> int:
    """How many supervisors are still to be asked."""
    return max(case.supervisors_required - len(standing(case, terms)), 0)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody chosen to supervise, with the agency they are chosen from."""

    person: PersonId
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominate(Command):
    """Supervisors are chosen for every open place, and one of all of them as lead coordinator (P10)."""

    did: ClassVar[str] = "chose supervisors"

    supervisors: tuple[Named, ...]
    lead: PersonId

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Only while a place is open, and not once the record is signed."""
        if case.session and case.session.signed_at:
            return Trouble.SIGNED_ALREADY
        return None if places(case, terms) else Trouble.PLACES_FILLED

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Two people of two agencies, exactly one of them the lead; nobody who supervises is a supervisee."""
        stay = [Named(nominee.person, nominee.agency) for nominee in standing(case, terms)]
        everybody = [*stay, *self.supervisors]
        if len({named.person for named in everybody}) != case.supervisors_required:
            return Trouble.TOO_FEW_SUPERVISORS
        if distinct(named.agency for named in everybody) < min(terms.profile.agencies, case.supervisors_required):
            return Trouble.SAME_AGENCY
        if self.lead not in {named.person for named in everybody}:
            return Trouble.LEAD_NOT_NOMINATED
        return next(filter(None, (_otherwise_on(case, supervisor.person) for supervisor in self.supervisors)), None)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """Those named are asked; whoever declined or let it lapse is forgotten if asked again."""
        named = {supervisor.person for supervisor in self.supervisors}
        accepted = [nominee for nominee in case.nominees if nominee.reply is Reply.ACCEPTED]
        asked = [nominee for nominee in case.nominees if nominee.reply is Reply.ASKED and nominee.person not in named]
        kept = [*accepted, *self._still(case, asked)]
        past = [nominee for nominee in case.nominees if nominee.reply is Reply.DECLINED and nominee.person not in named]
        new = [Nominee(supervisor.person, supervisor.agency, _day(at)) for supervisor in self.supervisors]
        return replace(case, nominees=(*past, *kept, *new), lead=self.lead)

    def _still(self, case: Case, asked: list[Nominee]) -> list[Nominee]:
        """The asked who stay asked: as many as places allow, the latest first; the others have lapsed."""
        accepted = sum(nominee.reply is Reply.ACCEPTED for nominee in case.nominees)
        room = case.supervisors_required - accepted - len(self.supervisors)
        latest = sorted(asked, key=lambda one: one.asked_on, reverse=True)
        return latest[: max(room, 0)]


def _otherwise_on(case: Case, person: PersonId) -> Trouble | None:
    """Why somebody cannot supervise: they are to think about the case themselves, or would file their own record (P12, P13)."""
    if person == case.keyworker:
        return Trouble.SUPERVISOR_AS_KEYWORKER
    attending = any(attendee.person == person for attendee in case.attendees)
    return Trouble.SUPERVISOR_AS_ATTENDEE if attending else None


def _day(at: datetime) -> date:
    return at.date()


def _asked(case: Case, by: PersonId) -> Nominee | None:
    return next((nominee for nominee in case.nominees if nominee.person == by and nominee.reply is Reply.ASKED), None)


def _answered(
    case: Case, by: PersonId, at: datetime, *, reply: Reply, reason: str = "", suggests: PersonId | None = None
) -> Case:
    nominees = tuple(
        replace(nominee, answered_on=_day(at), reply=reply, reason=reason, suggests=suggests)
        if nominee.person == by and nominee.reply is not Reply.DECLINED
        else nominee
        for nominee in case.nominees
    )
    return replace(case, nominees=nominees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """A nominee will supervise."""

    did: ClassVar[str] = "accepted to supervise"

    declared: tuple[str, ...] = ()  # what ties them to the case and its people, in words (P11)

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """An ask that has lapsed has moved on; nor may they have come to the case as somebody else meanwhile."""
        nominee = _asked(case, by)
        return Trouble.LAPSED if nominee is None or lapsed(nominee, terms) else _otherwise_on(case, by)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The case has one supervisor more."""
        accepted = _answered(case, by, at, reply=Reply.ACCEPTED)
        nominees = tuple(
            replace(nominee, declared=self.declared)
            if nominee.person == by and nominee.reply is Reply.ACCEPTED
            else nominee
            for nominee in accepted.nominees
        )
        return reinvited(case, replace(accepted, nominees=nominees))


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnDown(Command):
    """A nominee will not, says why, and may name a colleague (P10)."""

    did: ClassVar[str] = "declined to supervise"

    reason: str
    suggests: PersonId | None = None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """A colleague is somebody else."""
        return Trouble.SAME_PERSON if self.suggests == by else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The place is open again."""
        said = _answered(case, by, at, reply=Reply.DECLINED, reason=self.reason, suggests=self.suggests)
        return _without_lead(said, by)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandDown(Command):
    """A supervisor who had accepted cannot go on. The lead, if it was them, passes to the other one (P10)."""

    did: ClassVar[str] = "stood down"

    reason: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Not once the record is signed."""
        return Trouble.SIGNED_ALREADY if case.session and case.session.signed_at else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The place is open again; what the lead owed, the new lead owes."""
        return _gone(case, by, at, self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release(Command):
    """Somebody else is to supervise in the place of one who has left, or cannot come (P10). What they owed, whoever follows owes."""

    did: ClassVar[str] = "released a supervisor"

    supervisor: PersonId
    reason: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """There is another one than whoever does it, and the record is not signed."""
        if case.session and case.session.signed_at:
            return Trouble.SIGNED_ALREADY
        return None if {*case.supervisors} - {by} else Trouble.SUPERVISORS_MISSING

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """One of the supervisors; nobody releases themselves, they stand down."""
        return None if self.supervisor in case.supervisors and self.supervisor != by else Trouble.UNCHANGED

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The place is open again."""
        return _gone(case, self.supervisor, at, self.reason)


def _gone(case: Case, who: PersonId, at: datetime, reason: str) -> Case:
    """Without that supervisor; a record that waited for their signature alone is signed by those who were there and stay (P18)."""
    after = reinvited(case, _without_lead(_answered(case, who, at, reply=Reply.DECLINED, reason=reason), who))
    for session in after.sessions:
        if session.held_at and not session.signed_at:
            after = with_session(after, signed_by_all(after, session, at))
    return after


def _without_lead(case: Case, gone: PersonId) -> Case:
    if case.lead != gone:
        return case
    return replace(case, lead=case.supervisors[0] if case.supervisors else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class HandLead(Command):
    """The other supervisor is lead coordinator from now on (P10)."""

    did: ClassVar[str] = "handed over the lead"

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """There must be another one."""
        return staffed(case) or (None if _other(case) else Trouble.SUPERVISORS_MISSING)

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The lead changes; open tasks follow, for they are owed by whoever is the lead."""
        return replace(case, lead=_other(case))


def _other(case: Case) -> PersonId | None:
    return next((supervisor for supervisor in case.supervisors if supervisor != case.lead), None)
