"""Drafts, which follow their person from device to device."""

import sqlalchemy as sa
from alembic import op

revision = "0065_drafts"
down_revision = "0064_message_polls"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("content", sa.JSON(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_draft")),
    )
    op.create_index("ix_draft_person_id_version", "draft", ["person_id", "version"])


def downgrade() -> None:
    op.drop_table("draft")
