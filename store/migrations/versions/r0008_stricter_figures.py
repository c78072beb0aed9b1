"""Figures are published anew, by stricter rules."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.execute("DELETE FROM publications")
    op.execute("DELETE FROM settings WHERE name = 'figures published'")


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
