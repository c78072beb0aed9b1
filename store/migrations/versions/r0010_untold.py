"""What could not be told to anybody yet, and waits until they are reached."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision."""
    op.create_table(
        "untold",
        sa.Column("person", sa.String),
        sa.Column("card", sa.String),
        sa.Column("case", sa.String),
        sa.Column("about", sa.String),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person", "card", "case", "about", name="pk_untold"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_untold_case", "untold", ["case"])


def downgrade() -> None:
    """Never: restore a backup instead."""
    raise NotImplementedError
