"""Who is in the directory, in lines for whoever looks after it. No word of a case is in any."""

from collections.abc import Iterable, Iterator
from typing import Final

from dialogs import words
from dialogs.procedure.people import Directory, Person

WHAT: Final = {
    "pool": "may supervise",
    "office": "partnership office",
    "learning": "learning representative",
    "workforce": "Workforce Development Group",
    "guest": "guest, typed in with an invitation",
    "agency_lead": "sees the agency's figures",
}


def listed(people: Iterable[Person], *, agency: str, left: bool) -> Iterator[str]:
    """A line each, by agency and name: those who are there, or those who have left."""
    wanted = agency.casefold()
    chosen = [
        person for person in people if person.name and person.active is not left and wanted in person.agency.casefold()
    ]
    for person in sorted(chosen, key=lambda person: (person.agency.casefold(), person.name.casefold())):
        yield "  ".join(filter(None, (person.email or "no address", person.name, person.agency, _what(person))))
    yield f"{words.count(len(chosen), 'person', 'people')}."


def shown(person: Person, people: Directory, *, open_cases: int) -> Iterator[str]:
    """All that the directory says of somebody, a line each."""
    yield f"{person.name}, {person.agency}{'' if person.active else ': has left'}"
    yield f"e-mail: {person.email or 'none'}"
    yield f"role: {person.role or 'none'}"
    yield f"what they are: {_what(person) or 'nothing more'}"
    yield f"trained to supervise: {person.trained_on or 'not known'}"
    manager = people.get(person.line_manager) if person.line_manager else None
    yield f"line manager: {manager.name if manager else 'none'}"
    yield f"leave: {', '.join(f'{first} to {last}' for first, last in person.leave) or 'none'}"
    yield f"open cases: {open_cases}"


def _what(person: Person) -> str:
    return ", ".join(said for flag, said in WHAT.items() if getattr(person, flag))
