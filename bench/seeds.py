"""Databases with many cases in them, written as the store writes them, only many at a time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import uuid5

from sqlalchemy import Engine, Table, insert

from bot.runtime.clock import london
from bot.wiring import migrate
from dialogs.ids import SPACE, CaseId, PersonId
from dialogs.model.heard import Handle
from dialogs.procedure.case import Case
from dialogs.procedure.lifecycle import Fact
from store.crypto.case_keys import CaseKeys
from store.crypto.key_ring import KeyRing
from store.database.connect import open_engine
from store.database.tables import cases, facts, players
from store.queue.jobs import InMemoryJobs
from store.rows.case_members import _cast, _row
from store.rows.cases import Cases, _day
from store.rows.chain_keys import ChainKeyCache, ChainKeys
from store.rows.facts import sealed
from store.unit_of_work import Store
from tests.slack_double import TEAM
from tests.town import PEOPLE, Town, played

MANAGER: Final = PersonId("mo")
FEW: Final = PersonId("tess")  # is on as many cases as a manager is at one time
CASES_OF_FEW: Final = 8
SLACK: Final = {person.id: Handle("slack", TEAM, f"U{person.id.upper()}") for person in PEOPLE}
PAGE: Final = 2_000


@contextmanager
def opened(url: str) -> Iterator[tuple[Engine, Store]]:
    """A database with the town's people in it, and a store on it whose jobs are thrown away."""
    migrate(url)
    engine = open_engine(url)
    store = Store(engine, KeyRing.development(), InMemoryJobs())
    with store.begin() as work:
        work.people.save(PEOPLE)
        for person, handle in SLACK.items():
            work.people.link(handle, person, london())
    try:
        yield engine, store
    finally:
        engine.dispose()


def raised(count: int, at: datetime, begin: int = 0) -> Iterator[tuple[Case, Fact]]:
    """Cases that wait for their manager, all alike but for their ids."""
    town = played("raised", Town(now=at))
    case, (fact,) = town.case, town.facts[town.case.id]
    for number in range(begin, begin + count):
        id_ = named(number)
        keyworker = FEW if number < CASES_OF_FEW else case.keyworker
        yield replace(case, id=id_, reference=f"JS-{number:07}", keyworker=keyworker), replace(fact, case=id_)


def named(number: int) -> CaseId:
    """The id of a seeded case."""
    return CaseId(uuid5(SPACE, f"bench {number}").hex)


def seed(engine: Engine, made: Iterable[tuple[Case, Fact, datetime | None]]) -> None:
    """Writes cases, their facts and their people."""
    keys, coming = KeyRing.development(), iter(made)
    while page := tuple(islice(coming, PAGE)):
        with engine.begin() as connection:
            store = Cases(connection, keys)
            rows: dict[Table, list[Mapping[str, object]]] = {cases: [], facts: [], players: []}
            for case, fact, due in page:
                case_keys = CaseKeys.new(case.id, keys)
                chain, head = sealed((fact,), case_keys, ChainKeys(connection, keys, ChainKeyCache()).settled(fact.at))
                began = {
                    "id": case.id,
                    "reference": case.reference,
                    "profile": case.profile,
                    "raised_on": _day(case.raised_at),
                    "key": case_keys.key,
                }
                rows[cases].append({**began, **store._row(case, case_keys, head), "next_due": due})
                rows[facts] += chain
                rows[players] += [
                    _row(case, person, supervises=supervises) for person, supervises in _cast(case).items()
                ]
            for table, its in rows.items():
                connection.execute(insert(table), its)
