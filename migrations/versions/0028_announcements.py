"""Announcements with those whom they concern, and who confirmed to have read them."""

import sqlalchemy as sa
from alembic import op

revision = "0028_announcements"
down_revision = "0027_group_life"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("confirm", sa.Boolean(), nullable=False),
        sa.Column("deadline", MOMENT, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("audience", sa.String(12), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("concerned", sa.Integer(), nullable=False),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.CheckConstraint("audience IN ('group', 'house', 'departments')", name=op.f("ck_announcement_audience")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_announcement_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_announcement")),
    )
    op.create_index("ix_announcement_is_over_confirm", "announcement", ["is_over", "confirm"])
    op.create_table(
        "announcement_department",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("department_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["announcement.post_id"],
            name=op.f("fk_announcement_department_post_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name=op.f("fk_announcement_department_department_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("post_id", "department_id", name=op.f("pk_announcement_department")),
    )
    op.create_table(
        "read_confirmation",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_read_confirmation_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_read_confirmation_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_read_confirmation")),
    )
    op.create_index("ix_read_confirmation_person_id", "read_confirmation", ["person_id"])


def downgrade() -> None:
    op.drop_table("read_confirmation")
    op.drop_table("announcement_department")
    op.drop_table("announcement")
