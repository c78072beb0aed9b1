"""Why an account is not reached, which one somebody has chosen, and codes that link one more."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

STATES = "state IN ('ok', 'never', 'blocked', 'removed', 'left', 'bounced', 'unlinked', 'gone')"
KEPT = "place, person, used, state, body"


def upgrade() -> None:
    """To this revision. SQLite changes no constraint of a table, so the table is made anew."""
    op.rename_table("handles", "handles_before")
    op.drop_index("ix_handles_person", "handles_before")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE handles_before RENAME CONSTRAINT pk_handles TO pk_handles_before")
    op.create_table(
        "handles",
        sa.Column("place", sa.LargeBinary),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("used", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("chosen", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_handles"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_handles_person"),
        sa.CheckConstraint(STATES, name="state"),
    )
    op.execute(f"INSERT INTO handles ({KEPT}) SELECT {KEPT} FROM handles_before")  # noqa: S608 - names of our own columns
    op.drop_table("handles_before")
    op.create_index("ix_handles_person", "handles", ["person", "used"])
    op.create_table(
        "codes",
        sa.Column("code", sa.LargeBinary),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claim", sa.LargeBinary),
        sa.PrimaryKeyConstraint("code", name="pk_codes"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_codes_person"),
        sa.UniqueConstraint("person", name="uq_codes_person"),
    )
    op.create_table(
        "tries",
        sa.Column("place", sa.LargeBinary),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_tries"),
    )


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
