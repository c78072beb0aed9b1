"""What is so: a case, its people and its sessions. Frozen; nothing here decides anything."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from dialogs.ids import CaseId, PersonId


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


OVER: Final = frozenset({Stage.CLOSED, Stage.DECLINED, Stage.REDIRECTED, Stage.WITHDRAWN})


class Reply(StrEnum):
    """What a nominee has said."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Choice(StrEnum):
    """What somebody can do about a slot (P15)."""

    YES = "yes"
    IF_NEED_BE = "if-need-be"
    NO = "no"


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


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody asked to supervise, and what they said (P10)."""

    person: PersonId
    agency: str
    asked_on: date
    reply: Reply = Reply.ASKED
    reason: str = ""
    suggests: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """A supervisee who is invited (P12)."""

    person: PersonId
    agency: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A time offered. Its id is the start in UTC, so the same time is the same slot."""

    start: datetime  # aware, Europe/London
    minutes: int

    @property
    def id(self) -> str:
        """Letters and digits only; the same in summer and winter."""
        return f"{(self.start - self.start.utcoffset()).replace(tzinfo=None):%Y%m%dT%H%M}"  # type: ignore[operator] # aware: utcoffset is not None

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.start + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Vote:
    """One person's word on one slot."""

    person: PersonId
    slot: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class Said:
    """A line that somebody left with their votes: why, or what would suit instead."""

    person: PersonId
    words: str
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a field of the record says, by whom and since when. `version` rises with each change."""

    field: str
    text: str
    version: int
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Signature:
    """A supervisor's signature."""

    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change made after both signed, dated and signed by its author."""

    text: str
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Filing:
    """Where the record lies (P18)."""

    by: PersonId
    reference: str
    on: date


class Told(StrEnum):
    """What became of the points for the family (P19)."""

    SHARED = "shared"
    NOT_YET = "not-yet"
    NOT_APPROPRIATE = "not-appropriate"


@dataclass(frozen=True, slots=True)
class FamilyPoints:
    """What is to be shared, where, when and by whom; and afterwards whether it was (P19)."""

    points: str
    meeting: str
    on: date
    by: PersonId
    told: Told | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Learning:
    """Wider learning, without the case (P20)."""

    theme: str
    scope: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sitting: its poll, its booking, its record."""

    number: int
    asked_on: date
    slots: tuple[Slot, ...] = ()
    dropped: tuple[str, ...] = ()  # slots that were booked and moved away from: struck out
    votes: tuple[Vote, ...] = ()
    said: tuple[Said, ...] = ()
    closes: date | None = None
    place: str = ""
    keyworker_required: bool = True
    booked: Slot | None = None
    booked_at: datetime | None = None
    outside_because: str = ""
    sequence: int = 0  # rises with every change of the invitation (RFC 5545)
    coming: tuple[tuple[PersonId, bool], ...] = ()
    attended: tuple[PersonId, ...] = ()
    held_at: datetime | None = None
    record: tuple[Written, ...] = ()
    signatures: tuple[Signature, ...] = ()
    signed_at: datetime | None = None
    amendments: tuple[Amendment, ...] = ()
    circulated_at: datetime | None = None
    received: tuple[PersonId, ...] = ()
    filings: tuple[Filing, ...] = ()
    family: FamilyPoints | None = None
    learning: Learning | None = None
    further: bool | None = None

    def text(self, field_name: str) -> str:
        """What the record says in a field."""
        return next((one.text for one in self.record if one.field == field_name), "")

    def slot(self, slot_id: str) -> Slot | None:
        """The slot offered under that id."""
        return next((one for one in self.slots if one.id == slot_id), None)


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
    signpost: str = ""  # why it was redirected
    keyworker: PersonId | None = None
    managers: tuple[PersonId, ...] = ()
    deputies: tuple[PersonId, ...] = ()
    queries: tuple[Query, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    leads_required: int = 1
    supervisors_required: int = 2
    nominees: tuple[Nominee, ...] = ()
    lead: PersonId | None = None
    attendees: tuple[Attendee, ...] = ()
    sessions: tuple[Session, ...] = field(default=())
    ended_because: str = ""
    turned_at: datetime | None = None  # when the stage last changed

    @property
    def decided_on(self) -> date | None:
        """The decision date: the day on which the last required lead agreed (P08)."""
        days = sorted(one.on for one in self.agreements)
        return days[-1] if len(days) >= self.leads_required else None

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
        return tuple(one.person for one in self.nominees if one.reply is Reply.ACCEPTED)

    def numbered(self, number: int) -> Session | None:
        """The session of that number."""
        return next((one for one in self.sessions if one.number == number), None)
