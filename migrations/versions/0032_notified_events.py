"""Notifications that tell of events."""

import sqlalchemy as sa
from alembic import op

revision = "0032_notified_events"
down_revision = "0031_scheduled_posts"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.add_column("notification", sa.Column("event_id", IDENTIFIER, nullable=True))


def downgrade() -> None:
    op.drop_column("notification", "event_id")
