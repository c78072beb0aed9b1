"""The key of the logs' chains: random, made once, and kept sealed with the ring, so that it lives on when the ring is turned over."""

from base64 import b64decode, b64encode
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from store.crypto.hash_chain import ChainKey
from store.crypto.key_ring import KeyRing, new_key
from store.database.tables import audit, facts, insert_unless_there, settings

NAME: Final = "chain of the logs"
PLACE: Final = f"settings:{NAME}:body"
GET: Final = select(settings.c.body).where(settings.c.name == NAME)
ADD: Final = insert_unless_there(settings)


class ChainKeys:
    """The one key. Read at most once in a transaction."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys
        self._known: ChainKey | None = None

    def kept(self) -> ChainKey | None:
        """The key; nothing in a database that no release with keyed chains has written to."""
        if self._known is None:
            body = self._connection.scalar(GET)
            self._known = None if body is None else _read(self._keys.decrypt(body, PLACE))
        return self._known

    def settled(self, at: datetime) -> ChainKey:
        """The key, made now if there is none: of two who make one at once both get the same.

        Raises:
            LookupError: the database has lost what was just put there.
        """
        known = self.kept()
        if known is None:
            made = f"{self._after_all(at).isoformat()} {b64encode(new_key()).decode()}"
            self._connection.execute(ADD, {"name": NAME, "body": self._keys.encrypt(made, PLACE)})
            known = self.kept()
        if known is None:
            raise LookupError(NAME)
        return known

    def _after_all(self, at: datetime) -> datetime:
        """Now, or after the last line without a key, if a clock was ahead then. Read once in a database's life."""
        last = (self._connection.scalar(select(func.max(table.c.at))) for table in (facts, audit))
        return max((at, *(moment + timedelta(microseconds=1) for moment in last if isinstance(moment, datetime))))


def _read(text: str) -> ChainKey:
    since, _, key = text.partition(" ")
    return ChainKey(b64decode(key), datetime.fromisoformat(since))
