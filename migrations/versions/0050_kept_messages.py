"""Messages are pinned for all, kept for oneself, and forwarded with their origin."""

import sqlalchemy as sa
from alembic import op

revision = "0050_kept_messages"
down_revision = "0049_message_terms"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "message_pin",
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("conversation_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_pin_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_message_pin_conversation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_pin_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_pin")),
    )
    op.create_index("ix_message_pin_conversation_id", "message_pin", ["conversation_id"])
    op.create_index("ix_message_pin_person_id", "message_pin", ["person_id"])
    op.create_table(
        "message_bookmark",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_bookmark_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_bookmark_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "message_id", name=op.f("pk_message_bookmark")),
    )
    op.create_index("ix_message_bookmark_message_id", "message_bookmark", ["message_id"])
    op.create_index("ix_message_bookmark_person_id_at", "message_bookmark", ["person_id", "at", "message_id"])
    op.create_table(
        "message_origin",
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_origin_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_message_origin_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_origin")),
    )
    op.create_index("ix_message_origin_author_id", "message_origin", ["author_id"])


def downgrade() -> None:
    for table in ("message_origin", "message_bookmark", "message_pin"):
        op.drop_table(table)
