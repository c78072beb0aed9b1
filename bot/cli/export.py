"""All that is kept about one case, or about one person who uses the bot, as plain values: for a review, or for somebody with a right to a copy."""

import json
from collections.abc import Iterator
from typing import Any, Final

from dialogs.ids import CaseId
from dialogs.model.heard import Handle
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from dialogs.procedure.people import Part, Person, parts_of
from store.database.codec import codec, write_command
from store.unit_of_work import Work

FORMAT: Final = 1


def everything_of(case: Case, work: Work) -> dict[str, Any]:
    """The case as it stands, each fact in order, each look at it, and who the ids in all that are.

    Answers to the feedback are left out: they belong to nobody (P22).
    """
    told = {
        "case": json.loads(codec(Case).write(case)),
        "facts": [_fact(fact) for fact in work.facts.of(case.id)],
        "seen": [{"by": person, "what": what, "at": at.isoformat()} for person, what, at in work.audit.of(case.id)],
    }
    people = work.people.directory()
    named = frozenset(_texts(told))
    known = ((person, people[person]) for person in people if person in named)
    return {
        "format": FORMAT,
        **told,
        "people": {id_: {"name": person.name, "agency": person.agency, "role": person.role} for id_, person in known},
    }


def everything_on(person: Person, work: Work) -> dict[str, Any]:
    """Who somebody is, where they are written to, and what they did and looked at, case by case (UK GDPR, Article 15).

    No word that was written about a child: that is the child's, and stands in the case. Answers to the feedback belong to nobody.
    """
    mine = {case.id: case for case in _cases(person, work)}
    done, seen, lying = work.facts.done_by(person.id), work.audit.by(person.id), work.postings.before(person.id)
    others = {row.case for row in done} | {row.case for row in lying} | {case for case, *_ in seen}
    cases = mine | {id_: case for id_ in others - mine.keys() if id_ and (case := work.cases.get(id_))}
    named = {id_: case.reference for id_, case in cases.items()}

    def of(case: CaseId | None) -> str:
        return named.get(case, "erased") if case else ""

    reached, shut = work.people.handles(person.id), work.people.shut(person.id)
    feed, ended = work.own_addresses.feed_since(person.id), work.own_addresses.links_ended(person.id)
    return {
        "format": FORMAT,
        "person": json.loads(codec(Person).write(person)),
        "accounts": [
            *(_account(account, reached=True) for account in reached),
            *(_account(account, reached=False) for account in shut),
        ],
        "cases": [
            {"reference": case.reference, "stage": case.stage, "parts": _parts(case, person)} for case in cases.values()
        ],
        "done": [
            {
                "case": of(fact.case),
                "number": fact.number,
                "what": fact.what,
                "at": fact.at.isoformat(),
                "channel": fact.channel,
            }
            for fact in done
        ],
        "seen": [{"case": of(case), "what": what, "at": at.isoformat()} for case, what, at in seen],
        "cards": [
            {"case": of(posted.case), "card": posted.card, "channel": posted.handle.channel, "message": posted.message}
            for posted in lying
        ],
        "begun": [
            {"case": of(draft.press.case), "form": draft.press.verb, "changed": draft.changed.isoformat()}
            for draft in work.drafts.of(person.id)
        ],
        "calendar feed since": feed.isoformat() if feed else None,
        "links ended": ended.isoformat() if ended else None,
    }


def _cases(person: Person, work: Work) -> Iterator[Case]:
    """Every case that somebody is on, page by page."""
    page = work.cases.of(person.id, open_only=False)
    while page:
        yield from page
        page = work.cases.of(person.id, open_only=False, before=page[-1])


def _parts(case: Case, person: Person) -> list[str]:
    return [str(part.name).lower() for part in parts_of(case, person) & ~Part.ANYONE]


def _account(handle: Handle, *, reached: bool) -> dict[str, Any]:
    return {"channel": handle.channel, "tenant": handle.tenant, "user": handle.user, "reached": reached}


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "number": fact.number,
        "what": type(fact.command).__name__,
        "by": fact.by,
        "at": fact.at.isoformat(),
        "channel": fact.channel,
        "was": fact.was,
        "now": fact.now,
        "said": json.loads(write_command(fact.command)),
    }


def _texts(told: object) -> Iterator[str]:
    """Every text in it, however deep."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for inner in told.values():
            yield from _texts(inner)
    elif isinstance(told, list):
        for inner in told:
            yield from _texts(inner)
