"""Posts that carry another one."""

import sqlalchemy as sa
from alembic import op

revision = "0035_shares"
down_revision = "0034_group_guests"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "share",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("shared_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_share_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["shared_id"], ["post.id"], name=op.f("fk_share_shared_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_share")),
    )
    op.create_index("ix_share_shared_id", "share", ["shared_id"])


def downgrade() -> None:
    op.drop_table("share")
