"""What has been heard already. The same event is delivered again and again; the database lets it in once."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, delete

from dialogs.ids import TurnId
from store.database.tables import inbox, insert_unless_there

HEAR: Final = insert_unless_there(inbox)
PRUNE: Final = delete(inbox).where(inbox.c.at < bindparam("before"))


class Inbox:
    """The ids of all turns of the last days."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hear(self, turn: TurnId, at: datetime) -> bool:
        """Whether it is heard for the first time. Somebody who hears it at the same moment waits here, and then it is not."""
        return self._connection.execute(HEAR, {"turn": turn, "at": at}).rowcount == 1

    def prune(self, before: datetime) -> int:
        """Forgets what was heard before then (no channel repeats itself after ten days), and says how many."""
        return self._connection.execute(PRUNE, {"before": before}).rowcount
