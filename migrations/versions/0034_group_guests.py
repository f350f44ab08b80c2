"""Groups: the people from outside for whom they wait."""

import sqlalchemy as sa
from alembic import op

revision = "0034_group_guests"
down_revision = "0033_push"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "group_guest",
        sa.Column("group_id", IDENTIFIER, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("invited_by", IDENTIFIER, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_group_guest_group_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["person.id"], name=op.f("fk_group_guest_invited_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("group_id", "email", name=op.f("pk_group_guest")),
    )
    op.create_index("ix_group_guest_email", "group_guest", ["email"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_group_guest_email", table_name="group_guest")
    op.drop_table("group_guest")
