"""The administration says how long messages are kept, by kind of conversation."""

import sqlalchemy as sa
from alembic import op

revision = "0049_message_terms"
down_revision = "0048_message_requests"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_term",
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('pair', 'people', 'room')", name=op.f("ck_message_term_kind")),
        sa.CheckConstraint("days > 0", name=op.f("ck_message_term_days")),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_message_term")),
    )


def downgrade() -> None:
    op.drop_table("message_term")
