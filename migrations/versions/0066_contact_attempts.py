"""That somebody tried to contact another in spite of a no-contact order."""

import sqlalchemy as sa
from alembic import op

revision = "0066_contact_attempts"
down_revision = "0065_drafts"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
KINDS = "'message', 'mention', 'comment', 'reaction', 'vote', 'share', 'praise', 'invitation'"


def upgrade() -> None:
    op.create_table(
        "contact_attempt",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("other_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_contact_attempt_kind")),
        sa.CheckConstraint("tries > 0", name=op.f("ck_contact_attempt_tries")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_attempt_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["person.id"], name=op.f("fk_contact_attempt_other_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "other_id", "kind", "at", name=op.f("pk_contact_attempt")),
    )
    op.create_index(op.f("ix_contact_attempt_other_id"), "contact_attempt", ["other_id"])
    op.create_index(op.f("ix_contact_attempt_at"), "contact_attempt", ["at"])


def downgrade() -> None:
    op.drop_table("contact_attempt")
