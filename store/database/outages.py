"""Why a database does not do what it was asked, in words that somebody who runs the bot can act on."""

import re
from typing import Final

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

GONE: Final = (OperationalError, InterfaceError, PoolTimeout)
"""How a database answers that is away, locked or full: what was asked may be asked again."""
BY_STATE: Final = {  # PostgreSQL's error codes, appendix A of its documentation
    "28P01": "the password is wrong",
    "28000": "the server does not let this user in from here",
    "3D000": "the server has no such database",
    "42501": "the user of the address may not do that: to make and change tables it has to own them",
    "53100": "the server's disk is full",
    "53300": "the server takes no more connections",
    "57P03": "the server is starting up, or shutting down",
    "25006": "the server is a copy that can only be read",
}
BY_WORDS: Final = tuple(
    (re.compile(found, re.IGNORECASE), said)
    for found, said in (
        (r"password authentication failed|no password supplied", BY_STATE["28P01"]),
        (r"no pg_hba\.conf entry|role \".*\" does not exist|peer authentication failed", BY_STATE["28000"]),
        (r"database \".*\" does not exist", BY_STATE["3D000"]),
        (r"too many (connections|clients)|remaining connection slots", BY_STATE["53300"]),
        (
            r"name or service not known|translate host name|name resolution|nodename nor servname",
            "there is no such host",
        ),
        (r"ssl|certificate", "the connection cannot be encrypted as the address asks"),
        (r"connection refused", "nothing listens at that host and port"),
        (r"timeout|timed out", "no answer came in time"),
        (r"no such file or directory.*socket|socket.*no such file", "there is no such socket"),
        (r"unable to open database file", "the file, or its folder, cannot be opened"),
        (r"readonly database|read-only", "the file cannot be written to"),
        (r"not a database|malformed", "the file is no database of ours, or is damaged"),
        (r"disk is full|no space left", "the disk is full"),
        (r"database is locked", "another process keeps the file"),
    )
)


def cause(fault: Exception) -> str:
    """What is wrong, in some words without a full stop; empty for what is not known. No address, password or data is in them."""
    if isinstance(fault, PoolTimeout):
        return "all connections are in use"
    inner = fault.orig if isinstance(fault, DBAPIError) and fault.orig else fault
    state = getattr(inner, "sqlstate", None)
    if state in BY_STATE:
        return BY_STATE[state]
    if isinstance(fault, (SQLAlchemyError, OSError)) or type(inner).__module__.startswith(("psycopg", "sqlite3")):
        said = str(inner)
        return next((words for found, words in BY_WORDS if found.search(said)), "")
    return ""
