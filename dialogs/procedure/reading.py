"""What somebody may read of a case, word by word: the second gate (P23). The first, that it exists, is `people.may_see`.

Rule 1: every word that people wrote about a case is of one kind, and `TEXTS` says of which. A field that is not there holds no words.
Rule 2: whoever draws, drafts or sends is handed `readable(case, ...)`, from which the kinds have been taken that its viewer may not read.
Rule 3: that case is for drawing only. It is judged as the whole one is, and nothing is ever decided on it or stored of it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, Final, TypeVar, get_args

from dialogs.ids import PersonId
from dialogs.procedure.case import (
    Agreement,
    Amendment,
    Case,
    FamilyPoints,
    Filing,
    Learning,
    LearningReply,
    Nominee,
    NotTheirs,
    Query,
    Said,
    Session,
    Stage,
    Written,
)
from dialogs.procedure.commands.agreement import Withdraw
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.booking import CallOff, ChangePlace, DropFurther, Move
from dialogs.procedure.commands.supervision import lapsed
from dialogs.procedure.people import Part, Person, parts_of
from dialogs.procedure.session import GivenUp
from dialogs.procedure.terms import Terms

T = TypeVar("T")


class Kind(StrEnum):
    """A kind of words about a case, as the log of looking calls it."""

    CHILD = "the child"
    OWN_REFERENCE = "own reference"
    CONCERN = "what to think about"
    LIVED = "lived experience"
    QUERY = "question and answer"
    DECISION = "note of the decision"
    DECLINED = "reason for declining the case"
    WITHDRAWN = "reason for withdrawing"
    NOMINEE = "reason for not supervising"
    NOT_MINE = "reason why a task is not theirs"
    PLACE = "place or link"
    CHANGE = "reason for a change of dates"
    VOTE = "note with a vote"
    RECORD = "record"
    LEARNING = "wider learning"
    FILE = "file reference"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may read a kind: some parts always, others only `once` something is so of the session; and whoever wrote it."""

    always: Part
    later: Part = Part.NOBODY
    once: Callable[[Session], bool] = lambda _: False
    own: bool = False


RAISER, MANAGER, DEPUTY, NOMINEE = Part.RAISER, Part.MANAGER, Part.DEPUTY, Part.NOMINEE
SUPERVISOR, LEAD, ATTENDEE, KEYWORKER = Part.SUPERVISOR, Part.LEAD, Part.ATTENDEE, Part.KEYWORKER
DECIDING: Final = RAISER | MANAGER | DEPUTY
ON_IT: Final = Part.EVERYONE | DEPUTY


def _circulated(session: Session) -> bool:
    return session.circulated_at is not None


def _signed(session: Session) -> bool:
    return session.signed_at is not None


RULES: Final[Mapping[Kind, Rule]] = {
    Kind.CHILD: Rule(ON_IT | NOMINEE),  # enough to say whether one can supervise
    Kind.OWN_REFERENCE: Rule(ON_IT),
    Kind.CONCERN: Rule(ON_IT),
    Kind.LIVED: Rule(ON_IT),
    Kind.QUERY: Rule(DECIDING | SUPERVISOR | LEAD),
    Kind.DECISION: Rule(DECIDING | SUPERVISOR | LEAD),
    Kind.DECLINED: Rule(DECIDING),
    Kind.WITHDRAWN: Rule(ON_IT),  # whoever gives it is told that everybody on the case reads it
    Kind.NOMINEE: Rule(MANAGER | DEPUTY, own=True),  # they choose somebody else; it may be about their health
    Kind.NOT_MINE: Rule(DECIDING | SUPERVISOR | LEAD, own=True),
    Kind.PLACE: Rule(ON_IT),  # a link lets anybody in
    Kind.CHANGE: Rule(ON_IT),
    Kind.VOTE: Rule(LEAD, own=True),
    Kind.RECORD: Rule(SUPERVISOR | LEAD, SUPERVISOR | ATTENDEE | KEYWORKER, _circulated, own=True),
    Kind.LEARNING: Rule(SUPERVISOR | LEAD, DECIDING | ATTENDEE | KEYWORKER | Part.LEARNING, _signed, own=True),
    Kind.FILE: Rule(MANAGER | DEPUTY | SUPERVISOR | LEAD | KEYWORKER, own=True),
}
"""The office has no row: it sees where a case stands and whose turn it is. Why each is so: docs/need-to-know.md."""

TEXTS: Final[Mapping[type, Mapping[str, Kind]]] = {
    Case: {
        **dict.fromkeys(("initials", "age_band", "status", "reasons"), Kind.CHILD),
        "local_reference": Kind.OWN_REFERENCE,
        **dict.fromkeys(("thinking", "family_note"), Kind.CONCERN),
        "lived": Kind.LIVED,
        "ended_because": Kind.WITHDRAWN,
    },
    Query: {"question": Kind.QUERY, "answer": Kind.QUERY},
    Agreement: {"note": Kind.DECISION},
    Nominee: {"reason": Kind.NOMINEE},
    NotTheirs: {"reason": Kind.NOT_MINE},
    Session: {
        "place": Kind.PLACE,
        "left_places": Kind.PLACE,
        "outside_because": Kind.CHANGE,
        "further_dropped": Kind.CHANGE,
    },
    GivenUp: {"why": Kind.CHANGE},
    Said: {"words": Kind.VOTE},
    Written: {"text": Kind.RECORD},
    Amendment: {"text": Kind.RECORD},
    FamilyPoints: {"points": Kind.RECORD, "why": Kind.RECORD},
    Learning: {"theme": Kind.LEARNING, "text": Kind.LEARNING},
    LearningReply: {"text": Kind.LEARNING},
    Filing: {"reference": Kind.FILE},
    Withdraw: {"reason": Kind.WITHDRAWN},
    ChangePlace: {"place": Kind.PLACE},
    **{change: {"reason": Kind.CHANGE} for change in (Move, CallOff, DropFurther)},
}
"""Every field with words of people, by what it is of. `reasons`, `age_band` and `status` are choices from lists, and tell of the child all the same."""

INNER: Final[Mapping[type, tuple[str, ...]]] = {
    Case: ("queries", "agreements", "nominees", "not_theirs", "sessions"),
    Session: ("given_up", "said", "record", "amendments", "filings", "family", "learning", "learning_replies"),
}
"""Where such things lie within others."""

LISTS: Final = ("age_band", "status", "reasons")
"""Choices, stored as codes: they are read in the words of the profile."""

WITHHELD: Final = "not shown to you"
"""Stands where a word was whose being there decides something: whether a record is complete, a task is disowned, a session is wanted."""
DECIDING_FIELDS: Final = frozenset({(Written, "text"), (NotTheirs, "reason"), (Session, "further_dropped")})

May = Callable[[Kind, object, Session | None], bool]


def held_parts(case: Case, person: Person, terms: Terms, session: Session | None = None) -> Part:
    """What somebody is to a case, or to one of its sessions, as far as reading goes: whoever did not answer in time is not asked any more (P10)."""
    asked = any(nominee.person == person.id and lapsed(nominee, terms) for nominee in case.nominees)
    return parts_of(case, person, session) & ~(NOMINEE if asked else Part.NOBODY)


def reads(case: Case, person: Person | None, kind: Kind, terms: Terms, session: Session | None = None) -> bool:
    """Whether somebody may read words of that kind, whoever wrote them; those of a session by how far that one is."""
    return person is not None and _gate(case, person, terms)(kind, None, session)


def readable(case: Case, person: Person | None, terms: Terms) -> Case:
    """The case as somebody may read it: the same, where they may read all of it; else with words taken from it, and nothing else."""
    return _taken(case, _gate(case, person, terms), None)


def readable_command(command: Command, case: Case, person: Person | None, terms: Terms) -> Command:
    """What was done, with no word of what was given for it; but for a reason of which its giver was told that all on the case read it."""
    gate = _gate(case, person, terms)
    kept = {name for name, kind in TEXTS.get(type(command), {}).items() if gate(kind, command, None)}
    return _bare(command, kept)


def texts(case: Case) -> Iterator[tuple[Kind, str]]:
    """Every word of a case that people wrote, with its kind. Of a readable case: those that are left."""
    return _texts(case, case)


def _gate(case: Case, person: Person | None, terms: Terms) -> May:
    if person is None:
        return lambda *_: False
    of_case = held_parts(case, person, terms)
    of_session = {session.number: held_parts(case, person, terms, session) for session in case.sessions}

    def may(kind: Kind, holder: object, session: Session | None) -> bool:
        rule = RULES[_kind(kind, case)]
        if rule.own and person.id == _writer(holder):
            return True
        parts = of_session.get(session.number, of_case) if session else of_case
        later = (
            parts | of_case & SUPERVISOR
        )  # who supervises a further session reads what was circulated of those before
        return bool(parts & rule.always or (session and later & rule.later and rule.once(session)))

    return may


def _kind(kind: Kind, case: Case) -> Kind:
    """One field holds why a case was declined or withdrawn: its stage says which."""
    return Kind.DECLINED if kind is Kind.WITHDRAWN and case.stage is Stage.DECLINED else kind


def _writer(holder: object) -> object:
    """Whose words they are. A section of the record is everybody's who supervises: whoever wrote last owns nothing of it."""
    if isinstance(holder, Written):
        return None
    return getattr(holder, "person", None) or getattr(holder, "by", None)


def _taken(value: T, may: May, session: Session | None) -> T:
    """The very same value where nothing had to be taken out of it."""
    kind, within = type(value), value if isinstance(value, Session) else session
    changes: dict[str, Any] = {}
    for name, words in TEXTS.get(kind, {}).items():
        said = getattr(value, name)
        if said not in ("", (), None) and not may(words, value, within):
            changes[name] = WITHHELD if (kind, name) in DECIDING_FIELDS else _empty(said)
    for name in INNER.get(kind, ()):
        inner = getattr(value, name)
        left = (
            tuple(_taken(each, may, within) for each in inner)
            if isinstance(inner, tuple)
            else _taken(inner, may, within)
        )
        if left != inner:
            changes[name] = left
    return replace(value, **changes) if changes else value  # type: ignore[type-var] # whatever stands in the tables is a dataclass


def _empty(said: object) -> object:
    return "" if isinstance(said, str) else () if isinstance(said, tuple) else None


def _bare(value: T, kept: set[str]) -> T:
    """A value without its texts."""
    if isinstance(value, tuple):
        return tuple(_bare(each, set()) for each in value)  # type: ignore[return-value] # as it was, each without its texts
    if not is_dataclass(value) or isinstance(value, type):
        return value
    said = {
        part.name: getattr(value, part.name)
        for part in fields(value)
        if part.init and part.name not in kept and not _names_people(part.type)
    }
    changes = {name: "" if type(told) is str else _bare(told, set()) for name, told in said.items()}
    return replace(value, **changes)


def _names_people(kind: object) -> bool:
    """Whom a request was made of is no word of anybody: what became of it is read by them."""
    return kind is PersonId or PersonId in get_args(kind)


def _texts(value: object, case: Case) -> Iterator[tuple[Kind, str]]:
    for name, kind in TEXTS.get(type(value), {}).items():
        said = () if name in LISTS else getattr(value, name)
        for text in said if isinstance(said, tuple) else (said,):
            if isinstance(text, str) and text not in ("", WITHHELD):
                yield _kind(kind, case), text
    for name in INNER.get(type(value), ()):
        inner = getattr(value, name)
        for each in inner if isinstance(inner, tuple) else (inner,):
            yield from _texts(each, case)
