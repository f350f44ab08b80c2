"""Who follows a conversation, who muted it, and how far each has seen it."""

import sqlalchemy as sa
from alembic import op

revision = "0024_readers"
down_revision = "0023_links"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "reader",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("follows", sa.Boolean(), nullable=True),
        sa.Column("is_muted", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_reader_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reader_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_reader")),
    )
    op.create_index("ix_reader_person_id", "reader", ["person_id"])
    # whoever took part or was named follows by themselves, as from now on
    op.execute(
        "INSERT INTO reader (post_id, person_id, follows, is_muted)"
        " SELECT post_id, author_id, true, false FROM comment WHERE deleted_at IS NULL"
        " UNION SELECT post_id, person_id, true, false FROM mention"
    )


def downgrade() -> None:
    op.drop_table("reader")
