"""A conversation is muted for good, or until a moment."""

import sqlalchemy as sa
from alembic import op

revision = "0053_muted_for_a_time"
down_revision = "0052_found_messages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participant", sa.Column("muted_until", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("participant", "muted_until")
