"""Who people are, and what they are to a case. Rights are parts, computed from the case; never names or roles."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Flag, auto
from typing import Final

from dialogs.ids import PersonId
from dialogs.procedure.case import Came, Case, Reply, Session
from dialogs.procedure.members import member


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody of the partnership, as the directory has them."""

    id: PersonId
    name: str
    agency: str
    role: str = ""
    email: str = ""
    pool: bool = False  # may be asked to supervise
    office: bool = False  # the partnership office
    learning: bool = False  # the agency's learning-and-development representative (P20)
    agency_lead: bool = False  # sees the figures of their own agency
    workforce: bool = False  # of the Workforce Development Group (P20)
    trained_on: date | None = None
    line_manager: PersonId | None = None
    leave: tuple[tuple[date, date], ...] = ()
    active: bool = True
    decides: bool | None = None  # may be an accountable manager (P07); what they are says so where nothing is said
    guest: bool = False  # typed in with an invitation, and not confirmed by the directory since

    def away(self, day: date) -> bool:
        """Whether they are on leave that day."""
        return any(first <= day <= last for first, last in self.leave)


Directory = Mapping[PersonId, Person]


class Part(Flag):
    """What somebody is to a case. OFFICE is a part of the house, not of a case, and reads no records."""

    NOBODY = 0
    ANYONE = auto()
    RAISER = auto()
    MANAGER = auto()  # the accountable leads named on the case
    DEPUTY = auto()  # whom a lead has named to decide in their place
    NOMINEE = auto()  # asked to supervise, not answered
    SUPERVISOR = auto()  # has accepted
    LEAD = auto()  # the lead coordinator (LC)
    ATTENDEE = auto()  # the supervisees invited
    KEYWORKER = auto()
    THERE = auto()  # of a session that has begun, whatever they are to the case since
    OFFICE = auto()
    LEARNING = auto()  # to whom wider learning goes; it lets nobody see a case (P20)
    INVITED = SUPERVISOR | LEAD | ATTENDEE | KEYWORKER
    EVERYONE = RAISER | MANAGER | SUPERVISOR | LEAD | ATTENDEE | KEYWORKER | THERE


SEEING: Final = ~(Part.ANYONE | Part.LEARNING)
"""The parts that let somebody see a case."""


def on_case(case: Case, part: Part) -> frozenset[PersonId]:
    """Everybody who has any of these parts on the case; OFFICE and ANYONE name nobody here."""
    return frozenset(person for held, person in _cast(case) if held & part)


def in_session(case: Case, session: Session | None, part: Part) -> frozenset[PersonId]:
    """Everybody who has any of these parts in a session: who supervises and who attends is the session's own (P18)."""
    return frozenset(person for held, person in _cast_in(case, session) if held & part)


def parts_of(case: Case, person: Person, session: Session | None = None) -> Part:
    """All that somebody is to a case, or to one of its sessions; nothing once they have left."""
    if not person.active:
        return Part.NOBODY
    held = (
        Part.ANYONE
        | (Part.OFFICE if person.office else Part.NOBODY)
        | (Part.LEARNING if person.learning or person.workforce else Part.NOBODY)
    )
    for part, who in _cast_in(case, session):
        if who == person.id:
            held |= part
    return held


def came_in(before: Case, after: Case, on: date) -> tuple[Came, ...]:
    """Since when those are on the case who came to a part while it went on; whoever left it, or came again, is not kept from before."""
    was, now = {*_cast(before)}, [(part, person) for part, person in _cast(after) if part is not Part.THERE]
    parts = {(part.name or "", person) for part, person in now}
    kept = tuple(came for came in before.came if (came.part, came.person) in parts)
    new = (Came(person, part.name or "", on) for part, person in dict.fromkeys(now) if (part, person) not in was)
    return (*kept, *new)


def been_since(case: Case, person: PersonId, parts: Part) -> date:
    """Since when somebody has had one of these parts; the first day of all, where they had it as the stage began or earlier."""
    later = {(came.part, came.person): came.on for came in case.came}
    held = (part for part, who in _cast(case) if who == person and part & parts)
    return min((later.get((part.name or "", person), date.min) for part in held), default=date.min)


def agency_on(case: Case, person: PersonId, people: Directory, session: Session | None = None) -> str:
    """The agency somebody came to the case, or to a session, from; the directory's only where none is said. A later move changes nothing."""
    own = member(case, session, person) if session else None
    if own and own.agency:
        return own.agency
    said = {nominee.person: nominee.agency for nominee in case.nominees} | {
        attendee.person: attendee.agency for attendee in case.attendees
    }
    return said.get(person) or (people[person].agency if person in people else "")


def may_see(case: Case, person: Person) -> bool:
    """Whether somebody may see that this case exists, and where it stands (P23). What they may read of it: `reading.readable`."""
    return bool(parts_of(case, person) & SEEING)


def may_see_figures(person: Person) -> bool:
    """Whether somebody may see figures of many cases: the partnership office, and the lead of an agency for their own."""
    return person.active and (person.office or person.agency_lead)


def _cast_in(case: Case, session: Session | None) -> Iterator[tuple[Part, PersonId]]:
    """The case's people; of a session its own: once it has begun, they stand for those who supervise and attend."""
    if session is None:
        yield from _cast(case)
        return
    own = Part.THERE | (Part.SUPERVISOR | Part.ATTENDEE if session.members else Part.NOBODY)
    yield from ((part, who) for part, who in _cast(case) if not part & own)
    for known in session.members:
        yield Part.THERE, known.person
        if known.supervises:
            yield Part.SUPERVISOR, known.person
        if known.invited or known.keyworker:
            yield Part.ATTENDEE, known.person


def _cast(case: Case) -> Iterator[tuple[Part, PersonId]]:
    yield Part.RAISER, case.raiser
    for manager in case.managers:
        yield Part.MANAGER, manager
    for deputy in case.deputies:
        yield Part.DEPUTY, deputy
    for nominee in case.nominees:
        yield ANSWERED[nominee.reply], nominee.person
    for attendee in case.attendees:
        yield Part.ATTENDEE, attendee.person
    if case.leading:  # whoever is only asked to lead has no more rights than any other nominee
        yield Part.LEAD, case.leading
    if case.keyworker:
        yield Part.KEYWORKER, case.keyworker
    for session in case.sessions:
        for known in session.members:
            yield Part.THERE, known.person


ANSWERED: Final[Mapping[Reply, Part]] = {
    Reply.ASKED: Part.NOMINEE,
    Reply.ACCEPTED: Part.SUPERVISOR,
    Reply.DECLINED: Part.NOBODY,
}
