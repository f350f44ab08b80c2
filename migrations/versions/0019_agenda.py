"""Events and what people answer to them."""

import sqlalchemy as sa
from alembic import op

revision = "0019_agenda"
down_revision = "0018_file_total"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=True),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=False),
        sa.Column("time_zone", sa.String(length=60), nullable=False),
        sa.Column("is_all_day", sa.Boolean(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("cancelled_at", MOMENT, nullable=True),
        sa.Column("told_near_at", MOMENT, nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("yes_count", sa.Integer(), nullable=False),
        sa.Column("maybe_count", sa.Integer(), nullable=False),
        sa.Column("waiting_count", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_event_order")),
        sa.CheckConstraint("seats IS NULL OR seats > 0", name=op.f("ck_event_seats")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_event_group_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_event_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_author_id", "event", ["author_id"], unique=False)
    op.create_index("ix_event_group_id_ends_at", "event", ["group_id", "ends_at"], unique=False)
    op.create_index("ix_event_ends_at", "event", ["ends_at"], unique=False)
    op.create_index("ix_event_starts_at_id", "event", ["starts_at", "id"], unique=False)
    op.create_table(
        "event_answer",
        sa.Column("event_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("reply", sa.String(length=5), nullable=False),
        sa.Column("is_waiting", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("reply IN ('yes', 'maybe', 'no')", name=op.f("ck_event_answer_reply")),
        sa.CheckConstraint("reply = 'yes' OR NOT is_waiting", name=op.f("ck_event_answer_waiting")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_answer_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_event_answer_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_event_answer")),
    )
    op.create_index("ix_event_answer_person_id", "event_answer", ["person_id"], unique=False)
    op.create_index(
        "ix_event_answer_event_id_is_waiting_number", "event_answer", ["event_id", "is_waiting", "number"], unique=False
    )


def downgrade() -> None:
    op.drop_table("event_answer")
    op.drop_table("event")
