"""Every table, and the constraints that referee: what two people must not both do, the database refuses to one of them.

Rule 1: no words of a case, no name and no address stand in clear. Such columns are sealed (`body`, `key`) or blind indexes.
Rule 2: times are UTC on disk and Europe/London in hand.
Rule 3: these names live beside DBOS's own tables in one SQLite file; a test fails should DBOS ever take one of them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TextClause,
    TypeDecorator,
    bindparam,
    false,
    func,
    text,
)

LONDON: Final = ZoneInfo("Europe/London")


class Moment(TypeDecorator[datetime]):
    """An aware time: UTC on disk, Europe/London in hand. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same moment in UTC, as it is stored.

        Raises:
            ValueError: it does not say its zone.
        """
        if value is not None and value.utcoffset() is None:
            raise ValueError("a time without a zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From UTC, whether or not the database says so."""
        return value and (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(LONDON)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

inbox = Table(
    "inbox",
    metadata,
    Column("turn", String, primary_key=True),
    Column("at", Moment, nullable=False),
    Index("ix_inbox_at", "at"),
    sqlite_with_rowid=False,
)

cases = Table(
    "cases",
    metadata,
    Column("id", String, primary_key=True),
    Column("reference", String, nullable=False, unique=True),
    Column("stage", String, nullable=False),
    Column("version", Integer, CheckConstraint("version > 0", name="version"), nullable=False),
    Column("profile", String, nullable=False),
    Column("raised_on", Date, nullable=False),
    Column("over_on", Date),
    Column("next_due", Moment),
    Column("hold", Moment),  # since when nothing of the case may be erased
    Column("local_reference_index", LargeBinary),
    Column("head", LargeBinary, nullable=False),  # the hash of the latest fact
    Column(
        "key", LargeBinary
    ),  # the case's own key, sealed with the ring's; without it nothing of the case can be read
    Column("body", LargeBinary),
)
Index(
    "ix_cases_due",
    cases.c.next_due,
    cases.c.id,
    sqlite_where=cases.c.next_due.is_not(None),
    postgresql_where=cases.c.next_due.is_not(None),
)
Index(
    "ix_cases_over",
    cases.c.over_on,
    sqlite_where=cases.c.over_on.is_not(None),
    postgresql_where=cases.c.over_on.is_not(None),
)
Index("ix_cases_local_reference", cases.c.local_reference_index)

facts = Table(  # append only: triggers refuse anything else
    "facts",
    metadata,
    Column("case", String, ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, CheckConstraint("number > 0", name="number"), primary_key=True, autoincrement=False),
    Column("by", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("channel", String, nullable=False),
    Column("was", String, nullable=False),
    Column("now", String, nullable=False),
    Column("command", String, nullable=False),
    Column("format", Integer, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

players = Table(
    "players",
    metadata,
    Column("case", String, ForeignKey("cases.id"), primary_key=True),
    Column("person", String, primary_key=True),
    Column("open", Boolean, nullable=False),
    Column("supervises", Boolean, nullable=False),
    Column("since", Moment, nullable=False),
    Index("ix_players_mine", "person", "open", "since", "case"),
    Index("ix_players_all", "person", "since", "case"),
    sqlite_with_rowid=False,
)
SUPERVISING: Final = players.c.open & players.c.supervises
Index(
    "ix_players_load",
    players.c.person,
    players.c.open,
    players.c.supervises,
    sqlite_where=SUPERVISING,
    postgresql_where=SUPERVISING,
)

drafts = Table(
    "drafts",
    metadata,
    Column("owner", String, primary_key=True),
    Column("verb", String, primary_key=True),
    Column("case", String, primary_key=True),  # empty while a case is being raised
    Column("about", String, primary_key=True),
    Column("changed", Moment, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_drafts_changed", "changed"),
    Index("ix_drafts_case", "case"),
)

people = Table(
    "people",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),  # of the directory in which this row last changed
    Column("email_index", LargeBinary, unique=True),
    Column("body", LargeBinary, nullable=False),
    Index("ix_people_version", "version"),
)

STATES: Final = "state IN ('ok', 'never', 'blocked', 'removed', 'left', 'bounced', 'unlinked', 'gone')"

handles = Table(
    "handles",
    metadata,
    Column("place", LargeBinary, primary_key=True),  # blind index of channel, tenant and user
    Column("person", String, ForeignKey("people.id"), nullable=False),
    Column("used", Moment, nullable=False),
    Column("state", String, CheckConstraint(STATES, name="state"), nullable=False),
    Column("chosen", Boolean, nullable=False, server_default=false()),  # by the person, to be written to
    Column("body", LargeBinary, nullable=False),
    Column("linked", Moment),  # when it became that person's; nothing where it was so before this was written down
    Index("ix_handles_person", "person", "used"),
)

codes = Table(
    "codes",
    metadata,
    Column("code", LargeBinary, primary_key=True),  # blind index: whoever reads the database learns none
    Column(
        "person", String, ForeignKey("people.id"), nullable=False, unique=True
    ),  # a new code takes the place of the last
    Column("until", Moment, nullable=False),
    Column("claim", LargeBinary),  # the account that has given it, sealed; then the code is used up
)

tries = Table(  # codes that an account has typed lately, so that nobody tries them all
    "tries",
    metadata,
    Column("place", LargeBinary, primary_key=True),  # blind index of channel, tenant and user
    Column("count", Integer, nullable=False),
    Column("until", Moment, nullable=False),
)

references = Table(
    "references",
    metadata,
    Column("place", LargeBinary, primary_key=True),  # blind index of channel, tenant and user
    Column("body", LargeBinary, nullable=False),
)

postings = Table(
    "postings",
    metadata,
    Column("person", String, primary_key=True),
    Column("card", String, primary_key=True),
    Column("case", String, primary_key=True),  # empty for a card of no case
    Column("about", String, primary_key=True),
    Column("place", LargeBinary, primary_key=True),
    Column("number", Integer, nullable=False),  # rises, so that the latest can be found
    Column("body", LargeBinary, nullable=False),
    Index("ix_postings_case", "case"),
)

untold = Table(  # what could not be told to anybody, and goes out when they are reached; ids only, as in the queue
    "untold",
    metadata,
    Column("person", String, primary_key=True),
    Column("card", String, primary_key=True),
    Column("case", String, primary_key=True),  # empty for a card of no case
    Column("about", String, primary_key=True),
    Column("since", Moment, nullable=False),
    Index("ix_untold_case", "case"),
    sqlite_with_rowid=False,
)

# Answers cannot be joined to people: no time finer than a month, random ids, no order of arrival, tokens apart (P22).
feedback = Table(
    "feedback",
    metadata,
    Column("id", String, primary_key=True),
    Column("case", String, nullable=False),
    Column("session", Integer, nullable=False),
    Column("month", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index("ix_feedback_session", "case", "session"),
    sqlite_with_rowid=False,
)
feedback_tokens = Table(
    "feedback_tokens", metadata, Column("token", LargeBinary, primary_key=True), sqlite_with_rowid=False
)

directory = Table(
    "directory",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1", name="one"), primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)

feeds = Table(  # calendar feeds; of the secret only a digest
    "feeds",
    metadata,
    Column("person", String, primary_key=True),
    Column("secret", LargeBinary, nullable=False, unique=True),
    Column("made", Moment, nullable=False),
    Column("tag", String, nullable=False),  # of what was fetched last
    Column("changed", Moment, nullable=False),
    sqlite_with_rowid=False,
)

links_ended = Table(  # personal links made until then are over
    "links_ended",
    metadata,
    Column("person", String, primary_key=True),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

spent = Table(  # what was good once and has been used; of each only a digest
    "spent",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("until", Moment, nullable=False),  # when it would have been over anyway
    Index("ix_spent_until", "until"),
    sqlite_with_rowid=False,
)

publications = Table(
    "publications", metadata, Column("begin", String, primary_key=True), Column("body", LargeBinary, nullable=False)
)
CHECKS: Final = "key-check/"  # how the names of known values begin, one for each key (`store/rows/key_checks.py`)
settings = Table(
    "settings", metadata, Column("name", String, primary_key=True), Column("body", LargeBinary, nullable=False)
)

audit = Table(  # who saw what; append only, as facts are
    "audit",
    metadata,
    Column("case", String, primary_key=True),  # empty for what concerns no one case
    Column("number", Integer, CheckConstraint("number > 0", name="number"), primary_key=True, autoincrement=False),
    Column("person", String, nullable=False),
    Column("what", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("hash", LargeBinary, nullable=False),
)


def insert_unless_there(table: Table) -> TextClause:
    """An insert that does nothing where the row is there already."""
    return _insert(table, "DO NOTHING")


def insert_or_change(table: Table) -> TextClause:
    """An insert that changes the row of the same primary key where there is one."""
    keys = {column.name for column in table.primary_key}
    changed = ", ".join(
        f'"{column.name}" = excluded."{column.name}"' for column in table.columns if column.name not in keys
    )
    return _insert(table, f"({_quoted(table.primary_key)}) DO UPDATE SET {changed}")


def outdated(column: Column[bytes]) -> ColumnElement[bool]:
    """Whether a key other than the current one (`KeyRing.current`, given as `current` and its length) has sealed it."""
    begins = func.substr(column, 1, bindparam("length", type_=Integer), type_=LargeBinary)
    return begins != bindparam("current", type_=LargeBinary)


def _insert(table: Table, conflict: str) -> TextClause:
    """As text: both databases know this form, and SQLAlchemy compiles its own anew each time it runs."""
    values = ", ".join(f":{column.name}" for column in table.columns)
    sql = f'INSERT INTO "{table.name}" ({_quoted(table.columns)}) VALUES ({values}) ON CONFLICT {conflict}'  # noqa: S608 - names of our own tables
    return text(sql).bindparams(*(bindparam(column.name, type_=column.type) for column in table.columns))


def _quoted(columns: Iterable[Column[object]]) -> str:
    return ", ".join(f'"{column.name}"' for column in columns)
