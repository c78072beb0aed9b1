"""Figures that were published."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "publications",
        sa.Column("begin", sa.String),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("begin", name="pk_publications"),
    )


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
