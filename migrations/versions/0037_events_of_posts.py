"""Events that were planned with a post."""

import sqlalchemy as sa
from alembic import op

revision = "0037_events_of_posts"
down_revision = "0036_places"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "post_event",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("event_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_event_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_post_event_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_post_event")),
    )
    op.create_index("ix_post_event_event_id", "post_event", ["event_id"], unique=False)


def downgrade() -> None:
    op.drop_table("post_event")
