"""What must hold of every case at every step, counted here in another way than the bot counts it."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import reduce

from dialogs.ids import PersonId
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact, evolve
from dialogs.procedure.people import Person, may_see
from dialogs.procedure.terms import Terms
from dialogs.procedure.window import window_of


def broken(case: Case, terms: Terms, strangers: tuple[Person, ...]) -> Iterator[str]:
    """Each promise that does not hold, by its name."""
    agencies = [nominee.agency for nominee in case.nominees if nominee.person in case.supervisors]
    if len(case.supervisors) > case.supervisors_required or len(set(agencies)) < len(agencies):
        yield "two supervisors of two agencies (P10)"
    if case.supervisors and case.leading not in case.supervisors:
        yield "one lead coordinator, who is a supervisor (P10)"
    if len(case.attendees) > terms.profile.most or {attendee.person for attendee in case.attendees} & {
        *case.supervisors
    }:
        yield "no more supervisees than may be, and no supervisor among them (P12)"
    if case.session and case.session.booked and (fault := _booked(case, terms)):
        yield fault
    if (
        case.decided_on
        and len(case.sessions) <= 1
        and (window := window_of(case, terms))
        and window.last != _counted(case.decided_on, terms)
    ):
        yield "the last permitted day is working day 15 (P14)"
    if any(
        may_see(case, stranger) for stranger in strangers if stranger.id not in _named(case) and not stranger.office
    ):
        yield "nobody outside sees it (P23)"


def unfolded(case: Case, facts: tuple[Fact, ...]) -> Iterator[str]:
    """Whether the facts, one after another, give the case as it is stored."""
    first = Case(id=case.id, reference=case.reference, profile=case.profile, raiser=case.raiser)
    if reduce(evolve, facts, first) != case:
        yield "the facts fold to the case"


def _named(case: Case) -> set[PersonId | None]:
    """Everybody who was ever named on the case."""
    return {
        case.raiser,
        case.keyworker,
        *case.managers,
        *case.deputies,
        *(nominee.person for nominee in case.nominees),
        *(attendee.person for attendee in case.attendees),
        *(known.person for session in case.sessions for known in session.members),
    }


def _booked(case: Case, terms: Terms) -> str:
    session = case.session
    if session is None or session.booked is None or len(case.sessions) > 1 or case.decided_on is None:
        return ""
    late = session.booked.start.date() > _counted(case.decided_on, terms)
    return "a session outside the window has its reason (P14)" if late and not session.outside_because else ""


def _counted(decided: date, terms: Terms) -> date:
    """The last permitted day, day by day."""
    day, left = decided, terms.profile.window_days
    while left:
        day += timedelta(days=1)
        left -= terms.calendar.working(day)
    return day
