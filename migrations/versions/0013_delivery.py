"""Delivery."""

import sqlalchemy as sa
from alembic import op

revision = "0013_delivery"
down_revision = "0012_moderation"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("fault", sa.String(length=300), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'dropped', 'failed')", name=op.f("ck_mail_state")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_key")),
    )
    op.create_index("ix_mail_person_id", "mail", ["person_id"], unique=False)
    op.create_index("ix_mail_state_created_at", "mail", ["state", "created_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_mail_state_created_at", table_name="mail")
    op.drop_index("ix_mail_person_id", table_name="mail")
    op.drop_table("mail")
