"""Messages are answered in threads, which people follow."""

import sqlalchemy as sa
from alembic import op

revision = "0056_threads"
down_revision = "0055_scheduled_messages"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.add_column("message", sa.Column("thread_id", IDENTIFIER, nullable=True))
    op.add_column("message", sa.Column("in_log", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_message_thread_id_seq", "message", ["thread_id", "seq"])
    op.create_table(
        "thread_place",
        sa.Column("thread_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("last_read_seq", sa.Integer(), nullable=False),
        sa.Column("is_followed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["message.id"], name=op.f("fk_thread_place_thread_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_thread_place_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("thread_id", "person_id", name=op.f("pk_thread_place")),
    )
    op.create_index("ix_thread_place_person_id", "thread_place", ["person_id"])


def downgrade() -> None:
    op.drop_table("thread_place")
    op.drop_index("ix_message_thread_id_seq", table_name="message")
    op.drop_column("message", "in_log")
    op.drop_column("message", "thread_id")
