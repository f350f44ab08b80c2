"""Who marks an older message as unread stays shown to others as having read what they read."""

import sqlalchemy as sa
from alembic import op

revision = "0068_marked_as_unread"
down_revision = "0067_few_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("participant", sa.Column("shown_read_seq", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("participant", "shown_read_seq")
