"""Who saw what: each look at words of a case and each export, added and never changed, chained as facts are."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select

from dialogs.ids import CaseId, PersonId
from store.crypto.hash_chain import BEGINNING, ChainKeyOf, chained, first_fault
from store.database.advisory_lock import one_by_one
from store.database.tables import audit

LAST: Final = (
    select(audit.c.number, audit.c.hash).where(audit.c.case == bindparam("of")).order_by(audit.c.number.desc()).limit(1)
)
ADD: Final = insert(audit)
SEEN: Final = (
    select(audit.c.case, audit.c.what, audit.c.at).where(audit.c.person == bindparam("whose")).order_by(audit.c.at)
)
KNOWN: Final = (
    select(audit.c.number)
    .where(audit.c.case == bindparam("of"), audit.c.person == bindparam("whose"))
    .where(audit.c.what.in_((bindparam("sent"), bindparam("seen"))))
    .limit(1)
)
SENT: Final = "sent "
"""Before what stands in a message that was sent: nobody can tell whether it was read."""
ALL: Final = select(audit).order_by(audit.c.case, audit.c.number).execution_options(yield_per=500)


class Audit:
    """The log of looking. What was done is in the facts."""

    def __init__(self, connection: Connection, chain_key: ChainKeyOf) -> None:
        self._connection, self._chain_key = connection, chain_key

    def seen(self, person: PersonId, what: str, case: CaseId | None, at: datetime) -> None:
        """Somebody saw something: `what` names the card or the export, in a word. Two who look at once are written down one after the other.

        The last thing of a transaction: until that ends, whoever looks at the same case waits.
        """
        one_by_one(self._connection, f"audit/{case or ''}")
        last = self._connection.execute(LAST, {"of": case or ""}).one_or_none()
        number, head = (last.number, last.hash) if last else (0, BEGINNING)
        row = {"case": case or "", "number": number + 1, "person": person, "what": what, "at": at}
        self._connection.execute(ADD, {**row, "hash": chained(head, row, self._chain_key.settled(at))})

    def put_before(self, person: PersonId, seen: str, case: CaseId, at: datetime) -> None:
        """A message with words of a case was put before somebody; nothing where the same was put there, or looked at, before."""
        known = self._connection.execute(KNOWN, {"whose": person, "of": case, "sent": SENT + seen, "seen": seen})
        if known.first() is None:
            self.seen(person, SENT + seen, case, at)

    def of(self, case: CaseId | None) -> tuple[tuple[PersonId, str, datetime], ...]:
        """Who saw what of a case, and when, the first first."""
        rows = self._connection.execute(ALL.where(audit.c.case == (case or "")))
        return tuple((PersonId(row.person), row.what, row.at) for row in rows)

    def by(self, person: PersonId) -> tuple[tuple[CaseId | None, str, datetime], ...]:
        """What somebody saw, of which case, and when, the first first."""
        rows = self._connection.execute(SEEN, {"whose": person})
        return tuple((CaseId(row.case) if row.case else None, row.what, row.at) for row in rows)

    def broken(self) -> Iterator[tuple[CaseId, int]]:
        """Each case whose log does not hold, with the number of the first line that was changed, removed, added or moved."""
        rows = (row._asdict() for row in self._connection.execute(ALL))
        for case, group in groupby(rows, itemgetter("case")):
            if fault := first_fault(group, self._chain_key.kept())[0]:
                yield CaseId(case), fault
