"""What messages carry beside their words, and what their links lead to."""

import sqlalchemy as sa
from alembic import op

revision = "0062_message_links"
down_revision = "0061_announcing_rooms"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("message", sa.Column("parts", sa.JSON(), server_default="{}", nullable=False))
    op.create_table(
        "message_link",
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("picture", sa.String(length=64), nullable=True),
        sa.Column("fetched_at", MOMENT, nullable=False),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_link_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_link")),
    )
    op.create_index("ix_message_link_picture", "message_link", ["picture"])


def downgrade() -> None:
    op.drop_table("message_link")
    op.drop_column("message", "parts")
