"""The first tables, and triggers that let facts and the log of looking only grow."""

import sqlalchemy as sa
from alembic import op

from store.database.tables import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GROWING = ("facts", "audit")


def upgrade() -> None:
    """To this revision."""
    _cases()
    _people()
    _feedback()
    _rest()
    refuse = _refuse_on_postgresql if op.get_bind().dialect.name == "postgresql" else _refuse_on_sqlite
    for table in GROWING:
        refuse(table)


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("profile", sa.String, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("over_on", sa.Date),
        sa.Column("next_due", Moment),
        sa.Column("local_reference_index", sa.LargeBinary),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.Column("key", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("reference", name="uq_cases_reference"),
        sa.CheckConstraint("version > 0", name="version"),
    )
    op.create_index("ix_cases_due", "cases", ["next_due", "id"], sqlite_where=sa.text("next_due IS NOT NULL"), postgresql_where=sa.text("next_due IS NOT NULL"))
    op.create_index("ix_cases_over", "cases", ["over_on"], sqlite_where=sa.text("over_on IS NOT NULL"), postgresql_where=sa.text("over_on IS NOT NULL"))
    op.create_index("ix_cases_local_reference", "cases", ["local_reference_index"])
    op.create_table(
        "facts",
        sa.Column("case", sa.String),
        sa.Column("number", sa.Integer, autoincrement=False),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("was", sa.String, nullable=False),
        sa.Column("now", sa.String, nullable=False),
        sa.Column("command", sa.String, nullable=False),
        sa.Column("format", sa.Integer, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("case", "number", name="pk_facts"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_facts_case"),
        sa.CheckConstraint("number > 0", name="number"),
    )
    op.create_table(
        "players",
        sa.Column("case", sa.String),
        sa.Column("person", sa.String),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("supervises", sa.Boolean, nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.PrimaryKeyConstraint("case", "person", name="pk_players"),
        sa.ForeignKeyConstraint(["case"], ["cases.id"], name="fk_players_case"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_players_mine", "players", ["person", "open", "since", "case"])
    op.create_index("ix_players_all", "players", ["person", "since", "case"])
    op.create_index(
        "ix_players_load", "players", ["person", "open", "supervises"], sqlite_where=sa.text("open = 1 AND supervises = 1"), postgresql_where=sa.text("open AND supervises")
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("email_index", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("email_index", name="uq_people_email_index"),
    )
    op.create_index("ix_people_version", "people", ["version"])
    op.create_table(
        "handles",
        sa.Column("place", sa.LargeBinary),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("used", Moment, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_handles"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_handles_person"),
        sa.CheckConstraint("state IN ('ok', 'gone')", name="state"),
    )
    op.create_index("ix_handles_person", "handles", ["person", "used"])
    op.create_table(
        "directory",
        sa.Column("one", sa.Integer, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("one", name="pk_directory"),
        sa.CheckConstraint("one = 1", name="one"),
    )
    op.execute("INSERT INTO directory (one, version) VALUES (1, 0)")


def _feedback() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.String),
        sa.Column("case", sa.String, nullable=False),
        sa.Column("session", sa.Integer, nullable=False),
        sa.Column("month", sa.String, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_feedback_session", "feedback", ["case", "session"])
    op.create_table(
        "feedback_tokens",
        sa.Column("token", sa.LargeBinary),
        sa.PrimaryKeyConstraint("token", name="pk_feedback_tokens"),
        sqlite_with_rowid=False,
    )


def _rest() -> None:
    op.create_table(
        "inbox",
        sa.Column("turn", sa.String),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("turn", name="pk_inbox"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_inbox_at", "inbox", ["at"])
    op.create_table(
        "drafts",
        sa.Column("owner", sa.String),
        sa.Column("verb", sa.String),
        sa.Column("case", sa.String),
        sa.Column("about", sa.String),
        sa.Column("changed", Moment, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("owner", "verb", "case", "about", name="pk_drafts"),
    )
    op.create_index("ix_drafts_changed", "drafts", ["changed"])
    op.create_index("ix_drafts_case", "drafts", ["case"])
    op.create_table(
        "postings",
        sa.Column("person", sa.String),
        sa.Column("card", sa.String),
        sa.Column("case", sa.String),
        sa.Column("about", sa.String),
        sa.Column("place", sa.LargeBinary),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("person", "card", "case", "about", "place", name="pk_postings"),
    )
    op.create_index("ix_postings_case", "postings", ["case"])
    op.create_table(
        "settings",
        sa.Column("name", sa.String),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "audit",
        sa.Column("case", sa.String),
        sa.Column("number", sa.Integer, autoincrement=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("case", "number", name="pk_audit"),
        sa.CheckConstraint("number > 0", name="number"),
    )


def _refuse_on_postgresql(table: str) -> None:
    op.execute(
        f"""CREATE FUNCTION {table}_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{table} only grow' USING ERRCODE = 'restrict_violation'; END $$"""
    )
    op.execute(f"CREATE TRIGGER {table}_stay BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_only_grow()")
    op.execute(f"CREATE TRIGGER {table}_stay_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_only_grow()")


def _refuse_on_sqlite(table: str) -> None:
    for doing in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER {table}_stay_{doing.lower()} BEFORE {doing} ON {table} BEGIN SELECT RAISE(ABORT, '{table} only grow'); END")
