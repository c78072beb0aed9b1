"""Who may be what: one rule for each part, read by every form that offers people (P07, P10, P13).

The directory says little of what people are, so what it does not say bars nobody; what it does say is gone by. A guest, whom
a lead coordinator typed in and the directory has not confirmed, decides on no case and brings in no agency.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from dialogs.ids import PersonId
from dialogs.procedure.people import Directory, Person

DECIDES: Final = re.compile(
    r"\b(manager|head|lead|leader|director|supervisor|chief|superintendent|inspector|sergeant|matron)\b", re.IGNORECASE
)
"""Words of a role that say that somebody has oversight, whatever else it says."""
CARRIES_OUT: Final = re.compile(
    r"\b(officer|constable|pcso|key ?worker|support worker|assistant|trainee|student|administrator|receptionist)\b",
    re.IGNORECASE,
)
"""Words of a role that say that somebody has none. Titles differ too much between agencies for more: a role that is not known bars nobody."""


def may_decide(person: Person, line_managers: Callable[[], frozenset[PersonId]]) -> bool:
    """Whether somebody may be the accountable manager: a team manager or safeguarding supervisor (P07)."""
    if not person.active or person.guest or person.office:
        return False
    if person.decides is not None:
        return person.decides
    if person.pool or not CARRIES_OUT.search(person.role) or DECIDES.search(person.role):
        return True
    return person.id in line_managers()


def deciding(people: Directory) -> Callable[[Person], bool]:
    """Who of all these people may be the accountable manager."""
    managing = cache(lambda: line_managers(people))
    return lambda person: may_decide(person, managing)


def may_stand_in(person: Person) -> bool:
    """Whether a manager may name them as deputy: whomever they trust, of the directory."""
    return person.active and not person.guest and not person.office


def may_supervise(person: Person) -> bool:
    """Whether somebody may be asked to supervise (P10)."""
    return person.active and person.pool and not person.guest


def may_be_keyworker(person: Person, on_the_case: Iterable[PersonId] = ()) -> bool:
    """Whether somebody may place the record on the child's file (P13): a guest only of the case on which they are."""
    return person.active and not person.office and (not person.guest or person.id in on_the_case)


def line_managers(people: Directory) -> frozenset[PersonId]:
    """Everybody who line-manages somebody that is there."""
    return frozenset(
        person.line_manager for person in people.values() if person.line_manager is not None and person.active
    )


def agencies(people: Directory) -> tuple[str, ...]:
    """The agencies there are: those of the people in the directory, not what was typed for a guest."""
    return tuple(sorted({person.agency for person in people.values() if person.active and not person.guest}))
