"""Feed."""

import sqlalchemy as sa
from alembic import op

revision = "0006_feed"
down_revision = "0005_groups"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "post",
        sa.Column("group_id", IDENTIFIER, nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_by", IDENTIFIER, nullable=True),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reactions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["deleted_by"], ["person.id"], name=op.f("fk_post_deleted_by")),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_post_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index("ix_post_author_id_published_at_id", "post", ["author_id", "published_at", "id"], unique=False)
    op.create_index(
        "ix_post_group_timeline",
        "post",
        ["group_id", "published_at", "id", "author_id", "deleted_at", "hidden_at"],
        unique=False,
    )
    op.create_index(
        "ix_post_timeline",
        "post",
        ["published_at", "id", "group_id", "author_id", "deleted_at", "hidden_at"],
        unique=False,
    )
    op.create_table(
        "comment",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("parent_id", IDENTIFIER, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("root_number", sa.Integer(), nullable=False),
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=True),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_by", IDENTIFIER, nullable=True),
        sa.Column("hidden_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reactions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_comment_author_id")),
        sa.ForeignKeyConstraint(["deleted_by"], ["person.id"], name=op.f("fk_comment_deleted_by")),
        sa.ForeignKeyConstraint(["parent_id"], ["comment.id"], name=op.f("fk_comment_parent_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_comment_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
        sa.UniqueConstraint("post_id", "number", name=op.f("uq_comment_post_id_number")),
    )
    op.create_index(
        "ix_comment_author_id_published_at_id", "comment", ["author_id", "published_at", "id"], unique=False
    )
    op.create_index(
        "ix_comment_post_id_root_number_number", "comment", ["post_id", "root_number", "number"], unique=False
    )
    op.create_table(
        "post_file",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_file_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "file_id", name=op.f("pk_post_file")),
    )
    op.create_table(
        "post_revision",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_revision")),
    )
    op.create_index(op.f("ix_post_revision_post_id"), "post_revision", ["post_id"], unique=False)
    op.create_table(
        "comment_revision",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("comment_id", IDENTIFIER, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_comment_revision_comment_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_revision")),
    )
    op.create_index(op.f("ix_comment_revision_comment_id"), "comment_revision", ["comment_id"], unique=False)
    op.create_table(
        "mention",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("comment_id", IDENTIFIER, nullable=True),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_mention_comment_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_mention_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_person_id"), "mention", ["person_id"], unique=False)
    op.create_index("ix_mention_post_id_comment_id", "mention", ["post_id", "comment_id"], unique=False)
    op.create_table(
        "reaction",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("post_id", IDENTIFIER, nullable=True),
        sa.Column("comment_id", IDENTIFIER, nullable=True),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("(post_id IS NULL) <> (comment_id IS NULL)", name=op.f("ck_reaction_one_target")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_reaction_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reaction_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_reaction_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reaction")),
        sa.UniqueConstraint("comment_id", "person_id", name=op.f("uq_reaction_comment_id_person_id")),
        sa.UniqueConstraint("post_id", "person_id", name=op.f("uq_reaction_post_id_person_id")),
    )
    op.create_index(op.f("ix_reaction_person_id"), "reaction", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_reaction_person_id"), table_name="reaction")
    op.drop_table("reaction")
    op.drop_index("ix_mention_post_id_comment_id", table_name="mention")
    op.drop_index(op.f("ix_mention_person_id"), table_name="mention")
    op.drop_table("mention")
    op.drop_index(op.f("ix_comment_revision_comment_id"), table_name="comment_revision")
    op.drop_table("comment_revision")
    op.drop_index(op.f("ix_post_revision_post_id"), table_name="post_revision")
    op.drop_table("post_revision")
    op.drop_table("post_file")
    op.drop_index("ix_comment_post_id_root_number_number", table_name="comment")
    op.drop_index("ix_comment_author_id_published_at_id", table_name="comment")
    op.drop_table("comment")
    op.drop_index("ix_post_timeline", table_name="post")
    op.drop_index("ix_post_group_timeline", table_name="post")
    op.drop_index("ix_post_author_id_published_at_id", table_name="post")
    op.drop_table("post")
