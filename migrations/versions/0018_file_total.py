"""How many bytes all files take up together."""

import sqlalchemy as sa
from alembic import op

revision = "0018_file_total"
down_revision = "0017_parts_of_posts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_total")),
    )
    op.execute(
        "INSERT INTO file_total (id, size) SELECT 1, COALESCE(SUM(size), 0) "
        "FROM (SELECT MAX(size) AS size FROM file GROUP BY key) AS content"
    )


def downgrade() -> None:
    op.drop_table("file_total")
