"""What the links of posts lead to."""

import sqlalchemy as sa
from alembic import op

revision = "0023_links"
down_revision = "0022_polls"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "link_preview",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_link_preview_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_link_preview")),
    )
    op.create_index("ix_link_preview_picture", "link_preview", ["picture"])


def downgrade() -> None:
    op.drop_table("link_preview")
