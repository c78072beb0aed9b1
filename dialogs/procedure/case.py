"""What is so: a case and its people; its sessions stand in `session.py`. Frozen; nothing here decides anything."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from dialogs.ids import CaseId, PersonId
from dialogs.procedure.session import Amendment as Amendment
from dialogs.procedure.session import CannotCome as CannotCome
from dialogs.procedure.session import Choice as Choice
from dialogs.procedure.session import FamilyPoints as FamilyPoints
from dialogs.procedure.session import Filing as Filing
from dialogs.procedure.session import Learning as Learning
from dialogs.procedure.session import LearningReply as LearningReply
from dialogs.procedure.session import Said as Said
from dialogs.procedure.session import Session as Session
from dialogs.procedure.session import Signature as Signature
from dialogs.procedure.session import Slot as Slot
from dialogs.procedure.session import Told as Told
from dialogs.procedure.session import Vote as Vote
from dialogs.procedure.session import Written as Written


class Stage(StrEnum):
    """Where a case stands. Set by the table in `lifecycle.py` and nowhere else."""

    NEW = "new"
    RAISED = "raised"
    QUERIED = "queried"
    AGREED = "agreed"
    NOMINATED = "nominated"
    POLLING = "polling"
    BOOKED = "booked"
    HELD = "held"
    RECORDED = "recorded"
    FILED = "filed"
    CLOSED = "closed"
    DECLINED = "declined"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


UNDECIDED: Final = frozenset({Stage.RAISED, Stage.QUERIED})
"""An accountable manager has yet to decide."""
OVER: Final = frozenset({Stage.CLOSED, Stage.DECLINED, Stage.REDIRECTED, Stage.WITHDRAWN})


class Reply(StrEnum):
    """What a nominee has said."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Query:
    """A question from the manager and, once given, the raiser's answer (P07)."""

    question: str
    by: PersonId
    at: datetime
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One accountable lead's yes: the day it was decided, and when it was recorded (P08)."""

    by: PersonId
    on: date
    at: datetime
    note: str = ""
    instead_of: PersonId | None = None  # the lead whose deputy this is


@dataclass(frozen=True, slots=True)
class Snooze:
    """Somebody wants to be reminded of what they owe on a later day (P17). `ask` is the ask's key."""

    person: PersonId
    ask: str
    until: date


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """Somebody says that what they are asked for is not theirs to do. `ask` is the ask's key."""

    person: PersonId
    ask: str
    reason: str


@dataclass(frozen=True, slots=True)
class Came:
    """Since when somebody has been what they are to a case, where it went on meanwhile. `part` is the part's name (`people.Part`)."""

    person: PersonId
    part: str
    on: date


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody who may decide in the place of one lead (P07)."""

    person: PersonId
    instead_of: PersonId


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody asked to supervise, and what they said (P10)."""

    person: PersonId
    agency: str
    asked_on: date
    reply: Reply = Reply.ASKED
    reason: str = ""
    suggests: PersonId | None = None
    declared: tuple[str, ...] = ()  # what ties them to the case, as they accepted (P11)
    answered_on: date | None = None  # also when they stood down, or were replaced; unknown of older cases


@dataclass(frozen=True, slots=True)
class Attendee:
    """A supervisee who is invited (P12)."""

    person: PersonId
    agency: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One child's case, as far as joint supervision goes. Initials and a reference; never a name (P23)."""

    id: CaseId
    reference: str
    profile: str  # name and version of the profile it began under
    raiser: PersonId
    stage: Stage = Stage.NEW
    version: int = 0
    raised_at: datetime | None = None
    local_reference: str = ""
    initials: str = ""
    age_band: str = ""
    status: str = ""
    raiser_role: str = ""
    agency: str = ""
    reasons: tuple[str, ...] = ()
    thinking: str = ""  # what they would like to think about
    lived: str = ""  # what it is like to be this child
    family_knows: bool | None = None
    family_note: str = ""
    family_told: Told | None = None  # what was said of it before the session; not yet is asked again
    family_said_on: date | None = None
    signpost: str = ""  # why it was redirected
    keyworker: PersonId | None = None
    managers: tuple[PersonId, ...] = ()
    lead_agencies: tuple[tuple[PersonId, str], ...] = ()  # of the managers, where two have to agree (P08)
    stand_ins: tuple[Deputy, ...] = ()
    queries: tuple[Query, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    leads_required: int = 1
    supervisors_required: int = 2
    nominees: tuple[Nominee, ...] = ()
    lead: PersonId | None = None
    attendees: tuple[Attendee, ...] = ()
    sessions: tuple[Session, ...] = field(default=())
    reached: tuple[tuple[Stage, date], ...] = ()  # each stage it came to, and when
    snoozes: tuple[Snooze, ...] = ()
    not_theirs: tuple[NotTheirs, ...] = ()
    came: tuple[Came, ...] = ()  # later than the stage began: nobody owes since before that
    ended_because: str = ""
    turned_at: datetime | None = None  # when the stage last changed

    @property
    def decided_on(self) -> date | None:
        """The decision date: the day on which the last required lead agreed (P08)."""
        days = sorted(agreement.on for agreement in self.agreements)
        return days[-1] if len(self.agreed) >= self.leads_required else None

    @property
    def agreed(self) -> frozenset[PersonId]:
        """The leads who have agreed, themselves or through a deputy: a lead and their deputy are one voice (P08)."""
        return frozenset(agreement.instead_of or agreement.by for agreement in self.agreements)

    @property
    def deputies(self) -> tuple[PersonId, ...]:
        """Whom a lead has named to decide in their place."""
        return tuple(deputy.person for deputy in self.stand_ins)

    @property
    def session(self) -> Session | None:
        """The session now being arranged or written up."""
        return self.sessions[-1] if self.sessions else None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.stage in OVER

    @property
    def supervisors(self) -> tuple[PersonId, ...]:
        """Those who have accepted."""
        return tuple(nominee.person for nominee in self.nominees if nominee.reply is Reply.ACCEPTED)

    @property
    def leading(self) -> PersonId | None:
        """The lead coordinator: the one chosen, once they have accepted; until then whichever supervisor has (P10)."""
        return self.lead if self.lead in self.supervisors else next(iter(self.supervisors), None)

    def numbered(self, number: int) -> Session | None:
        """The session of that number."""
        return next((session for session in self.sessions if session.number == number), None)
