"""Two entries of the directory that are one person become one; and an entry that nothing was done under is taken out.

What was done names people by an id that is never changed. So whoever is on cases keeps their id, and takes the other's
address, accounts and what the directory says of them.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.cli.people.leaving import over
from bot.config.errors import Plain
from dialogs import words
from dialogs.ids import PersonId
from dialogs.procedure.case import Case
from dialogs.procedure.people import Person
from store.unit_of_work import Work

SOME: Final = 5  # cases that are named
FLAGS: Final = ("pool", "office", "learning", "agency_lead", "workforce")


def found(work: Work, email: str) -> Person:
    """Whoever has that address.

    Raises:
        Plain: nobody has it.
    """
    person = work.people.by_email(email)
    if person is None:
        raise Plain([f"Nobody in the directory has the address {email}. `jsv people list` shows who is in it."])
    return work.people.directory()[person]


def merge(work: Work, old: Person, new: Person, now: datetime, by: PersonId) -> Person:
    """One person from now on, under the address of `new`; whoever they are then.

    Raises:
        Plain: both are on open cases, or they are one already.
    """
    if old.id == new.id:
        raise Plain([f"{old.email} and {new.email} are one person already."])
    stays, goes = (new, old) if _cases(work, new) and not _cases(work, old) else (old, new)
    if _cases(work, stays, open_only=True) and (theirs := _cases(work, goes, open_only=True)):
        said = words.listed(case.reference for case in theirs)
        raise Plain(
            [
                f"Both are on open cases: those of {goes.email} are {said}. Have somebody else take their part there first."
            ]
        )
    over(work, goes, now, keeping=True)
    work.people.save([_emptied(goes, named=bool(_cases(work, goes)))])
    one = _as_one(old, new, stays.id)
    work.people.save([one, *_managed_by(work, goes.id, stays.id)])
    work.people.one_person(goes.id, stays.id)
    work.audit.seen(by, f"merged: {goes.id} into {stays.id}", None, now)
    return one


def remove(work: Work, person: Person, now: datetime, by: PersonId) -> None:
    """Takes out somebody under whom nothing was ever done; only an id without a name or address remains.

    Raises:
        Plain: they are or were on a case, whose record names them.
    """
    if theirs := _cases(work, person):
        said = words.listed(case.reference for case in theirs)
        instead = f"Say `jsv people leave {person.email}`, or `jsv people merge` if they are there twice."
        raise Plain([f"{person.name} is or was on {said}: what was done keeps their name. {instead}"])
    over(work, person, now)
    work.people.save([_emptied(person, named=False), *_managed_by(work, person.id, None)])
    work.audit.seen(by, f"removed: {person.id}", None, now)


def _cases(work: Work, person: Person, *, open_only: bool = False) -> tuple[Case, ...]:
    return work.cases.of(person.id, open_only=open_only, limit=SOME)


def _emptied(person: Person, *, named: bool) -> Person:
    """An entry that is nobody's any more; with the name, where what was done shows it."""
    bare = Person(id=person.id, name="", agency="", active=False)
    return replace(bare, name=person.name, agency=person.agency) if named else bare


def _as_one(old: Person, new: Person, id_: PersonId) -> Person:
    """What the newer entry says; what it does not say, as the older has it."""
    either = {flag: getattr(old, flag) or getattr(new, flag) for flag in FLAGS}
    return replace(
        new,
        id=id_,
        role=new.role or old.role,
        trained_on=new.trained_on or old.trained_on,
        line_manager=new.line_manager or old.line_manager,
        leave=tuple(sorted({*old.leave, *new.leave})),
        active=old.active or new.active,
        decides=old.decides if new.decides is None else new.decides,
        guest=old.guest and new.guest,
        **either,
    )


def _managed_by(work: Work, gone: PersonId, stays: PersonId | None) -> list[Person]:
    people = work.people.directory().values()
    return [replace(person, line_manager=stays) for person in people if person.line_manager == gone]
