"""The key of the logs' chains: random, made once, and kept sealed with the ring, so that it lives on when the ring is turned over."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
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


@dataclass(slots=True)
class ChainKeyCache:
    """The key as one process has read it: once there, it never changes."""

    known: ChainKey | None = None

    def forget(self) -> None:
        """It is read anew."""
        self.known = None


class ChainKeys:
    """The one key. Read once in a process, and made once in a database."""

    def __init__(self, connection: Connection, keys: KeyRing, cache: ChainKeyCache) -> None:
        self._connection, self._keys, self._cache = connection, keys, cache
        self._made = False

    def kept(self) -> ChainKey | None:
        """The key; nothing in a database that no release with keyed chains has written to."""
        if self._cache.known:
            return self._cache.known
        body = self._connection.scalar(GET)
        found = None if body is None else _read(self._keys.decrypt(body, PLACE))
        if not self._made:  # what was made in this transaction may be taken back with it
            self._cache.known = found
        return found

    def settled(self, at: datetime) -> ChainKey:
        """The key, made now if there is none: of two who make one at once both get the same.

        Raises:
            LookupError: the database has lost what was just put there.
        """
        known = self.kept()
        if known is None:
            made = f"{self._after_all(at).isoformat()} {b64encode(new_key()).decode()}"
            self._connection.execute(ADD, {"name": NAME, "body": self._keys.encrypt(made, PLACE)})
            self._made = True
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
