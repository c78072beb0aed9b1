"""Who belongs to a session: those it was booked for, fixed from the moment it begins (P18).

Whoever comes to the case or leaves it afterwards does so for later sessions (P21).
"""

from dataclasses import replace
from datetime import datetime

from dialogs.ids import PersonId
from dialogs.procedure.case import Case, Session
from dialogs.procedure.session import Known, Member


def members(case: Case, session: Session) -> tuple[Member, ...]:
    """The people of a session: as they were when it began, and until then as the case has them now. The supervisors come first."""
    return session.members or _as_now(case, session)


def fixed(case: Case, at: datetime) -> Case:
    """The case at that time, each session that has begun with its people fixed; the very same case where nothing is to be fixed."""
    sessions = tuple(
        replace(session, members=_as_now(case, session)) if session.begun(at) and not session.members else session
        for session in case.sessions
    )
    return case if sessions == case.sessions else replace(case, sessions=sessions)


def _as_now(case: Case, session: Session) -> tuple[Member, ...]:
    """The case's people; and whoever came, even if they have been left out since."""
    keyworker = (case.keyworker,) if case.keyworker else ()
    invited = tuple(attendee.person for attendee in case.attendees)
    agencies = {nominee.person: nominee.agency for nominee in case.nominees} | {
        attendee.person: attendee.agency for attendee in case.attendees
    }
    declared = {nominee.person: nominee.declared for nominee in case.nominees}
    return tuple(
        Member(
            person=person,
            agency=agencies.get(person, ""),
            supervises=person in case.supervisors,
            leads=person == case.leading,
            keyworker=person == case.keyworker,
            declared=declared.get(person, ()),
            invited=person in invited or not (person in case.supervisors or person in keyworker),
        )
        for person in dict.fromkeys((*case.supervisors, *keyworker, *invited, *session.attended))
    )


def member(case: Case, session: Session, person: PersonId) -> Member | None:
    """What somebody is to a session; nothing if they are none of its people."""
    return next((known for known in members(case, session) if known.person == person), None)


def supervising(case: Case, session: Session) -> tuple[PersonId, ...]:
    """Who supervised it; until it begins, who is to."""
    return tuple(known.person for known in members(case, session) if known.supervises)


def signers(case: Case, session: Session) -> tuple[PersonId, ...]:
    """Who has to sign "I was there": its supervisors who were. One who has stood down since may, and has to only where nobody else can (P18)."""
    there = may_sign(case, session)
    return tuple(person for person in there if person in case.supervisors) or there


def may_sign(case: Case, session: Session) -> tuple[PersonId, ...]:
    """Its supervisors who were there; all of them where a record of long ago says of none that they were."""
    supervised = supervising(case, session)
    return tuple(person for person in supervised if person in session.attended) or supervised


def supervisees(case: Case, session: Session) -> tuple[PersonId, ...]:
    """Who came to think about the case: asked how it was for them (P22)."""
    supervised = supervising(case, session)
    return tuple(person for person in session.attended if person not in supervised)


def receivers(case: Case, session: Session) -> tuple[PersonId, ...]:
    """Who gets the record and confirms it: the session's supervisees, its keyworker, and the keyworker of today, who files it (P18)."""
    own = (known.person for known in members(case, session) if known.invited or known.keyworker)
    return tuple(dict.fromkeys((*own, *((case.keyworker,) if case.keyworker else ()))))


def as_signed(session: Session, known: tuple[Known, ...]) -> tuple[Member, ...]:
    """Its people with the names, roles and agencies that they had when the record was signed."""
    by_id = {each.person: each for each in known}
    return tuple(
        replace(
            who,
            name=by_id[who.person].name,
            role=by_id[who.person].role,
            agency=who.agency or by_id[who.person].agency,
        )
        if who.person in by_id
        else who
        for who in session.members
    )
