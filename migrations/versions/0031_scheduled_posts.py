"""Posts that are published later."""

import sqlalchemy as sa
from alembic import op

revision = "0031_scheduled_posts"
down_revision = "0030_group_ways_in"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "scheduled_post",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("scheduled_at", MOMENT, nullable=True),
        sa.Column("refusal", sa.String(300), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_scheduled_post_author_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_scheduled_post_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_post")),
    )
    op.create_index("ix_scheduled_post_author_id_scheduled_at", "scheduled_post", ["author_id", "scheduled_at"])
    op.create_index("ix_scheduled_post_scheduled_at", "scheduled_post", ["scheduled_at"])


def downgrade() -> None:
    op.drop_table("scheduled_post")
