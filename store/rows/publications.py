"""Figures that were published: kept as they were, and never reckoned again."""

from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, bindparam, insert, select, update

from dialogs.figures.values import Publication
from store.crypto.key_ring import KeyRing
from store.database.codec import codec
from store.database.tables import outdated, publications

ALL: Final = select(publications).order_by(publications.c.begin)
ADD: Final = insert(publications)
OUTDATED: Final = select(publications).where(outdated(publications.c.body)).limit(bindparam("limit"))
CHANGE: Final = update(publications).where(publications.c.begin == bindparam("this")).values(body=bindparam("again"))


class Publications:
    """The figures of each run of months, sealed: themes of wider learning are somebody's words."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def all(self) -> tuple[Publication, ...]:
        """Every publication, the earliest first."""
        return tuple(
            codec(Publication).read(self._keys.decrypt(row.body, _place(row.begin)))
            for row in self._connection.execute(ALL)
        )

    def add(self, one: Publication) -> None:
        """Keeps one for good. The database refuses a second that begins with the same month.

        What is counted on stands in the latest alone: it may hold who came, and how often.
        """
        for earlier in self.all():
            if earlier.counted_on:
                self._connection.execute(
                    CHANGE, {"this": earlier.key, "again": self._sealed(replace(earlier, counted_on={}))}
                )
        self._connection.execute(ADD, {"begin": one.key, "body": self._sealed(one)})

    def reseal(self, limit: int) -> int:
        """Seals some anew with the current key of the ring, and says how many."""
        rows = self._connection.execute(OUTDATED, {**self._keys.outdated, "limit": limit}).all()
        for row in rows:
            self._connection.execute(
                CHANGE, {"this": row.begin, "again": self._keys.rewrap(row.body, _place(row.begin))}
            )
        return len(rows)

    def _sealed(self, one: Publication) -> bytes:
        return self._keys.encrypt(codec(Publication).write(one), _place(one.key))


def _place(begin: str) -> str:
    return f"publications:{begin}:body"
