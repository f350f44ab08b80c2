"""Messages that call everybody in their conversation, who may, and handles that no person has any more."""

import sqlalchemy as sa
from alembic import op

revision = "0073_calls_of_all"
down_revision = "0072_threads_marked_as_unread"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
RESERVED = ("all", "channel", "everyone", "tous")
person = sa.table("person", sa.column("handle", sa.String))


def upgrade() -> None:
    op.create_table(
        "message_call",
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("conversation_id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("in_log", sa.Boolean(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_call_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_message_call")),
    )
    op.create_index("ix_message_call_conversation_id_in_log_seq", "message_call", ["conversation_id", "in_log", "seq"])
    op.add_column("conversation", sa.Column("everybody_calls", sa.Boolean(), nullable=True))
    for handle in RESERVED:
        _free(handle)


def _free(handle: str) -> None:
    """Whoever has it gets the next one that begins so: their pages move, what mentions them leads to them no more."""
    connection = op.get_bind()
    alike = sa.select(person.c.handle).where(person.c.handle.startswith(handle, autoescape=True))
    taken = set(connection.scalars(alike))
    if handle in taken:
        free = next(f"{handle}{number}" for number in range(2, len(taken) + 3) if f"{handle}{number}" not in taken)
        connection.execute(sa.update(person).where(person.c.handle == handle).values(handle=free))


def downgrade() -> None:
    op.drop_column("conversation", "everybody_calls")
    op.drop_table("message_call")
