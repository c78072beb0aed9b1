"""Half-filled forms, each under its owner and what it is about: begun on one channel, finished on another."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection, RowMapping, bindparam, delete, select

from dialogs.ids import PersonId
from dialogs.model.drafts import Draft
from dialogs.model.press import Press
from store.crypto.key_ring import KeyRing
from store.database.codec import codec
from store.database.tables import drafts, insert_or_change, outdated

KEY: Final = (
    drafts.c.owner == bindparam("owner"),
    drafts.c.verb == bindparam("verb"),
    drafts.c.case == bindparam("case"),
    drafts.c.about == bindparam("about"),
)
ONE: Final = select(drafts).where(*KEY)
OF: Final = select(drafts).where(drafts.c.owner == bindparam("owner")).order_by(drafts.c.changed.desc())
KEEP: Final = insert_or_change(drafts)
DROP: Final = delete(drafts).where(*KEY)
PRUNE: Final = delete(drafts).where(drafts.c.changed < bindparam("before"))

OUTDATED: Final = select(drafts).where(outdated(drafts.c.body)).limit(bindparam("limit"))


class Drafts:
    """Everybody's drafts."""

    def __init__(self, connection: Connection, keys: KeyRing) -> None:
        self._connection, self._keys = connection, keys

    def get(self, owner: PersonId, press: Press) -> Draft | None:
        """What somebody has begun there. The card they stood on is no part of it."""
        row = self._connection.execute(ONE, _key(owner, press)).mappings().one_or_none()
        return self._read(row) if row else None

    def of(self, owner: PersonId) -> tuple[Draft, ...]:
        """All that somebody has begun, the latest changed first."""
        return tuple(map(self._read, self._connection.execute(OF, {"owner": owner}).mappings()))

    def keep(self, draft: Draft) -> None:
        """Stores a draft in the place of the earlier one."""
        key = _key(draft.owner, draft.press)
        body = self._keys.encrypt(codec(Draft).write(draft), _place(key))
        self._connection.execute(KEEP, {**key, "changed": draft.changed, "body": body})

    def said_below(self, owner: PersonId, conversation: str, words: str, but: Press | None = None) -> None:
        """Something was said there: whatever question stands open there is not the last thing any more; but for the one just asked."""
        for draft in self.of(owner):
            below = draft.under(conversation, words)
            if below != draft and not (but and _key(owner, but) == _key(owner, draft.press)):
                self.keep(below)

    def drop(self, owner: PersonId, press: Press) -> None:
        """Throws a draft away, if there is one."""
        self._connection.execute(DROP, _key(owner, press))

    def prune(self, before: datetime) -> int:
        """Throws away all that were last changed before then, and says how many."""
        return self._connection.execute(PRUNE, {"before": before}).rowcount

    def reseal(self, limit: int) -> int:
        """Seals some drafts anew with the current key of the ring, and says how many."""
        rows = self._connection.execute(OUTDATED, {**self._keys.outdated, "limit": limit}).mappings().all()
        for row in rows:
            self.keep(self._read(row))
        return len(rows)

    def _read(self, row: RowMapping) -> Draft:
        key = {name: row[name] for name in ("owner", "verb", "case", "about")}
        return codec(Draft).read(self._keys.decrypt(row["body"], _place(key)))


def _key(owner: PersonId, press: Press) -> dict[str, str]:
    return {"owner": owner, "verb": press.verb, "case": press.case or "", "about": press.about}


def _place(key: dict[str, str]) -> str:
    return f"drafts:{'/'.join(key.values())}:body"
