"""People are reminded of messages when they want to be."""

import sqlalchemy as sa
from alembic import op

revision = "0057_message_reminders"
down_revision = "0056_threads"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
TABLE = "message_reminder"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("message_id", IDENTIFIER, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        *(
            sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_{TABLE}_{to}_id"), ondelete="CASCADE")
            for to in ("person", "message")
        ),
        sa.PrimaryKeyConstraint("person_id", "message_id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(op.f(f"ix_{TABLE}_message_id"), TABLE, ["message_id"])
    op.create_index(f"ix_{TABLE}_person_id_due_at", TABLE, ["person_id", "due_at", "message_id"])
    op.create_index(f"ix_{TABLE}_told_at_due_at", TABLE, ["told_at", "due_at"])


def downgrade() -> None:
    op.drop_table(TABLE)
