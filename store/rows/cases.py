"""Cases as they stand: one row each, its words sealed with a key of its own.

The sealed body is bound to the case's version and to the hash of its latest fact: a row put back to an earlier state, or
facts rewritten with hashes that fit, cannot be read.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Final, cast

from sqlalchemy import Connection, Row, Select, bindparam, case, delete, insert, select, tuple_, update

from dialogs.ids import CaseId, PersonId
from dialogs.procedure.case import Case
from store.crypto.case_keys import CaseKeys, place
from store.crypto.key_ring import KeyRing
from store.database.codec import codec
from store.database.tables import LONDON, cases, drafts, outdated, players

Asked = Select[str, int, bytes, bytes | None, bytes | None]
Stored = Row[str, int, bytes, bytes | None, bytes | None]

SEALED: Final = (cases.c.id, cases.c.version, cases.c.head, cases.c.key, cases.c.body)
BY_ID: Final = select(*SEALED).where(cases.c.id == bindparam("id"))
BY_REFERENCE: Final = select(*SEALED).where(cases.c.reference == bindparam("reference"))
EVERY: Final = 2**31 - 1
LATEST_FIRST: Final = (
    select(*SEALED)
    .join_from(players, cases)
    .where(players.c.person == bindparam("person"))
    .order_by(players.c.since.desc(), players.c.case.desc())
    .limit(bindparam("limit"))
)
OPEN_ONLY: Final = LATEST_FIRST.where(players.c.open)
EARLIER: Final = tuple_(players.c.since, players.c.case) < tuple_(
    bindparam("since", type_=players.c.since.type), bindparam("last")
)
DUE: Final = (
    select(cases.c.id, (cases.c.next_due < bindparam("day", type_=cases.c.next_due.type)).label("overdue"))
    .where(cases.c.next_due <= bindparam("now", type_=cases.c.next_due.type))
    .order_by(cases.c.next_due, cases.c.id)
)
SINCE: Final = (
    select(*SEALED)
    .where(cases.c.raised_on >= bindparam("day"))
    .order_by(cases.c.raised_on, cases.c.id)
    .execution_options(yield_per=500)
)
OPEN: Final = select(*SEALED).where(cases.c.over_on.is_(None)).execution_options(yield_per=500)
LONGEST_OPEN: Final = (
    select(*SEALED).where(cases.c.over_on.is_(None)).order_by(cases.c.raised_on, cases.c.id).limit(bindparam("limit"))
)
ENDED: Final = (
    select(cases.c.id)
    .where(cases.c.over_on < bindparam("day"), cases.c.key.is_not(None), cases.c.hold.is_(None))
    .order_by(cases.c.over_on)
    .limit(bindparam("limit"))
)
HELD: Final = select(cases.c.hold).where(cases.c.id == bindparam("id"))
HOLD: Final = (
    update(cases).where(cases.c.id == bindparam("this")).values(hold=bindparam("since", type_=cases.c.hold.type))
)
SAME: Final = (
    select(cases.c.id)
    .where(
        cases.c.local_reference_index.in_(bindparam("indexes", expanding=True)),
        cases.c.over_on.is_(None),
        cases.c.id != bindparam("but"),
    )
    .limit(1)
)
BEGIN: Final = insert(cases)
DUE_TYPE: Final = cases.c.next_due.type
UNSWEPT: Final = case(
    (cases.c.next_due <= bindparam("now", type_=DUE_TYPE), cases.c.next_due), else_=bindparam("due", type_=DUE_TYPE)
)
"""What is due already stays due until the sweep has looked: a turn in between must not put it off."""
GO_ON: Final = (
    update(cases).where(cases.c.id == bindparam("this"), cases.c.version == bindparam("seen")).values(next_due=UNSWEPT)
)
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
SET_DUE: Final = update(cases).where(cases.c.id == bindparam("this")).values(next_due=bindparam("due", type_=DUE_TYPE))
ALL_DUE: Final = update(cases).where(cases.c.over_on.is_(None)).values(next_due=bindparam("due", type_=DUE_TYPE))
ERASE: Final = (
    update(cases)
    .where(cases.c.id == bindparam("this"))
    .values(key=None, body=None, local_reference_index=None, next_due=None)
)

OUTDATED: Final = select(cases.c.id, cases.c.key).where(outdated(cases.c.key)).limit(bindparam("limit"))
RESEAL: Final = (
    update(cases)
    .where(cases.c.id == bindparam("this"))
    .values(key=bindparam("new_key"), local_reference_index=bindparam("index"))
)


class Cases:
    """All cases. Whether somebody may see one is for `Work.scene` to judge."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys
        self._vaults: dict[CaseId, CaseKeys] = {}

    def get(self, id: CaseId) -> Case | None:  # noqa: A002 - it is the id
        """The case of that id."""
        return self._one(BY_ID, {"id": id})

    def by_reference(self, reference: str) -> Case | None:
        """The case that people call so."""
        return self._one(BY_REFERENCE, {"reference": reference.strip().upper()})

    def of(
        self, person: PersonId, *, open_only: bool = True, limit: int = EVERY, before: Case | None = None
    ) -> tuple[Case, ...]:
        """Cases that somebody is on, the latest raised first; those after `before`, the last of the page that was read."""
        asked = OPEN_ONLY if open_only else LATEST_FIRST
        values: dict[str, object] = {"person": person, "limit": limit}
        if before:
            asked, values = asked.where(EARLIER), {**values, "since": before.raised_at, "last": before.id}
        found = (self._read(row) for row in self._connection.execute(asked, values))
        return tuple(case for case in found if case)

    def due(self, now: datetime, day: datetime) -> Sequence[tuple[CaseId, bool]]:
        """Cases for which something falls due, the longest due first, each with whether it was due before the day began.

        All at once, out of the index alone: a hundred thousand ids are some ten megabytes.
        """
        return cast("Sequence[tuple[CaseId, bool]]", self._connection.execute(DUE, {"now": now, "day": day}).all())

    def set_due(self, id: CaseId, next_due: datetime | None) -> None:  # noqa: A002 - it is the id
        """When the case is looked at next though nobody does anything."""
        self._connection.execute(SET_DUE, {"this": id, "due": next_due})

    def look_at_all(self, now: datetime) -> None:
        """Every open case is due, for what was reckoned when each would be is not to be trusted."""
        self._connection.execute(ALL_DUE, {"due": now})

    def same_reference(self, local_reference: str, but: CaseId | None) -> bool:
        """Whether an open case, other than one, has this local reference."""
        indexes = self._keys.indexes(_local(local_reference))
        return self._connection.scalar(SAME, {"indexes": indexes, "but": but or ""}) is not None

    def since(self, day: date) -> Iterator[Case]:
        """Every case that was raised on that day or later and has not been erased."""
        for row in self._connection.execute(SINCE, {"day": day}):
            if case := self._read(row):
                yield case

    def open(self) -> Iterator[Case]:
        """Every case that is not over."""
        for row in self._connection.execute(OPEN):
            if case := self._read(row):
                yield case

    def longest_open(self, limit: int) -> Iterator[Case]:
        """Cases that are not over, those raised first, at most so many."""
        for row in self._connection.execute(LONGEST_OPEN, {"limit": limit}):
            if found := self._read(row):
                yield found

    def ended(self, before: date, limit: int) -> tuple[CaseId, ...]:
        """Cases that were over before that day, are not erased yet and not on hold, the earliest first."""
        return tuple(map(CaseId, self._connection.scalars(ENDED, {"day": before, "limit": limit})))

    def hold(self, id: CaseId, since: datetime | None) -> None:  # noqa: A002 - it is the id
        """Keeps the case from being erased; `None` lets it go."""
        self._connection.execute(HOLD, {"this": id, "since": since})

    def held(self, id: CaseId) -> datetime | None:  # noqa: A002 - it is the id
        """Since when the case is kept from being erased."""
        return self._connection.scalar(HELD, {"id": id})

    def erase(self, id: CaseId) -> None:  # noqa: A002 - it is the id
        """Destroys the case's key, and with it all that was ever written about it.

        Its facts stay, unreadable, so that the chain holds; and so does where its cards lie, until they have been taken back.
        """
        self._connection.execute(ERASE, {"this": id})
        for table in (players, drafts):
            self._connection.execute(delete(table).where(table.c.case == id))

    def reseal(self, limit: int) -> int:
        """Turns the keys of some cases over to the current key of the ring, and says of how many."""
        rows = self._connection.execute(OUTDATED, {**self._keys.outdated, "limit": limit}).all()
        for id_, key in rows:
            case = self.get(CaseId(id_))
            index = self._keys.index(_local(case.local_reference)) if case and case.local_reference else None
            self._connection.execute(
                RESEAL, {"this": id_, "new_key": self._keys.rewrap(key, place(CaseId(id_))), "index": index}
            )
        return len(rows)

    def case_keys(self, id: CaseId, *, new: bool) -> CaseKeys | None:  # noqa: A002 - it is the id
        """What is needed to write to a case; nothing if there is none."""
        if new:
            return CaseKeys.new(id, self._keys)
        if id not in self._vaults:
            self.get(id)
        return self._vaults.get(id)

    def begin(self, case: Case, case_keys: CaseKeys, head: bytes, next_due: datetime | None) -> None:
        """Stores a case for the first time; the database refuses a reference that is taken."""
        began = {
            "id": case.id,
            "reference": case.reference,
            "profile": case.profile,
            "raised_on": _day(case.raised_at),
            "key": case_keys.key,
        }
        self._connection.execute(BEGIN, {**began, **self._row(case, case_keys, head), "next_due": next_due})

    def go_on(
        self, seen: Case, after: Case, case_keys: CaseKeys, head: bytes, next_due: datetime | None, *, now: datetime
    ) -> bool:
        """Stores what a case has become, unless somebody else has changed it since it was seen."""
        row = self._row(after, case_keys, head)
        values = {"this": after.id, "seen": seen.version, "due": next_due, "now": NEVER if after.over else now, **row}
        return self._connection.execute(GO_ON, values).rowcount == 1

    def _row(self, case: Case, case_keys: CaseKeys, head: bytes) -> dict[str, object]:
        return {
            "stage": case.stage,
            "version": case.version,
            "over_on": _day(case.turned_at) if case.over else None,
            "local_reference_index": self._keys.index(_local(case.local_reference)) if case.local_reference else None,
            "head": head,
            "body": case_keys.box.seal(codec(Case).write(case).encode(), _bound(case.id, case.version, head)),
        }

    def _one(self, asked: Asked, values: dict[str, object]) -> Case | None:
        row = self._connection.execute(asked, values).one_or_none()
        return self._read(row) if row else None

    def _read(self, row: Stored) -> Case | None:
        if row.key is None or row.body is None:
            return None
        case_keys = self._vaults[CaseId(row.id)] = CaseKeys.opened(CaseId(row.id), row.key, row.head, self._keys)
        return codec(Case).read(case_keys.box.open(row.body, _bound(row.id, row.version, row.head)).decode())


def _bound(id_: str, version: int, head: bytes) -> str:
    return f"cases:{id_}/{version}/{head.hex()}:body"


def _local(reference: str) -> str:
    """However it was typed."""
    return f"local reference {''.join(reference.split()).casefold()}"


def _day(at: datetime | None) -> date | None:
    return at.astimezone(LONDON).date() if at else None
