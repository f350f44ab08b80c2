"""Posts that stand on top of their group, and posts that nobody answers any more."""

import sqlalchemy as sa
from alembic import op

revision = "0038_pins"
down_revision = "0037_events_of_posts"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("post", sa.Column("locked_at", MOMENT, nullable=True))
    op.create_table(
        "pin",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_pin_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_pin_group_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_pin")),
    )
    op.create_index("ix_pin_group_id_position", "pin", ["group_id", "position"])


def downgrade() -> None:
    op.drop_table("pin")
    op.drop_column("post", "locked_at")
