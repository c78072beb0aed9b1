"""Where somebody can be written to first, for channels that ask for it."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "references",
        sa.Column("place", sa.LargeBinary),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_references"),
    )


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
