"""Who marks an answer as unread is not told once more of what they saw, and goes on being told of what is new."""

import sqlalchemy as sa
from alembic import op

revision = "0072_threads_marked_as_unread"
down_revision = "0071_thread_roots"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("thread_place", sa.Column("shown_read_seq", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("thread_place", "shown_read_seq")
