"""Raising a case and agreeing to it (P01-P09)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import ClassVar, Final

from dialogs.ids import PersonId
from dialogs.procedure.agencies import distinct, same_agency
from dialogs.procedure.case import Agreement, Case, Deputy, Query
from dialogs.procedure.commands.base import Command, reinvited
from dialogs.procedure.commands.supervision import standing
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble

BEFORE_RAISED: Final = timedelta(days=30)  # P08: how long before it was raised a discussion may lie


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise(Command):
    """Somebody brings a case (P01, P02, P06)."""

    did: ClassVar[str] = "raised the case"

    local_reference: str
    initials: str
    age_band: str
    status: str
    role: str
    agency: str
    reasons: tuple[str, ...]
    thinking: str
    lived: str
    family_knows: bool
    family_note: str
    keyworker: PersonId | None
    managers: tuple[PersonId, ...]
    leads_required: int
    supervisors_required: int
    manager_agencies: tuple[str, ...] = ()  # in the order of the managers

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Nobody agrees to their own case; and there are as many leads as the profile wants, each of another agency (P08)."""
        if by in self.managers:
            return Trouble.IS_THE_RAISER
        if len(set(self.managers)) != self.leads_required:
            return Trouble.SAME_PERSON
        if self.manager_agencies and distinct(self.manager_agencies) < self.leads_required:
            return Trouble.LEADS_OF_ONE_AGENCY
        return None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The case as it was described."""
        return replace(
            case,
            raised_at=at,
            local_reference=self.local_reference,
            initials=self.initials,
            age_band=self.age_band,
            status=self.status,
            raiser_role=self.role,
            agency=self.agency,
            reasons=self.reasons,
            thinking=self.thinking,
            lived=self.lived,
            family_knows=self.family_knows,
            family_note=self.family_note,
            keyworker=self.keyworker,
            managers=self.managers,
            lead_agencies=tuple(zip(self.managers, self.manager_agencies, strict=False)),
            leads_required=self.leads_required,
            supervisors_required=self.supervisors_required,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect(Command):
    """The door found that another process is the right one (P03, P04, P05). Only that is kept."""

    did: ClassVar[str] = "was shown another process"

    signpost: str

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """Nothing about the child is kept."""
        return replace(case, signpost=self.signpost, raised_at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agree(Command):
    """An accountable lead agrees. The window runs from the decision, not from the click (P07-P09)."""

    did: ClassVar[str] = "agreed"

    decided_on: date
    note: str = ""  # who decided and why, when it was on another day

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Each lead agrees once, themselves or through a deputy."""
        return Trouble.ALREADY_AGREED if case.agreed.issuperset(_voices(case, by)) else None

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Not in the future, and not long before it was raised."""
        if self.decided_on > terms.today:
            return Trouble.IN_THE_FUTURE
        raised = case.raised_at.date() if case.raised_at else terms.today
        return Trouble.TOO_LONG_AGO if self.decided_on < raised - BEFORE_RAISED else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """One lead more has agreed."""
        lead = next(voice for voice in _voices(case, by) if voice not in case.agreed)
        agreed = Agreement(by, self.decided_on, at, self.note, None if lead == by else lead)
        return replace(case, agreements=(*case.agreements, agreed))


def _voices(case: Case, by: PersonId) -> tuple[PersonId, ...]:
    """The leads for whom somebody may decide: for themselves first."""
    own = (by,) if by in case.managers else ()
    return (*own, *(deputy.instead_of for deputy in case.stand_ins if deputy.person == by))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decline(Command):
    """The case is not for joint supervision; the reason is required (P07)."""

    did: ClassVar[str] = "declined"

    reason: str

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The reason is kept."""
        return replace(case, ended_because=self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskForMore(Command):
    """A question goes back to whoever raised it (P07)."""

    did: ClassVar[str] = "asked for more"

    question: str

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The question is open."""
        return replace(case, queries=(*case.queries, Query(self.question, by, at)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMore(Command):
    """The answer comes back to the manager (P07)."""

    did: ClassVar[str] = "answered the question"

    answer: str

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The last question is answered."""
        *earlier, last = case.queries
        return replace(case, queries=(*earlier, replace(last, answer=self.answer)))


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver(Command):
    """Somebody else is the accountable lead."""

    did: ClassVar[str] = "handed over"

    manager: PersonId
    instead_of: PersonId | None = None  # for the office; a lead hands over their own part
    agency: str = ""  # of the new lead

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Not to whoever raised it, and to somebody new."""
        if self.manager == case.raiser:
            return Trouble.IS_THE_RAISER
        if self.manager in case.managers:
            return Trouble.UNCHANGED
        stay = [agency for manager, agency in case.lead_agencies if manager != self._old(case, by)]
        return Trouble.LEADS_OF_ONE_AGENCY if any(same_agency(agency, self.agency) for agency in stay) else None

    def _old(self, case: Case, by: PersonId) -> PersonId:
        return self.instead_of or (by if by in case.managers else _undecided(case))

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The new lead stands where the old one stood; a deputy of the old one no longer decides. Their yes goes, until it has been decided."""
        old = self._old(case, by)
        managers = tuple(self.manager if manager == old else manager for manager in case.managers)
        return replace(
            case,
            managers=managers,
            lead_agencies=tuple(
                (self.manager, self.agency) if manager == old else (manager, agency)
                for manager, agency in case.lead_agencies
            ),
            stand_ins=tuple(deputy for deputy in case.stand_ins if deputy.instead_of != old),
            agreements=tuple(
                agreement
                for agreement in case.agreements
                if case.decided_on or (agreement.instead_of or agreement.by) != old
            ),
        )


def _undecided(case: Case) -> PersonId:
    return next((manager for manager in case.managers if manager not in case.agreed), case.managers[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDeputy(Command):
    """A lead names who may decide in their place (P07)."""

    did: ClassVar[str] = "named a deputy"

    deputy: PersonId

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Not whoever raised it, and somebody new."""
        if self.deputy == case.raiser:
            return Trouble.IS_THE_RAISER
        return Trouble.UNCHANGED if self.deputy in (*case.managers, *case.deputies) else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The deputy may decide too."""
        return replace(case, stand_ins=(*case.stand_ins, Deputy(self.deputy, by)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeKeyworker(Command):
    """Another person is the keyworker, and owes what the old one owed (P13)."""

    did: ClassVar[str] = "changed the keyworker"

    keyworker: PersonId

    def trouble(self, case: Case, by: PersonId, terms: Terms) -> Trouble | None:
        """Somebody other than who it is already; nobody who supervises, for they would file their own record (P13); not one person too many (P12)."""
        if self.keyworker == case.keyworker:
            return Trouble.UNCHANGED
        if self.keyworker in {nominee.person for nominee in standing(case, terms)}:
            return Trouble.SUPERVISOR_AS_KEYWORKER
        people = {self.keyworker, *(attendee.person for attendee in case.attendees)}
        return Trouble.TOO_MANY if len(people) > terms.profile.most else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """There is a new keyworker."""
        return reinvited(case, replace(case, keyworker=self.keyworker))


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """It is no longer wanted. Not once a session has been held: its record must be written and filed (P18)."""

    did: ClassVar[str] = "withdrew the case"

    reason: str

    @classmethod
    def bar(cls, case: Case, by: PersonId, about: str, terms: Terms) -> Trouble | None:
        """Never after a session."""
        return Trouble.HELD_ALREADY if any(session.held_at for session in case.sessions) else None

    def change(self, case: Case, by: PersonId, at: datetime) -> Case:
        """The reason is kept."""
        return replace(case, ended_because=self.reason)
