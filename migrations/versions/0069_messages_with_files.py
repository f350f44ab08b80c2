"""Messages on which files hang, found among all others of their conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0069_messages_with_files"
down_revision = "0068_marked_as_unread"
branch_labels = None
depends_on = None

HAS_FILES = sa.text("CAST(files AS TEXT) <> '[]'")


def upgrade() -> None:
    op.create_index(
        "ix_message_with_files",
        "message",
        ["conversation_id", "seq"],
        sqlite_where=HAS_FILES,
        postgresql_where=HAS_FILES,
    )


def downgrade() -> None:
    op.drop_index("ix_message_with_files", table_name="message")
