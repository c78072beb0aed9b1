"""Anchors: how far the chain of each case had got, of what was done and of what was seen, in a file that is kept elsewhere.

A chain shows that a line in its middle was changed. That its end was cut off, or all of it taken away, only shows beside
what was written down before, where whoever can write to the database cannot. An anchor names no person and no word.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, NamedTuple

from sqlalchemy import Table, and_, func, select

from dialogs.errors import JsvError
from store.crypto.hash_chain import ChainKey
from store.database.tables import audit, facts
from store.unit_of_work import Work

FORMAT: Final = 1
LOGS: Final[Mapping[str, Table]] = {"done": facts, "seen": audit}


class BadAnchor(JsvError):
    """The file is no anchor of this installation, or was changed."""


class End(NamedTuple):
    """How far one chain had got."""

    number: int
    hash: str


Ends = Mapping[tuple[str, str], End]
"""By log and case; an empty case is what concerns no one case."""


class Anchor(NamedTuple):
    """What a file says."""

    at: str
    head: str
    ends: Ends


def written(work: Work, at: datetime) -> str:
    """An anchor of now: a line about all, with a keyed hash of it and of the rest, then a line for each chain."""
    ends = _ends(work)
    lines = [json.dumps([log, case, *end]) for (log, case), end in sorted(ends.items())]
    said = {
        "format": FORMAT,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "done": sum(end.number for (log, _), end in ends.items() if log == "done"),
        "seen": sum(end.number for (log, _), end in ends.items() if log == "seen"),
        "chains": len(lines),
    }
    head = {**said, "head": _head(said, lines, work.chain_keys.settled(at))}
    return "\n".join((json.dumps(head), *lines)) + "\n"


def read(text: str, work: Work) -> Anchor:
    """What an anchor says.

    Raises:
        BadAnchor: it was not made by this installation, or was changed since.
    """
    try:
        first, *lines = text.splitlines()
        said = json.loads(first)
        head = said.pop("head")
        chains = [json.loads(line) for line in lines]
        ends = {(str(log), str(case)): End(int(number), str(reached)) for log, case, number, reached in chains}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadAnchor("This file is no anchor: it is not what `jsv audit anchor` writes.") from None
    key = work.chain_keys.kept()
    if key is None or head != _head(said, lines, key):
        raise BadAnchor("This anchor was changed, or is of another installation.")
    return Anchor(str(said.get("at")), head, ends)


def faults(anchor: Anchor, work: Work) -> Iterator[tuple[str, str, int]]:
    """Each chain that does not hold what it held when the anchor was made: the log, the case, and the first line that is gone or another."""
    for log, table in LOGS.items():
        wanted = {case: end for (of, case), end in anchor.ends.items() if of == log}
        reached = {case: number for (of, case), (number, _) in _ends(work).items() if of == log}
        for case, end in wanted.items():
            if reached.get(case, 0) < end.number:
                yield log, case, reached.get(case, 0) + 1
            elif _hash(work, table, case, end.number) != end.hash:
                yield log, case, end.number


def _ends(work: Work) -> Ends:
    found: dict[tuple[str, str], End] = {}
    for log, table in LOGS.items():
        last = select(table.c.case, func.max(table.c.number).label("number")).group_by(table.c.case).subquery()
        of = table.join(last, and_(table.c.case == last.c.case, table.c.number == last.c.number))
        rows = work.connection.execute(select(table.c.case, table.c.number, table.c.hash).select_from(of))
        found.update({(log, case): End(number, bytes(reached).hex()) for case, number, reached in rows})
    return found


def _hash(work: Work, table: Table, case: str, number: int) -> str:
    asked = select(table.c.hash).where(table.c.case == case, table.c.number == number)
    return bytes(work.connection.scalar(asked) or b"").hex()


def _head(said: Mapping[str, object], lines: list[str], key: ChainKey) -> str:
    """One keyed hash of everything: what can be written on paper, or into a mail."""
    rest = sha256("\n".join(lines).encode()).hexdigest()
    return key.mac(f"{json.dumps(said, sort_keys=True)}\n{rest}".encode()).hex()
