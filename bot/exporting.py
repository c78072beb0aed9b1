"""All that is kept about one case, as plain values: for a review, or for somebody with a right to a copy."""

import json
from collections.abc import Iterator
from typing import Any, Final

from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from store.codec import codec, write_command
from store.unit_of_work import Work

FORMAT: Final = 1


def everything_of(case: Case, work: Work) -> dict[str, Any]:
    """The case as it stands, each fact in order, each look at it, and who the ids in all that are.

    Answers to the feedback are left out: they belong to nobody (P22).
    """
    told = {
        "case": json.loads(codec(Case).write(case)),
        "facts": [_fact(one) for one in work.facts.of(case.id)],
        "seen": [{"by": person, "what": what, "at": at.isoformat()} for person, what, at in work.audit.of(case.id)],
    }
    people = work.people.directory()
    named = frozenset(_texts(told))
    known = ((one, people[one]) for one in people if one in named)
    return {"format": FORMAT, **told, "people": {id_: {"name": one.name, "agency": one.agency, "role": one.role} for id_, one in known}}


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
        for one in told.values():
            yield from _texts(one)
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one)
