"""Who would write the same thing at the same moment does so one after the other."""

from typing import Final

from sqlalchemy import Connection, bindparam, func, select

WAIT: Final = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))


def one_by_one(connection: Connection, name: str) -> None:
    """From here to the end of this transaction whoever says the same name waits, and then sees what was written.

    SQLite has one writer at a time anyway. A short name for one thing, said before any of it is read.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(WAIT, {"name": name})
