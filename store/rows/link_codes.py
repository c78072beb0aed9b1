"""Codes that link one account more to somebody: short-lived, used once, and guessed by nobody.

A code is kept as a blind index, so whoever reads the database learns none. An account that types wrong ones is not heard
for an hour after a few; what it is told is the same whether a code was right, wrong, over, or not looked at.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from dialogs.ids import ALPHABET, PersonId
from dialogs.model.heard import Handle
from dialogs.model.reach import CODE_KEPT
from store.crypto.key_ring import KeyRing
from store.database.codec import codec
from store.database.tables import codes, insert_or_change, tries

LENGTH: Final = 6
MOST_TRIES: Final = 5  # of 31^6 codes, of which one is good for ten minutes
AN_HOUR: Final = timedelta(hours=1)

ASK: Final = insert(codes)
DROP: Final = delete(codes).where(codes.c.person == bindparam("whose"))
CLASH: Final = delete(codes).where(or_(codes.c.person == bindparam("whose"), codes.c.code == bindparam("its_code")))
OPEN: Final = select(codes).where(
    codes.c.code.in_(bindparam("indexes", expanding=True)), codes.c.until > bindparam("now"), codes.c.claim.is_(None)
)
GIVEN: Final = update(codes).where(codes.c.code == bindparam("its_code"))
CLAIM: Final = select(codes).where(
    codes.c.person == bindparam("whose"), codes.c.until > bindparam("now"), codes.c.claim.is_not(None)
)
TRIED: Final = select(tries.c.count).where(
    tries.c.place.in_(bindparam("places", expanding=True)), tries.c.until > bindparam("now")
)
TRY: Final = insert_or_change(tries)
OVER: Final = delete(tries).where(tries.c.until <= bindparam("now"))


class LinkCodes:
    """Every code that is open, and every account that has claimed to be somebody."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def fresh(self, turn: str) -> str:
        """The code of a turn: the same when it is heard again, and known to nobody without our key."""
        number = int.from_bytes(self._keys.index(f"a code for {turn}"))
        letters = ""
        for _ in range(LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            letters += ALPHABET[rest]
        return letters

    def ask(self, person: PersonId, code: str, now: datetime) -> None:
        """From now on this is the person's one code."""
        index = self._index(code)
        self._connection.execute(CLASH, {"whose": person, "its_code": index})
        self._connection.execute(ASK, {"code": index, "person": person, "until": now + CODE_KEPT, "claim": None})

    def give(self, code: str, by: Handle, now: datetime) -> PersonId | None:
        """An account says a code: whose it is, if it is open. From then on it is used up, and waits to be confirmed."""
        count = self._connection.scalar(TRIED, {"places": self._keys.indexes(_written(by)), "now": now}) or 0
        if count >= MOST_TRIES:
            return None
        row = self._connection.execute(OPEN, {"indexes": self._keys.indexes(_code(code)), "now": now}).first()
        self._connection.execute(OVER, {"now": now})
        if row is None:
            self._connection.execute(
                TRY, {"place": self._keys.index(_written(by)), "count": count + 1, "until": now + AN_HOUR}
            )
            return None
        claim = self._keys.encrypt(codec(Handle).write(by), _sealed_at(row.code))
        self._connection.execute(GIVEN, {"its_code": row.code, "claim": claim, "until": now + CODE_KEPT})
        return PersonId(row.person)

    def claim(self, person: PersonId, now: datetime) -> Handle | None:
        """The account that has given somebody's code, and waits to be confirmed."""
        row = self._connection.execute(CLAIM, {"whose": person, "now": now}).first()
        return codec(Handle).read(self._keys.decrypt(row.claim, _sealed_at(row.code))) if row else None

    def drop(self, person: PersonId) -> None:
        """The code, and whatever came of it, is no more."""
        self._connection.execute(DROP, {"whose": person})

    def _index(self, code: str) -> bytes:
        return self._keys.index(_code(code))


def _code(code: str) -> str:
    return f"code\n{code}"


def _written(handle: Handle) -> str:
    return f"tries\n{handle.channel}\n{handle.tenant}\n{handle.user}"


def _sealed_at(code: bytes) -> str:
    return f"codes:{code.hex()}:claim"
