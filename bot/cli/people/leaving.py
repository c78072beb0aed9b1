"""Somebody has left: off every list, links and accounts over at once, and what they owed handed on, in one transaction.

What they did stays theirs, by name. Only the gates that anybody passes are used: a supervisor stands down, so the lead
passes on and the place is open; a nominee declines; a manager's deputy takes their place. What no gate hands on is seen
to by those whom the procedure names (`sees_to`), and the sweep tells them and the office.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from dialogs import words
from dialogs.ids import PersonId, TurnId
from dialogs.interaction.consequences import consequences
from dialogs.model.heard import Handle
from dialogs.model.turns import FeedEnded, LinksEnded, Scene, Turn
from dialogs.model.views import Card
from dialogs.owed import OWED
from dialogs.procedure.asks import open_asks
from dialogs.procedure.case import Case
from dialogs.procedure.commands.agreement import HandOver
from dialogs.procedure.commands.base import Command
from dialogs.procedure.commands.supervision import StandDown, TurnDown
from dialogs.procedure.lifecycle import decide, evolve
from dialogs.procedure.nudges import sees_to
from dialogs.procedure.people import Directory, Person
from dialogs.procedure.terms import Terms
from dialogs.procedure.trouble import Trouble
from store.accounts import How
from store.queue.jobs import Jobs, again
from store.unit_of_work import Work

DIRECTORY: Final = "directory"  # the channel of what follows because the directory says so
REASON: Final = "The directory says that they have left."
PAGE: Final = 100

TermsOf = Callable[[str | None], Terms]


def leaves(work: Work, jobs: Jobs, person: Person, terms: TermsOf, by: PersonId) -> Iterator[str]:
    """Somebody is no longer there; a line for each thing that was handed on, and to whom."""
    now = terms(None).now
    person = replace(person, active=True)  # the gates let nobody do anything who has left: it is their last step
    work.people.save([replace(person, active=False)])
    over(work, person, now)
    people = work.people.directory()
    for case in [*_open(work, person.id)]:
        rules, left = terms(case.profile), case
        for did, command in _in_their_place(case, person, people):
            after = _done(work, left, command, person, people, rules)
            if after is not left:
                yield f"{case.reference}: {did}"
            left = after
        yield from _waiting(left, person, people, rules)
        work.cases.set_due(case.id, now)
        again(jobs, work.connection, left, f"left-{person.id}")
    work.audit.seen(by, f"leaver: {person.id}", None, now)


def over(work: Work, person: Person, now: datetime, *, keeping: bool = False) -> None:
    """Every way in that somebody had is over: links, pages and sessions, the calendar feed; accounts in chats, unless they are kept."""
    for ended in (LinksEnded(), FeedEnded()):
        work.own_addresses.keep(ended, person.id, now)
    for handle in () if keeping else work.people.handles(person.id):
        work.accounts.end(handle, person.id, now, How.LEFT)


def _open(work: Work, person: PersonId) -> Iterator[Case]:
    last: Case | None = None
    while page := work.cases.of(person, limit=PAGE, before=last):
        yield from page
        last = page[-1]


def _in_their_place(case: Case, person: Person, people: Directory) -> Iterator[tuple[str, Command]]:
    """What is tried in their place; the gates say which of it can be."""
    deputies = (deputy.person for deputy in case.stand_ins if deputy.instead_of == person.id)
    deputy = next((people[id_] for id_ in deputies if id_ in people and people[id_].active), None)
    if deputy:
        yield f"{deputy.name}, their deputy, is the accountable manager now.", HandOver(manager=deputy.id)
    yield "they stood down as supervisor, and the manager is asked to choose another.", StandDown(reason=REASON)
    yield "they declined to supervise, and the manager is asked to choose another.", TurnDown(reason=REASON)


def _done(  # noqa: PLR0917 - one transaction and what a gate needs
    work: Work, case: Case, command: Command, person: Person, people: Directory, terms: Terms
) -> Case:
    """The case afterwards; just as it was where the gate does not let it be done."""
    fact = decide(case, command, by=person, terms=terms, channel=DIRECTORY)
    if isinstance(fact, Trouble):
        return case
    after = evolve(case, fact)
    sender = Handle(DIRECTORY, "", person.id)
    turn = TurnId(f"left/{person.id}/{case.id}/{case.version}")
    scene = Scene(turn=turn, sender=sender, actor=person, terms=terms, people=people, case=case)
    effects = consequences(case, after, fact, terms, people)
    work.keep(scene, Turn(reply=Card(name="", title=""), facts=(fact,), case=after, effects=effects))
    return after


def _waiting(case: Case, person: Person, people: Directory, terms: Terms) -> Iterator[str]:
    for ask in open_asks(case, terms):
        if ask.of == person.id:
            seen_to = words.listed(people[id_].name for id_ in sees_to(case, ask, people) if id_ in people)
            owed = OWED[ask.what].said(yours=False)
            yield f"{case.reference}: they had to {owed}. {seen_to or 'The partnership office'} will be told."
