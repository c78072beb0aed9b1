"""Where somebody can be written to first on a channel that asks for it: the channel's own words, sealed, found by blind index."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from dialogs.model.heard import Handle
from store.crypto.key_ring import KeyRing
from store.database.codec import codec
from store.database.tables import insert_or_change, outdated, references

PLACE: Final = references.c.place.in_(bindparam("places", expanding=True))
GET: Final = select(references.c.place, references.c.body).where(PLACE)
PUT: Final = insert_or_change(references)
DROP: Final = delete(references).where(PLACE)

OUTDATED: Final = (
    select(references.c.place, references.c.body).where(outdated(references.c.body)).limit(bindparam("limit"))
)


class ChatReferences:
    """References by handle."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def get(self, who: Handle) -> str | None:
        """What was put there last."""
        row = self._connection.execute(GET, {"places": self._keys.indexes(_written(who))}).first()
        return self._opened(row.place, row.body)[1] if row else None

    def put(self, who: Handle, reference: str) -> None:
        """Puts a reference in the place of the earlier one."""
        self._connection.execute(DROP, {"places": self._keys.indexes(_written(who))})
        self._connection.execute(PUT, self._row(who, reference))

    def reseal(self, limit: int) -> int:
        """Seals some references anew with the current key of the ring, and says how many."""
        rows = self._connection.execute(OUTDATED, {**self._keys.outdated, "limit": limit}).all()
        for place, body in rows:
            self.put(*self._opened(place, body))
        return len(rows)

    def _opened(self, place: bytes, body: bytes) -> tuple[Handle, str]:
        handle, _, reference = self._keys.decrypt(body, _sealed_at(place)).partition("\n")
        return codec(Handle).read(handle), reference

    def _row(self, who: Handle, reference: str) -> Mapping[str, bytes]:
        place = self._keys.index(_written(who))
        return {
            "place": place,
            "body": self._keys.encrypt(f"{codec(Handle).write(who)}\n{reference}", _sealed_at(place)),
        }


def _written(who: Handle) -> str:
    return f"reference\n{who.channel}\n{who.tenant}\n{who.user}"


def _sealed_at(place: bytes) -> str:
    return f"references:{place.hex()}:body"
