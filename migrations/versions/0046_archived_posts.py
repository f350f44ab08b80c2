"""Posts that are put away; timelines leave them out by their index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0046_archived_posts"
down_revision = "0045_departures"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
TIMELINES = {
    "ix_post_group_timeline": ["group_id", "published_at", "id", "author_id", "deleted_at", "hidden_at"],
    "ix_post_timeline": ["published_at", "id", "group_id", "author_id", "deleted_at", "hidden_at"],
}
ONLY = sa.text("archived_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("post", sa.Column("archived_at", MOMENT, nullable=True))
    for name, columns in TIMELINES.items():
        op.drop_index(name, "post")
        op.create_index(name, "post", [*columns, "archived_at"])
    ordered = ["group_id", "published_at", "id"]
    op.create_index("ix_post_archived", "post", ordered, sqlite_where=ONLY, postgresql_where=ONLY)
    op.create_table(
        "archived",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_archived_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_archived_person_id")),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_archived")),
    )
    op.create_index("ix_archived_person_id", "archived", ["person_id"])


def downgrade() -> None:
    op.drop_table("archived")
    op.drop_index("ix_post_archived", "post")
    for name, columns in TIMELINES.items():
        op.drop_index(name, "post")
        op.create_index(name, "post", columns)
    op.drop_column("post", "archived_at")
