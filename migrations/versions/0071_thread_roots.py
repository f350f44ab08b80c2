"""An answer in a thread points to a message that is there; without its root it stands in the log."""

import sqlalchemy as sa
from alembic import op

revision = "0071_thread_roots"
down_revision = "0070_poll_steps"
branch_labels = None
depends_on = None

NAME = "fk_message_thread_id"
ROOTLESS = (
    "UPDATE message SET thread_id = NULL WHERE thread_id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM message AS root WHERE root.id = message.thread_id)"
)


def upgrade() -> None:
    op.execute(sa.text(ROOTLESS))
    with op.batch_alter_table("message") as batch:
        batch.create_foreign_key(op.f(NAME), "message", ["thread_id"], ["id"], ondelete="SET NULL")


def downgrade() -> None:
    with op.batch_alter_table("message") as batch:
        batch.drop_constraint(op.f(NAME), type_="foreignkey")
