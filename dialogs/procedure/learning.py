"""Wider learning and its answer: who hears of it, and who may reply, without seeing the case that it came from (P20)."""

from dialogs.procedure.agencies import same_agency
from dialogs.procedure.case import Case, Session
from dialogs.procedure.commands.base import held
from dialogs.procedure.people import Directory, Person, agency_on


def hears(case: Case, session: Session, person: Person, people: Directory) -> bool:
    """Whether the learning of a signed record goes to somebody: of the Workforce Development Group, or for an agency that was there."""
    if not (person.active and session.learning and session.signed_at):
        return False
    there = {agency_on(case, came, people, session) for came in session.attended} - {""}
    return person.workforce or (person.learning and any(same_agency(person.agency, agency) for agency in there))


def may_answer(case: Case, about: str, person: Person, people: Directory) -> bool:
    """Whether somebody may be handed the learning of a session, to read it and to answer."""
    session = learned(case, about)
    return session is not None and hears(case, session, person, people)


def learned(case: Case, about: str) -> Session | None:
    """The session that is meant; the latest whose record holds learning, if none was named."""
    if about:
        return held(case, about)
    return next((session for session in reversed(case.sessions) if session.learning and session.signed_at), None)
