"""What a person says of themselves for now, and what others may see of them."""

import sqlalchemy as sa
from alembic import op

revision = "0060_presence"
down_revision = "0059_message_mentions"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "presence",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("icon", sa.String(40), nullable=False),
        sa.Column("text", sa.String(80), nullable=False),
        sa.Column("status_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("shows_typing", sa.Boolean(), nullable=False),
        sa.Column("shows_receipts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_presence_person_id_person", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_presence"),
    )


def downgrade() -> None:
    op.drop_table("presence")
