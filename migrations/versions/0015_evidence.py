"""Files of evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0015_evidence"
down_revision = "0014_files"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("moderation_evidence", sa.Column("files", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))


def downgrade() -> None:
    op.drop_column("moderation_evidence", "files")
