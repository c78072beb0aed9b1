"""What an import changes, in lines for whoever runs it: each person, what was and what will be."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Final

from bot.cli.people.rows import Import
from dialogs.ids import PersonId
from dialogs.procedure.people import Person

SAID: Final = {
    "email": "e-mail",
    "agency_lead": "agency lead",
    "trained_on": "trained on",
    "line_manager": "line manager",
}
APART: Final = ("id", "active", "guest")


def told(found: Import, directory: Mapping[PersonId, Person]) -> Iterator[str]:
    """A line for each person who is new, changed, leaves or comes back."""
    people = {**directory, **{change.after.id: change.after for change in found.changes}}
    for change in found.changes:
        before, after = change.before, change.after
        row = f"row {change.row}: " if change.row else ""
        who = f"{row}{after.name} <{after.email}>"
        if change.twin:
            yield f"{who}: in the directory twice, also as {change.twin.email}; one person from now on."
        if before is None:
            yield f"{who}: new, of {after.agency}."
            continue
        if before.active != after.active:
            yield f"{who}: {'comes back' if after.active else 'leaves'}."
        if said := "; ".join(_differences(before, after, people)):
            yield f"{who}: {said}."


def counted(found: Import) -> str:
    """How many of each kind, in one line."""
    new = sum(change.before is None for change in found.changes)
    changed = sum(change.before not in (None, change.after) for change in found.changes)
    left = sum(change.leaves for change in found.changes)
    known = len(found.changes) - new
    more = ", ".join(said for number, said in ((changed, f"{changed} changed"), (left, f"{left} leaving")) if number)
    return f"{len(found.changes)} people: {new} new, {known} known already{f' ({more})' if more else ''}."


def _differences(before: Person, after: Person, people: Mapping[PersonId, Person]) -> Iterator[str]:
    for field in fields(Person):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if field.name not in APART and was != now:
            yield f"{SAID.get(field.name, field.name)} from {_word(was, people)} to {_word(now, people)}"


def _word(value: object, people: Mapping[PersonId, Person]) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(f"{first} to {last}" for first, last in value) or "none"
    if value in people:
        return people[PersonId(str(value))].name
    return f"{value}" if value else "none"
