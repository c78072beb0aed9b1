"""What people have decided about their own addresses: whose a calendar feed is, and since when earlier links are over.

Of a feed's secret only a digest is kept. It needs no salt and no key: a secret of 256 random bits cannot be guessed.
"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, bindparam, delete, select, update

from dialogs.ids import PersonId
from dialogs.model.turns import FeedEnded, FeedMade, LinksEnded, Own
from store.database.tables import feeds, insert_or_change, links_ended

SINCE: Final = select(feeds.c.made).where(feeds.c.person == bindparam("whose"))
OWNER: Final = select(feeds.c.person, feeds.c.tag, feeds.c.changed).where(feeds.c.secret == bindparam("digest"))
MAKE: Final = insert_or_change(feeds)
SAW: Final = (
    update(feeds)
    .where(feeds.c.person == bindparam("whose"))
    .values(tag=bindparam("seen"), changed=bindparam("at", type_=feeds.c.changed.type))
)
END: Final = delete(feeds).where(feeds.c.person == bindparam("whose"))
END_LINKS: Final = insert_or_change(links_ended)
ENDED: Final = select(links_ended.c.at).where(links_ended.c.person == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class Feed:
    """Whose feed it is, and what it held when it was fetched last: under which tag, since when."""

    person: PersonId
    tag: str
    changed: datetime


class OwnAddresses:
    """Feeds and links by person."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, did: Own, person: PersonId, at: datetime) -> None:
        """Keeps what somebody has decided."""
        match did:
            case FeedMade(secret=secret):
                row = {"person": person, "secret": _digest(secret), "made": at, "tag": "", "changed": at}
                self._connection.execute(MAKE, row)
            case FeedEnded():
                self._connection.execute(END, {"whose": person})
            case LinksEnded():
                self._connection.execute(END_LINKS, {"person": person, "at": at})

    def feed_since(self, person: PersonId) -> datetime | None:
        """When somebody's feed was made; nothing if they have none."""
        return self._connection.scalar(SINCE, {"whose": person})

    def feed(self, secret: str) -> Feed | None:
        """The feed of that secret; nothing if there is none, or none any more."""
        row = self._connection.execute(OWNER, {"digest": _digest(secret)}).one_or_none()
        return Feed(PersonId(row.person), row.tag, row.changed) if row else None

    def saw(self, person: PersonId, tag: str, at: datetime) -> None:
        """Somebody's feed holds something else from now on."""
        self._connection.execute(SAW, {"whose": person, "seen": tag, "at": at})

    def links_ended(self, person: PersonId) -> datetime | None:
        """Until when the links that were made for somebody are over."""
        return self._connection.scalar(ENDED, {"whose": person})


def _digest(secret: str) -> bytes:
    return sha256(secret.encode()).digest()
