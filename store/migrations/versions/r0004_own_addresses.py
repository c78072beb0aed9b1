"""Calendar feeds, and since when somebody's earlier links are over."""

import sqlalchemy as sa
from alembic import op

from store.database.tables import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "feeds",
        sa.Column("person", sa.String),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("tag", sa.String, nullable=False),
        sa.Column("changed", Moment, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_feeds"),
        sa.UniqueConstraint("secret", name="uq_feeds_secret"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "links_ended",
        sa.Column("person", sa.String),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("person", name="pk_links_ended"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
