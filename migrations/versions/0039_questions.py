"""Lists of the questions that wait for an answer."""

import sqlalchemy as sa
from alembic import op

revision = "0039_questions"
down_revision = "0038_pins"
branch_labels = None
depends_on = None

ONLY = sa.text("question_state IS NOT NULL")
INDEXES = {
    "ix_post_questions": ["question_state", "published_at", "id"],
    "ix_post_group_questions": ["group_id", "question_state", "published_at", "id"],
}


def upgrade() -> None:
    op.add_column("post", sa.Column("question_state", sa.String(8), nullable=True))
    op.execute("UPDATE post SET question_state = 'waiting' WHERE id IN (SELECT post_id FROM question)")
    for name, columns in INDEXES.items():
        op.create_index(name, "post", columns, sqlite_where=ONLY, postgresql_where=ONLY)
    op.create_index("ix_question_accepted_id", "question", ["accepted_id"])
    op.create_index("ix_question_accepted_by", "question", ["accepted_by"])


def downgrade() -> None:
    op.drop_index("ix_question_accepted_by", "question")
    op.drop_index("ix_question_accepted_id", "question")
    for name in INDEXES:
        op.drop_index(name, "post")
    op.drop_column("post", "question_state")
