"""Cases that must not be erased for now."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision. The release before neither reads the column nor has to write it."""
    op.add_column("cases", sa.Column("hold", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
