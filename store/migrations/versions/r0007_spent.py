"""What is good once and has been used."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "spent",
        sa.Column("digest", sa.LargeBinary),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_spent"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_spent_until", "spent", ["until"])


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
