"""Whom others removed from a group comes back by no link."""

import sqlalchemy as sa
from alembic import op

revision = "0045_departures"
down_revision = "0044_held_mails"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("group_departure", sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("group_departure") as batch:
        batch.alter_column("removed", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("group_departure") as batch:
        batch.drop_column("removed")
