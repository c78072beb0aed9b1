"""Whether the key ring is the one that this database was written with: of each key that seals here lies one value, sealed with it.

A key of another value under the same name would open nothing, and what it seals nobody else could read.
"""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from dialogs.errors import JsvError
from store.crypto.key_ring import KeyRing, Unreadable
from store.database.tables import CHECKS, cases, insert_unless_there, outdated, people, settings

KNOWN: Final = "known"
ALL: Final = select(settings).where(settings.c.name.startswith(CHECKS, autoescape=True)).order_by(settings.c.name)
ADD: Final = insert_unless_there(settings)
OTHERS: Final = delete(settings).where(
    settings.c.name.startswith(CHECKS, autoescape=True), settings.c.name != bindparam("current")
)
ANOTHER: Final = "JSV_KEYS: the key {name!r} is not the one that this database was written with under that name. Write that one back; nothing was changed."
LACKS: Final = (
    "JSV_KEYS lacks the key {name!r}, which still seals some of what is stored here. "
    "Write it back behind the current one, say `jsv keys rotate`, and take it out then."
)
NONE_FITS: Final = "JSV_KEYS does not open what is stored in this database. Write back the keys that it was written with; nothing was changed."


class WrongKeys(JsvError):
    """The ring does not open what is stored: the text says what to do."""


class KeyChecks:
    """The known values, one for each key."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def fault(self) -> str:
        """What is wrong with the ring, in a line; nothing if it opens what is stored."""
        checks = self._connection.execute(ALL).all()
        for name, body in checks:
            key = name.removeprefix(CHECKS)
            if key not in self._keys.names:
                return LACKS.format(name=key)
            if not self._opens(body, _place(name)):
                return ANOTHER.format(name=key)
        if not checks and not all(self._opens(body, place) for body, place in self._some()):
            return NONE_FITS
        return ""

    def settle(self) -> None:
        """Keeps a known value of the current key.

        Raises:
            WrongKeys: the ring does not open what is stored. Nothing is kept.
        """
        if fault := self.fault():
            raise WrongKeys(fault)
        name = CHECKS + self._keys.names[0]
        self._connection.execute(ADD, {"name": name, "body": self._keys.encrypt(KNOWN, _place(name))})
        if fault := self.fault():  # another process with another key was quicker
            raise WrongKeys(fault)

    def rotated(self) -> None:
        """Everything is sealed with the current key: the others are needed no more."""
        self._connection.execute(OTHERS, {"current": CHECKS + self._keys.names[0]})

    def _opens(self, body: bytes, place: str) -> bool:
        try:
            self._keys.opened(body, place)
        except Unreadable:
            return False
        return True

    def _some(self) -> Iterator[tuple[bytes, str]]:
        """Of a database from before there were known values: a person and a case, of the current key and of another."""
        for column, table in ((people.c.body, "people"), (cases.c.key, "cases")):
            for which in (outdated(column), ~outdated(column)):
                asked = select(column.table.c.id, column).where(column.is_not(None), which).limit(1)
                for id_, body in self._connection.execute(asked, {**self._keys.outdated}):
                    yield body, f"{table}:{id_}:{column.name}"


def _place(name: str) -> str:
    return f"settings:{name}:body"
