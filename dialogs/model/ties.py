"""What ties a supervisor to a case, or to somebody on it, in words: shown wherever supervisors are chosen, and never in the way (P11)."""

from collections.abc import Iterator

from dialogs.procedure.agencies import same_agency
from dialogs.procedure.case import Case
from dialogs.procedure.people import Directory, Person

PRACTITIONER = "practitioner"  # of the profile's roles, the one who works with the child


def ties(supervisor: Person, case: Case, people: Directory) -> tuple[str, ...]:
    """All of them, to be read after "Sal Sample": "line-manages Pat Pretend"; none where nothing is known."""
    return (*_to_the_case(supervisor, case), *_to_people(supervisor, case, people))


def _to_the_case(supervisor: Person, case: Case) -> Iterator[str]:
    me = supervisor.id
    if me in case.managers or me in {agreement.by for agreement in case.agreements}:
        yield "decided on this case"
    if me == case.raiser:
        yield "raised this case"
    attends = any(attendee.person == me for attendee in case.attendees)
    if me == case.keyworker or attends or (me == case.raiser and case.raiser_role == PRACTITIONER):
        yield "works with the child"
    before = (known for session in case.sessions if session.held_at for known in session.members)
    if any(known.person == me and known.supervises for known in before):
        yield "supervised this case before"


def _to_people(supervisor: Person, case: Case, people: Directory) -> Iterator[str]:
    on_it = (
        case.raiser,
        *case.managers,
        *((case.keyworker,) if case.keyworker else ()),
        *(attendee.person for attendee in case.attendees),
        *case.supervisors,
    )
    for person in dict.fromkeys(on_it):
        other = people.get(person)
        if other and other.id != supervisor.id and (tie := between(supervisor, other)):
            yield f"{tie} {other.name}"


def between(supervisor: Person, other: Person) -> str:
    """What somebody is to somebody else in their organisation, as far as the directory knows; nothing if they are strangers there."""
    if other.line_manager == supervisor.id:
        return "line-manages"
    if supervisor.line_manager == other.id:
        return "is line-managed by"
    together = supervisor.line_manager is not None and supervisor.line_manager == other.line_manager
    return "is in one team with" if together and same_agency(supervisor.agency, other.agency) else ""
