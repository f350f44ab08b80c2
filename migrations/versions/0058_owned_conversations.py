"""Conversations between several people have an owner, people come into them later, and each change says a line."""

import sqlalchemy as sa
from alembic import op

revision = "0058_owned_conversations"
down_revision = "0057_message_reminders"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
COLUMNS = {
    "conversation": (
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("owner_invites", sa.Boolean(), server_default=sa.false(), nullable=False),
    ),
    "participant": (
        sa.Column("is_owner", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("since_seq", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=True),
        sa.Column("brought_by", IDENTIFIER, nullable=True),
        sa.Column("archived_seq", sa.Integer(), nullable=True),
    ),
    "message": (
        sa.Column("act", sa.String(12), nullable=True),
        sa.Column("about", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
    ),
}
OWNERS = """
    UPDATE participant SET is_owner = {true} WHERE EXISTS (
        SELECT 1 FROM conversation WHERE conversation.id = participant.conversation_id
        AND conversation.kind = 'people' AND conversation.opened_by = participant.person_id)
"""
BROUGHT = """
    UPDATE participant SET brought_by = (
        SELECT opened_by FROM conversation WHERE conversation.id = participant.conversation_id
        AND conversation.kind <> 'room' AND conversation.opened_by <> participant.person_id)
"""
ELDEST = """
    UPDATE participant SET is_owner = {true} WHERE person_id = (
        SELECT min(CAST(other.person_id AS {sortable})){back} FROM participant AS other
        WHERE other.conversation_id = participant.conversation_id AND other.waits_since IS NULL)
    AND conversation_id IN (SELECT id FROM conversation WHERE kind = 'people')
    AND NOT EXISTS (SELECT 1 FROM participant AS own
        WHERE own.conversation_id = participant.conversation_id AND own.is_owner = {true})
"""


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    words = {"true": "true", "sortable": "text", "back": "::uuid"} if on_postgresql else {}
    words = words or {"true": "1", "sortable": "blob", "back": ""}
    for statement in (OWNERS, BROUGHT, ELDEST):
        op.execute(statement.format(**words))


def downgrade() -> None:
    op.execute("UPDATE message SET deleted_at = at, body = '' WHERE act IS NOT NULL")  # a gap would be asked for
    for table, columns in COLUMNS.items():
        for column in columns:
            op.drop_column(table, column.name)
