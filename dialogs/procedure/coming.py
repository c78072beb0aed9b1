"""Who comes to a booked session: who is asked again, when, and who is needed and cannot (P15, P16)."""

from datetime import date

from dialogs.ids import PersonId
from dialogs.procedure.case import CannotCome, Case, Session
from dialogs.procedure.polls import required
from dialogs.procedure.terms import Terms


def missing(case: Case, session: Session) -> tuple[CannotCome, ...]:
    """Those needed who have said that they cannot come to what is booked, as long as nobody has said that it goes on without them."""
    needed = required(case, session)
    return tuple(absence for absence in session.cannot if absence.person in needed and not absence.without)


def asked_again_on(case: Case, session: Session, person: PersonId, terms: Terms) -> date | None:
    """When somebody who has not said whether they come is asked; those needed a working day sooner, nobody before it was booked."""
    if session.booked is None or session.booked_at is None:
        return None
    soon, later = days_before(terms)
    day = terms.calendar.ago(session.booked.start.date(), soon if person in required(case, session) else later)
    return max(day, session.booked_at.astimezone(terms.now.tzinfo).date())


def days_before(terms: Terms) -> tuple[int, int]:
    """How many working days before a session those needed are asked whether they come, and the others."""
    return terms.profile.asks_before, max(terms.profile.asks_before - 1, 1)
