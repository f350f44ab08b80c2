"""Notifications that tell of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0051_notified_messages"
down_revision = "0050_kept_messages"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.add_column("notification", sa.Column("message_id", IDENTIFIER, nullable=True))


def downgrade() -> None:
    op.drop_column("notification", "message_id")
