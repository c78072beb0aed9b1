"""Where each card lies: so that a repeated delivery edits it, and every copy can be drawn again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from dialogs.ids import CaseId, PersonId
from dialogs.model.heard import Handle
from store.crypto.key_ring import KeyRing
from store.database.advisory_lock import one_by_one
from store.database.codec import codec
from store.database.tables import outdated, postings


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """A card before a person. `drawn` is the hash of what was last shown, `edited` when we changed it last; `key` names the telling that brought it."""

    person: PersonId
    handle: Handle
    card: str
    case: CaseId | None
    about: str = ""
    conversation: str = ""
    message: str
    drawn: str = ""
    key: str = ""
    edited: datetime | None = None

    @property
    def where(self) -> tuple[str, str]:
        """The message, wherever else it is noted."""
        return self.conversation, self.message


CARD: Final = tuple(postings.c[name] == bindparam(f"its_{name}") for name in ("person", "card", "case", "about"))
THERE: Final = (*CARD, postings.c.place.in_(bindparam("its_places", expanding=True)))
LATEST: Final = select(func.coalesce(func.max(postings.c.number), 0)).where(*CARD)
FIND: Final = select(postings).where(*CARD).order_by(postings.c.number.desc())
OF_CASE: Final = (
    select(postings).where(postings.c.case == bindparam("its_case")).order_by(postings.c.person, postings.c.number)
)
BEFORE: Final = (
    select(postings).where(postings.c.person == bindparam("its_person")).order_by(postings.c.case, postings.c.card)
)
AT: Final = select(postings).where(
    postings.c.person == bindparam("its_person"), postings.c.place.in_(bindparam("its_places", expanding=True))
)
LISTS: Final = select(postings).where(
    postings.c.person.in_(bindparam("its_people", expanding=True)), postings.c.case == ""
)
ADD: Final = insert(postings)
MOVED: Final = update(postings).where(*THERE)
DROP: Final = delete(postings).where(*THERE)

OUTDATED: Final = select(postings).where(outdated(postings.c.body)).limit(bindparam("limit"))


class Postings:
    """Every place where a card lies. One card about one thing lies once at each handle of a person."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def alone(self, person: PersonId) -> None:
        """Until this transaction ends nobody else says where cards of this person lie: what is read from here on stays so."""
        one_by_one(self._connection, f"postings/{person}")

    def add(self, posted: Posted) -> None:
        """The card was put there; if it lay there before, this is where it lies now. Two who add at once are `alone` one after the other."""
        self.alone(posted.person)
        number = self._connection.execute(LATEST, _card(posted)).scalar_one() + 1
        self.drop(posted)
        row = {"person": posted.person, "card": posted.card, "case": posted.case or "", "about": posted.about}
        place = self._keys.index(_written(posted.handle))
        self._connection.execute(ADD, {**row, "place": place, "number": number, "body": self._sealed(posted, place)})

    def of_case(self, case: CaseId) -> tuple[Posted, ...]:
        """All cards of a case, wherever they lie."""
        return tuple(map(self._read, self._connection.execute(OF_CASE, {"its_case": case}).mappings()))

    def before(self, person: PersonId) -> tuple[Posted, ...]:
        """All cards that lie before somebody, of whatever case."""
        return tuple(map(self._read, self._connection.execute(BEFORE, {"its_person": person}).mappings()))

    def lists(self, people: Iterable[PersonId]) -> tuple[Posted, ...]:
        """The cards of no one case that lie before these people."""
        return tuple(map(self._read, self._connection.execute(LISTS, {"its_people": sorted(people)}).mappings()))

    def at(self, person: PersonId, handle: Handle) -> tuple[Posted, ...]:
        """All cards that lie at one handle of a person."""
        asked = {"its_person": person, "its_places": self._keys.indexes(_written(handle))}
        return tuple(map(self._read, self._connection.execute(AT, asked).mappings()))

    def find(self, person: PersonId, card: str, case: CaseId | None, about: str = "") -> Posted | None:
        """Where that card was put before somebody last."""
        return next(iter(self.copies(person, card, case, about)), None)

    def copies(self, person: PersonId, card: str, case: CaseId | None, about: str = "") -> tuple[Posted, ...]:
        """Where that card lies before somebody, the latest first; once at each of their handles."""
        return tuple(map(self._read, self._connection.execute(FIND, _its(person, card, case, about)).mappings()))

    def moved(self, posted: Posted) -> None:
        """The card at that handle is another message now, or shows something else."""
        place = self._keys.index(_written(posted.handle))
        self._connection.execute(MOVED, {**self._there(posted), "place": place, "body": self._sealed(posted, place)})

    def drop(self, posted: Posted) -> None:
        """The card at that handle is gone."""
        self._connection.execute(DROP, self._there(posted))

    def reseal(self, limit: int) -> int:
        """Seals some postings anew with the current key of the ring, and says how many."""
        rows = self._connection.execute(OUTDATED, {**self._keys.outdated, "limit": limit}).mappings().all()
        for row in rows:
            self.moved(self._read(row))
        return len(rows)

    def _sealed(self, posted: Posted, place: bytes) -> bytes:
        return self._keys.encrypt(codec(Posted).write(posted), _at(_card(posted), place))

    def _read(self, row: RowMapping) -> Posted:
        its = _its(row["person"], row["card"], row["case"], row["about"])
        return codec(Posted).read(self._keys.decrypt(row["body"], _at(its, row["place"])))

    def _there(self, posted: Posted) -> dict[str, object]:
        return {**_card(posted), "its_places": self._keys.indexes(_written(posted.handle))}


def _card(posted: Posted) -> dict[str, str]:
    return _its(posted.person, posted.card, posted.case, posted.about)


def _its(person: PersonId, card: str, case: CaseId | None, about: str) -> dict[str, str]:
    return {"its_person": person, "its_card": card, "its_case": case or "", "its_about": about}


def _written(handle: Handle) -> str:
    return f"posting\n{handle.channel}\n{handle.tenant}\n{handle.user}"


def _at(card: dict[str, str], place: bytes) -> str:
    return f"postings:{'/'.join(card.values())}/{place.hex()}:body"
