"""When an account became somebody's: only an earlier one may say that a later one is not theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision. An earlier release goes on beside it: what it links counts as having been there before."""
    op.add_column("handles", sa.Column("linked", sa.DateTime(timezone=True)))


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
