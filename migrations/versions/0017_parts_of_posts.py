"""What posts carry beside their text, questions, and bookmarks."""

import sqlalchemy as sa
from alembic import op

revision = "0017_parts_of_posts"
down_revision = "0016_append_only"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("post", sa.Column("parts", sa.JSON(), server_default=sa.text("'{}'"), nullable=False))
    op.create_table(
        "question",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("accepted_id", IDENTIFIER, nullable=True),
        sa.Column("accepted_by", IDENTIFIER, nullable=True),
        sa.Column("accepted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_question_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["accepted_id"], ["comment.id"], name=op.f("fk_question_accepted_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["accepted_by"], ["person.id"], name=op.f("fk_question_accepted_by")),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_question")),
    )
    op.create_table(
        "bookmark",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_bookmark_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bookmark_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_bookmark")),
    )
    op.create_index("ix_bookmark_person_id_at_post_id", "bookmark", ["person_id", "at", "post_id"])


def downgrade() -> None:
    op.drop_table("bookmark")
    op.drop_table("question")
    op.drop_column("post", "parts")
