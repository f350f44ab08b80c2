"""The owners of a group may keep writing in its room to those who look after it."""

import sqlalchemy as sa
from alembic import op

revision = "0061_announcing_rooms"
down_revision = "0060_presence"
branch_labels = None
depends_on = None


def upgrade() -> None:
    keepers_write = sa.Column("keepers_write", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("conversation", keepers_write)


def downgrade() -> None:
    op.drop_column("conversation", "keepers_write")
