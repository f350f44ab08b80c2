"""Where posts stood before they were moved."""

import sqlalchemy as sa
from alembic import op

revision = "0047_moves"
down_revision = "0046_archived_posts"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
INDEXED = ("post_id", "from_id", "to_id", "person_id")


def upgrade() -> None:
    op.create_table(
        "move",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("from_id", IDENTIFIER, nullable=True),
        sa.Column("to_id", IDENTIFIER, nullable=True),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_move_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["from_id"], ["group.id"], name=op.f("fk_move_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["group.id"], name=op.f("fk_move_to_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_move_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    for column in INDEXED:
        op.create_index(f"ix_move_{column}", "move", [column])


def downgrade() -> None:
    op.drop_table("move")
