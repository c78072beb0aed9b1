"""What a turn may look at, and what follows from it. Nothing in a Turn has happened yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from dialogs.drafts import Draft
from dialogs.heard import Handle
from dialogs.ids import CaseId, PersonId, TurnId
from dialogs.press import Press
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from dialogs.procedure.people import Directory, Person
from dialogs.procedure.terms import Terms
from dialogs.views import Reply

Leftover = Callable[[str, date], date | None]
"""Reads a day that our own grammar left unread; see `dialogs.phrases`."""


def _nothing(_: str, __: date) -> date | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a turn may look at.

    `actor` is nobody when the handle is not linked to a person. `case` is nothing when there is none of that id or the
    actor may not see it: the two look the same. `mine` are the actor's open cases, loaded only for lists.
    """

    turn: TurnId
    sender: Handle
    actor: Person | None
    terms: Terms
    people: Directory
    case: Case | None = None
    draft: Draft | None = None
    drafts: tuple[Draft, ...] = ()  # all that the actor has begun, the latest first
    mine: tuple[Case, ...] = ()
    repeated: bool = False  # this very event has been answered before: show, do not do
    attempt: int = 0  # how often this turn was tried; a reference that was taken grows by it
    same_reference: bool = False  # the local reference typed is open in another case
    feedback_given: frozenset[int] = frozenset()  # sessions of the case for which the actor has answered
    facts: tuple[Fact, ...] = ()  # of the case; loaded only for its timeline
    load: Mapping[PersonId, int] = field(default_factory=dict)  # open cases each supervises; loaded to choose supervisors
    leftover: Leftover = field(default=_nothing)

    @property
    def now(self) -> datetime:
        """The time of the turn."""
        return self.terms.now

    @property
    def who(self) -> Person:
        """The actor, where the engine has made sure that there is one."""
        if self.actor is None:
            raise LookupError(self.sender.channel)
        return self.actor

    @property
    def of(self) -> Case:
        """The case, where the engine has made sure that there is one."""
        if self.case is None:
            raise LookupError(self.turn)
        return self.case

    def named(self, person: PersonId | None) -> str:
        """What somebody is called."""
        known = self.people.get(person) if person else None
        return known.name if known else "somebody no longer in the directory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What a turn needs loaded; `engine.wants` says it of whatever was heard."""

    case: CaseId | None = None
    reference: str = ""  # as typed, instead of an id
    mine: bool = False
    press: Press | None = None  # whose draft; the card is no part of the draft's key
    local_reference: str = ""
    feedback: bool = False
    facts: bool = False
    load: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tell:
    """Put a card before a person, as news. `key` names this telling: told once, however often it is asked for."""

    person: PersonId
    card: str
    case: CaseId
    about: str = ""
    key: str


@dataclass(frozen=True, slots=True)
class Redraw:
    """Every card of the case, wherever it lies, is drawn again."""

    case: CaseId


@dataclass(frozen=True, slots=True)
class Invitation:
    """The calendar invitation of a session is sent, or, with `cancel`, taken back (P16)."""

    case: CaseId
    session: int
    sequence: int
    cancel: bool


Effect = Tell | Redraw | Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Answers of one attendee to the feedback form. Kept apart from every case and person (P22)."""

    case: CaseId
    session: int
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What follows. `case` is the case after `facts`; `draft` is kept, `finished` is thrown away."""

    reply: Reply
    facts: tuple[Fact, ...] = ()
    case: Case | None = None
    effects: tuple[Effect, ...] = ()
    draft: Draft | None = None
    finished: Press | None = None
    feedback: Feedback | None = None
    newcomers: tuple[Person, ...] = ()  # typed in by e-mail, not in the directory yet
