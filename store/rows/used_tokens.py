"""What is good once and has been used: links that sign somebody in, answers of a provider, and sign-ins that were ended.

Only a digest is kept, and only for as long as the thing itself would be good. The database lets one in: of two who use the
same thing in the same moment, in whichever process, one was the first.
"""

from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select

from store.database.tables import insert_unless_there, spent

SPEND: Final = insert_unless_there(spent)
SPENT: Final = select(spent.c.digest).where(spent.c.digest == bindparam("its_digest"))
PRUNE: Final = delete(spent).where(spent.c.until <= bindparam("now"))


class UsedTokens:
    """Everything that was used up and could still be tried again."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def spend(self, token: str, until: datetime) -> bool:
        """Whether it is used for the first time. From `until` on it is good for nothing anyway, and may be forgotten."""
        return self._connection.execute(SPEND, {"digest": _digest(token), "until": until}).rowcount == 1

    def has(self, token: str) -> bool:
        """Whether it has been used."""
        return self._connection.execute(SPENT, {"its_digest": _digest(token)}).first() is not None

    def prune(self, now: datetime) -> int:
        """Forgets what is over, and says how many."""
        return self._connection.execute(PRUNE, {"now": now}).rowcount


def _digest(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
