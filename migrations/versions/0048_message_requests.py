"""Who is written to by somebody they never met says first whether they want the conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0048_message_requests"
down_revision = "0047_moves"
branch_labels = None
depends_on = None

MOMENTS = (("conversation", "unanswered_since"), ("participant", "waits_since"), ("participant", "declined_at"))


def upgrade() -> None:
    for table, name in MOMENTS:
        op.add_column(table, sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table, name in reversed(MOMENTS):
        op.drop_column(table, name)
