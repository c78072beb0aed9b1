"""What has happened to each case, in order, for ever: rows are added and never changed, and chained (`store/crypto/hash_chain.py`)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, insert, select

from dialogs.ids import CaseId, PersonId
from dialogs.procedure.case import Stage
from dialogs.procedure.lifecycle import Fact
from store.crypto.case_keys import CaseKeys
from store.crypto.hash_chain import ChainKey, ChainKeyOf, chained, first_fault
from store.crypto.key_ring import KeyRing
from store.database.codec import FORMAT, read_command, write_command
from store.database.tables import cases, facts

Row = Mapping[str, object]

OF_CASE: Final = (
    select(facts, cases.c.key, cases.c.head)
    .join_from(facts, cases)
    .where(facts.c.case == bindparam("id"))
    .order_by(facts.c.number)
)
APPEND: Final = insert(facts)
DONE: Final = (
    select(facts.c.case, facts.c.number, facts.c.command, facts.c.at, facts.c.channel)
    .where(facts.c.by == bindparam("person"))
    .order_by(facts.c.at)
)
ALL: Final = select(facts).order_by(facts.c.case, facts.c.number).execution_options(yield_per=500)
HEADS: Final = select(cases.c.id, cases.c.version, cases.c.head)


class Deed(NamedTuple):
    """That something was done."""

    case: CaseId
    number: int
    what: str
    at: datetime
    channel: str


class Facts:
    """The facts of every case."""

    def __init__(self, connection: Connection, keys: KeyRing, chain_key: ChainKeyOf) -> None:
        self._connection, self._keys, self._chain_key = connection, keys, chain_key

    def of(self, case: CaseId) -> tuple[Fact, ...]:
        """Everything that has happened to a case, the first first; nothing once it has been erased."""
        rows = self._connection.execute(OF_CASE, {"id": case}).mappings().all()
        if not rows or rows[0]["key"] is None:
            return ()
        case_keys = CaseKeys.opened(case, rows[0]["key"], rows[0]["head"], self._keys)
        return tuple(_fact(row, case_keys) for row in rows)

    def done_by(self, person: PersonId) -> tuple[Deed, ...]:
        """What somebody did in any case, the first first: without its words, and also where those were erased."""
        return tuple(Deed(CaseId(row.case), *row[1:]) for row in self._connection.execute(DONE, {"person": person}))

    def append(self, rows: Sequence[Row]) -> None:
        """Adds what `sealed` made; the database refuses a number that is taken."""
        self._connection.execute(APPEND, rows)

    def broken(self) -> Iterator[tuple[CaseId, int]]:
        """Each case whose chain does not hold, with the number of the first fact that was changed, removed, added or moved."""
        heads = {id_: (version, head) for id_, version, head in self._connection.execute(HEADS)}
        rows = (row._asdict() for row in self._connection.execute(ALL))
        for case, group in groupby(rows, itemgetter("case")):
            chain = [*group]
            fault, head = first_fault(chain, self._chain_key.kept())
            stored = heads.pop(case, None)
            if fault or stored != (len(chain), head):
                yield CaseId(case), fault or len(chain) + 1
        yield from ((CaseId(case), 1) for case in heads)


def sealed(new: tuple[Fact, ...], case_keys: CaseKeys, chain_key: ChainKey) -> tuple[list[Row], bytes]:
    """Rows for new facts of a case, and the keyed hash that its chain then reaches."""
    rows: list[Row] = []
    head = case_keys.head
    for fact in new:
        row = _row(fact, case_keys)
        head = chained(head, row, chain_key)
        rows.append({**row, "hash": head})
    return rows, head


def _row(fact: Fact, case_keys: CaseKeys) -> Row:
    return {
        "case": fact.case,
        "number": fact.number,
        "by": fact.by,
        "at": fact.at,
        "channel": fact.channel,
        "was": fact.was,
        "now": fact.now,
        "command": type(fact.command).__name__,
        "format": FORMAT,
        "body": case_keys.box.seal(write_command(fact.command).encode(), _place(fact.case, fact.number)),
    }


def _fact(row: RowMapping, case_keys: CaseKeys) -> Fact:
    body = case_keys.box.open(row["body"], _place(row["case"], row["number"])).decode()
    return Fact(
        case=CaseId(row["case"]),
        number=row["number"],
        by=PersonId(row["by"]),
        at=row["at"],
        channel=row["channel"],
        was=Stage(row["was"]),
        now=Stage(row["now"]),
        command=read_command(row["command"], row["format"], body),
    )


def _place(case: str, number: int) -> str:
    return f"facts:{case}/{number}:body"
