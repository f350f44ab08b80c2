"""Conversations are read to three levels: each comment keeps the branch of its thread in which it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0036_places"
down_revision = "0035_shares"
branch_labels = None
depends_on = None

DEEPER = sa.text(
    "UPDATE comment SET branch_number ="
    " (SELECT parent.branch_number FROM comment AS parent WHERE parent.id = comment.parent_id)"
    " WHERE branch_number = 0"
    " AND parent_id IN (SELECT id FROM comment AS parent WHERE parent.branch_number > 0)"
)


def upgrade() -> None:
    op.add_column("comment", sa.Column("branch_number", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.execute(
        "UPDATE comment SET branch_number = number"
        " WHERE parent_id IN (SELECT id FROM comment AS parent WHERE parent.parent_id IS NULL)"
    )
    while op.get_bind().execute(DEEPER).rowcount > 0:  # level by level
        pass
    op.drop_index("ix_comment_post_id_root_number_number", "comment")
    op.create_index("ix_comment_place", "comment", ["post_id", "root_number", "branch_number", "number"])


def downgrade() -> None:
    op.drop_index("ix_comment_place", "comment")
    op.create_index("ix_comment_post_id_root_number_number", "comment", ["post_id", "root_number", "number"])
    op.drop_column("comment", "branch_number")
