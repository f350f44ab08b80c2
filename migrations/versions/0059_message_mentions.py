"""Messages mention people of their conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0059_message_mentions"
down_revision = "0058_owned_conversations"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "message_mention",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("conversation_id", IDENTIFIER, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_mention_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_mention_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "message_id", name=op.f("pk_message_mention")),
    )
    op.create_index(op.f("ix_message_mention_message_id"), "message_mention", ["message_id"])
    op.create_index(
        "ix_message_mention_person_id_conversation_id_seq", "message_mention", ["person_id", "conversation_id", "seq"]
    )


def downgrade() -> None:
    op.drop_table("message_mention")
