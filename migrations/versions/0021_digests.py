"""Digests."""

import sqlalchemy as sa
from alembic import op

revision = "0021_digests"
down_revision = "0020_attention"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("settled_until", MOMENT, nullable=False),
        sa.Column("told_until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest")),
    )
    op.create_index("ix_digest_due_at_person_id", "digest", ["due_at", "person_id"], unique=False)
    op.create_index("ix_mail_state_due_at", "mail", ["state", "due_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_mail_state_due_at", table_name="mail")
    op.drop_index("ix_digest_due_at_person_id", table_name="digest")
    op.drop_table("digest")
