"""What a turn may look at, and what follows from it. Nothing in a Turn has happened yet."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Flag, auto
from typing import Final

from dialogs.ids import CaseId, PersonId, TurnId
from dialogs.model.drafts import Draft
from dialogs.model.finder import Finder, Near
from dialogs.model.heard import Handle
from dialogs.model.press import Press
from dialogs.model.reach import Account, AccountChange, Fallback, Reach, nowhere
from dialogs.model.views import Reply
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from dialogs.procedure.people import Directory, Part, Person, on_case
from dialogs.procedure.terms import Terms

Leftover = Callable[[str, date], date | None]
"""Reads a day that our own grammar left unread; see `dialogs.phrases`."""


def _nothing(_: str, __: date) -> date | None:
    return None


def _nowhere(*_: object) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses that only the running bot can make, for one person each; empty where the world does not reach it."""

    feed: Callable[[str], str] = _nowhere  # of a calendar feed, from its secret
    file: Callable[[PersonId, CaseId, int], str] = _nowhere  # of a session's calendar file
    document: Callable[[PersonId, Press], str] = (
        _nowhere  # of the record as a document, the press's verb being the kind
    )
    page: Callable[[PersonId, Reply], str] = _nowhere  # of the same thing on the web


NO_ADDRESSES: Final = Addresses()


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
    desk: tuple[Case, ...] = ()  # open cases, those raised first; loaded for the partnership office alone
    ended: tuple[Case, ...] = ()  # the actor's cases that are over; loaded only for lists of them
    repeated: bool = False  # this very event has been answered before: show, do not do
    attempt: int = 0  # how often this turn was tried; a reference that was taken grows by it
    same_reference: bool = False  # the local reference typed is open in another case
    feedback_given: frozenset[int] = frozenset()  # sessions of the case for which the actor has answered
    heard: Mapping[int, tuple[Mapping[str, str], ...]] = field(
        default_factory=dict
    )  # what was answered of the sessions that the actor facilitated, as far as it is told; loaded only for its card
    facts: tuple[Fact, ...] = ()  # of the case; loaded only for its timeline
    load: Mapping[PersonId, int] = field(
        default_factory=dict
    )  # open cases each supervises; loaded to choose supervisors
    find_in: Callable[[Directory], Finder] = field(
        default=Finder.of
    )  # kept from turn to turn where there are thousands
    beside: frozenset[PersonId] = frozenset()  # with whom the actor is on cases; loaded to choose people
    leftover: Leftover = field(default=_nothing)
    addresses: Addresses = NO_ADDRESSES
    secret: str = ""  # that nobody can guess, made for this turn
    feed_since: datetime | None = None  # when the actor's calendar feed was made; loaded only for its card
    reach: Reach | None = (
        None  # accounts of those on the case, and of those about to be; loaded where the answer says whether they are reached
    )
    untold: frozenset[PersonId] = frozenset()  # to whom something of the case could not be told yet
    fallback: Fallback = field(default=nowhere)
    stopped: frozenset[str] = frozenset()  # where nothing can be sent now, as `channel:place`
    posts: bool = True  # whether calendar invitations leave by e-mail
    accounts: tuple[Account, ...] = ()  # the actor's own; loaded for their card
    claim: Account | None = None  # one that has given the actor's code and waits to be confirmed
    code: str = ""  # what a code would be that is asked for in this turn

    @property
    def now(self) -> datetime:
        """The time of the turn."""
        return self.terms.now

    @property
    def who(self) -> Person:
        """The actor, where the engine has made sure that there is one.

        Raises:
            LookupError: there is none: a card was drawn that needs somebody.
        """
        if self.actor is None:
            raise LookupError(self.sender.channel)
        return self.actor

    @property
    def of(self) -> Case:
        """The case, where the engine has made sure that there is one.

        Raises:
            LookupError: there is none: a card was drawn that needs a case.
        """
        if self.case is None:
            raise LookupError(self.turn)
        return self.case

    @property
    def near(self) -> Near:
        """Who was near the actor before: on this case, and on others of theirs."""
        here = on_case(self.case, ~Part.NOBODY) if self.case else frozenset()
        return Near(who=self.who, beside=self.beside | here)

    def named(self, person: PersonId | None) -> str:
        """What somebody is called."""
        known = self.people.get(person) if person else None
        return known.name if known and known.name else "somebody no longer in the directory"


class Need(Flag):
    """What is loaded into a scene only for those who look at it. Cards and verbs say it of themselves, in their rows."""

    NOTHING = 0
    MINE = auto()  # the actor's open cases, and every form they have begun
    FACTS = auto()
    FEEDBACK = auto()  # the sessions for which the actor has answered
    LOAD = auto()
    FEED = auto()
    REACH = auto()
    ENDED = auto()  # the actor's cases that are over
    BESIDE = auto()  # with whom the actor is on cases
    HEARD = auto()  # what was answered of the sessions that the actor facilitated
    ACCOUNTS = auto()  # the actor's own, with the one that waits to be confirmed
    DESK = auto()  # every open case, for the partnership office alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Wants:
    """What a turn needs loaded; `engine.wants` says it of whatever was heard."""

    case: CaseId | None = None
    reference: str = ""  # as typed, instead of an id
    press: Press | None = None  # whose draft; the card is no part of the draft's key
    needs: Need = Need.NOTHING
    local_reference: str = ""
    asked: bool = False  # the case of the form that a chat is asking, with all that such a form may look at
    learning: bool = False  # the case may be fetched by whoever its wider learning went to, though they may not see it
    named: frozenset[str] = (
        frozenset()
    )  # what was sent, maybe with ids of people: with `Need.REACH` they are looked up too


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


@dataclass(frozen=True, slots=True)
class Uninvite:
    """A session goes on without somebody: it is taken out of their calendar alone (RFC 5546, 3.2.5)."""

    case: CaseId
    session: int
    sequence: int
    person: PersonId


@dataclass(frozen=True, slots=True)
class Announce:
    """Systems beside us that keep the child's file are told of a fact, by its number in the case (P18)."""

    case: CaseId
    number: int


Effect = Tell | Redraw | Invitation | Uninvite | Announce


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """Answers of one attendee to the feedback form. Kept apart from every case and person (P22)."""

    case: CaseId
    session: int
    answers: Mapping[str, str]
    told: bool = False  # shown to those who facilitated, from then on: never fewer than three at once


@dataclass(frozen=True, slots=True)
class FeedMade:
    """The actor's calendar feed has a new address, made of this secret; an earlier one is over."""

    secret: str


@dataclass(frozen=True, slots=True)
class FeedEnded:
    """The actor has no calendar feed any more."""


@dataclass(frozen=True, slots=True)
class LinksEnded:
    """Every personal link that was made for the actor until now is over."""


Own = FeedMade | FeedEnded | LinksEnded


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
    account: AccountChange | None = None
    newcomers: tuple[Person, ...] = ()  # typed in by e-mail, not in the directory yet
    own: Own | None = None  # what the actor has decided about their own addresses
    said: str = ""  # what now stands last in the conversation, in a few words; empty where nothing new does
