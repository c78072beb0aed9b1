"""What is so of one session: its poll, its booking, its record and what follows. Frozen; nothing here decides anything."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from dialogs.ids import PersonId


class Choice(StrEnum):
    """What somebody can do about a slot (P15)."""

    YES = "yes"
    IF_NEED_BE = "if-need-be"
    NO = "no"


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
        """When it is over: minutes that pass, also over a change of the clocks."""
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.start.tzinfo)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A booked time at which the session will not be, and why: everybody invited reads it (P16)."""

    slot: Slot
    why: str
    called_off: bool = False  # else it was moved


@dataclass(frozen=True, slots=True)
class CannotCome:
    """Somebody has said that they cannot come to a booked session: on which day, and whether it goes on without them."""

    person: PersonId
    on: date
    without: bool = False


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
    by_keyworker: bool = False  # as they were then: a later keyworker need not file again


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
    again: date | None = None  # "not yet": the day on which it is asked again. What was signed keeps its own day

    @property
    def due(self) -> date:
        """The day after which it is asked whether they were shared."""
        return self.again or self.on


@dataclass(frozen=True, slots=True)
class Learning:
    """Wider learning, without the case (P20)."""

    theme: str
    scope: str
    text: str


@dataclass(frozen=True, slots=True)
class LearningReply:
    """What will become of the learning, from somebody it went to (P20)."""

    text: str
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of a session, and what they were to it when it began. The case may have other people since."""

    person: PersonId
    agency: str = ""
    supervises: bool = False
    leads: bool = False
    keyworker: bool = False
    invited: bool = False  # as a supervisee
    declared: tuple[str, ...] = ()  # what a supervisor has declared to be tied by (P11)
    name: str = ""  # as the record was signed; empty until then
    role: str = ""


class Attendance(StrEnum):
    """What is known of somebody's being there. Of whoever has none of these it was not noted, and nothing is said of them."""

    HERE = "here"
    LATE = "late"
    APOLOGIES = "apologies"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Correction:
    """Somebody's attendance was noted otherwise before; nothing stands for "not noted"."""

    person: PersonId
    was: Attendance | None
    now: Attendance | None
    by: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """How somebody was known when the record was signed: so they stand in it for good."""

    person: PersonId
    name: str
    role: str
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One sitting: its poll, its booking, its record."""

    number: int
    asked_on: date
    slots: tuple[Slot, ...] = ()
    dropped: tuple[str, ...] = ()  # slots that were booked and moved away from: struck out
    given_up: tuple[GivenUp, ...] = ()  # the same, since reasons are kept; older cases have the ids alone
    votes: tuple[Vote, ...] = ()
    said: tuple[Said, ...] = ()
    closes: date | None = None
    place: str = ""
    left_places: tuple[str, ...] = ()  # where it was to be before: struck out
    keyworker_required: bool = True
    booked: Slot | None = None
    booked_at: datetime | None = None
    outside_because: str = ""
    sequence: int = 0  # rises with every change of the invitation (RFC 5545)
    coming: tuple[tuple[PersonId, bool], ...] = ()
    cannot: tuple[CannotCome, ...] = ()
    attended: tuple[PersonId, ...] = ()
    attendance: tuple[
        tuple[PersonId, Attendance], ...
    ] = ()  # of sessions held since it is kept; before, `attended` is all
    corrections: tuple[Correction, ...] = ()
    held_at: datetime | None = None
    members: tuple[Member, ...] = ()  # its people, fixed from the moment it begins (P18)
    record: tuple[Written, ...] = ()
    signatures: tuple[Signature, ...] = ()
    signed_at: datetime | None = None
    amendments: tuple[Amendment, ...] = ()
    amendments_filed: tuple[datetime, ...] = ()  # when the keyworker said that all until then lie on the file too
    circulated_at: datetime | None = None
    received: tuple[PersonId, ...] = ()
    filings: tuple[Filing, ...] = ()
    family: FamilyPoints | None = None
    learning: Learning | None = None
    learning_replies: tuple[LearningReply, ...] = ()
    further: bool | None = None
    further_dropped: str = ""  # why the further session that was wanted is not wanted after all
    spent: int = 0  # the highest count of the invitations to further sessions that were dropped

    @property
    def wants_further(self) -> bool:
        """Whether a further session is wanted still (P21)."""
        return bool(self.further) and not self.further_dropped

    def noted(self, person: PersonId) -> Attendance | None:
        """What was noted of somebody's being there; nothing if nothing was."""
        return dict(self.attendance).get(person)

    @property
    def confirmed(self) -> frozenset[PersonId]:
        """Who has the record: they say so, or have filed it (P18)."""
        return frozenset({*self.received, *(filing.by for filing in self.filings)})

    def begun(self, at: datetime) -> bool:
        """Whether it has begun: from then on it has the people that it had."""
        return self.booked is not None and self.booked.start <= at

    def text(self, field_name: str) -> str:
        """What the record says in a field."""
        return next((written.text for written in self.record if written.field == field_name), "")

    def choices(self, slot: Slot) -> dict[PersonId, Choice]:
        """What each has said of a time on offer. Whoever proposed exactly this time, start and length, has said yes to it (P15)."""
        proposed = {said.person: Choice.YES for said in self.said if slot in said.slots}
        return {**proposed, **{vote.person: vote.choice for vote in self.votes if vote.slot == slot.id}}

    def slot(self, slot_id: str) -> Slot | None:
        """The slot offered under that id."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)
