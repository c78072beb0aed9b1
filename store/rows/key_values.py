"""A few values that the running bot keeps for itself, sealed; never anything of a case."""

from typing import Final

from sqlalchemy import Connection, bindparam, select

from store.crypto.key_ring import KeyRing
from store.database.tables import CHECKS, insert_or_change, outdated, settings

GET: Final = select(settings.c.body).where(settings.c.name == bindparam("name"))
PUT: Final = insert_or_change(settings)

OUTDATED: Final = (
    select(settings.c.name, settings.c.body)
    .where(outdated(settings.c.body), ~settings.c.name.startswith(CHECKS, autoescape=True))
    .limit(bindparam("limit"))
)


class KeyValues:
    """Values by name."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def get(self, name: str) -> str | None:
        """What was put there last."""
        body = self._connection.scalar(GET, {"name": name})
        return None if body is None else self._keys.decrypt(body, _place(name))

    def put(self, name: str, value: str) -> None:
        """Puts a value in the place of the earlier one."""
        self._connection.execute(PUT, {"name": name, "body": self._keys.encrypt(value, _place(name))})

    def reseal(self, limit: int) -> int:
        """Seals some values anew with the current key of the ring, and says how many."""
        rows = self._connection.execute(OUTDATED, {**self._keys.outdated, "limit": limit}).all()
        for name, body in rows:
            self.put(name, self._keys.decrypt(body, _place(name)))
        return len(rows)


def _place(name: str) -> str:
    return f"settings:{name}:body"
