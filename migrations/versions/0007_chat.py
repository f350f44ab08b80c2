"""Chat."""

import sqlalchemy as sa
from alembic import op

revision = "0007_chat"
down_revision = "0006_feed"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("pair_key", sa.String(length=73), nullable=True),
        sa.Column("group_id", IDENTIFIER, nullable=True),
        sa.Column("opened_by", IDENTIFIER, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'pair') = (pair_key IS NOT NULL)", name=op.f("ck_conversation_pair_key")),
        sa.CheckConstraint("(kind = 'room') = (group_id IS NOT NULL)", name=op.f("ck_conversation_group_id")),
        sa.CheckConstraint("kind IN ('pair', 'people', 'room')", name=op.f("ck_conversation_kind")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_conversation_group_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["opened_by"], ["person.id"], name=op.f("fk_conversation_opened_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversation")),
        sa.UniqueConstraint("group_id", name=op.f("uq_conversation_group_id")),
        sa.UniqueConstraint("pair_key", name=op.f("uq_conversation_pair_key")),
    )
    op.create_index("ix_conversation_last_at", "conversation", ["last_at", "id"], unique=False)
    op.create_index(op.f("ix_conversation_opened_by"), "conversation", ["opened_by"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("conversation_id", IDENTIFIER, nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=100), nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("reply_to", IDENTIFIER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reply_to"], ["message.id"], name=op.f("fk_message_reply_to"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("author_id", "client_id", name=op.f("uq_message_author_id_client_id")),
        sa.UniqueConstraint("conversation_id", "seq", name=op.f("uq_message_conversation_id_seq")),
    )
    op.create_index(op.f("ix_message_reply_to"), "message", ["reply_to"], unique=False)
    op.create_table(
        "participant",
        sa.Column("conversation_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("last_read_seq", sa.Integer(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_participant_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_participant_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("conversation_id", "person_id", name=op.f("pk_participant")),
    )
    op.create_index(op.f("ix_participant_person_id"), "participant", ["person_id"], unique=False)
    op.create_table(
        "message_reaction",
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "name IN ('like', 'thanks', 'celebrate', 'support', 'insightful', 'funny')",
            name=op.f("ck_message_reaction_name"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_reaction_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_reaction_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "person_id", name=op.f("pk_message_reaction")),
    )
    op.create_index(op.f("ix_message_reaction_person_id"), "message_reaction", ["person_id"], unique=False)
    op.create_table(
        "message_revision",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_revision_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_revision")),
    )
    op.create_index(op.f("ix_message_revision_message_id"), "message_revision", ["message_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_message_revision_message_id"), table_name="message_revision")
    op.drop_table("message_revision")
    op.drop_index(op.f("ix_message_reaction_person_id"), table_name="message_reaction")
    op.drop_table("message_reaction")
    op.drop_index(op.f("ix_participant_person_id"), table_name="participant")
    op.drop_table("participant")
    op.drop_index(op.f("ix_message_reply_to"), table_name="message")
    op.drop_table("message")
    op.drop_index(op.f("ix_conversation_opened_by"), table_name="conversation")
    op.drop_index("ix_conversation_last_at", table_name="conversation")
    op.drop_table("conversation")
