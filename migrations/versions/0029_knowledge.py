"""Pages of what groups know, and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0029_knowledge"
down_revision = "0028_announcements"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
STANDING = sa.text("deleted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "knowledge_page",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=False),
        sa.Column("parent_id", IDENTIFIER, nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_start", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_for_keepers", sa.Boolean(), nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("editor_id", IDENTIFIER, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("edited_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_by", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_knowledge_page_group_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["knowledge_page.id"], name=op.f("fk_knowledge_page_parent_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_knowledge_page_author_id")),
        sa.ForeignKeyConstraint(["editor_id"], ["person.id"], name=op.f("fk_knowledge_page_editor_id")),
        sa.ForeignKeyConstraint(["deleted_by"], ["person.id"], name=op.f("fk_knowledge_page_deleted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_page")),
    )
    op.create_index(
        "uq_knowledge_page_group_id_key",
        "knowledge_page",
        ["group_id", "key"],
        unique=True,
        sqlite_where=STANDING,
        postgresql_where=STANDING,
    )
    op.create_index("ix_knowledge_page_group_id_position", "knowledge_page", ["group_id", "position"], unique=False)
    for column in ("parent_id", "author_id", "editor_id"):
        op.create_index(f"ix_knowledge_page_{column}", "knowledge_page", [column], unique=False)
    op.create_table(
        "knowledge_version",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("page_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=400), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("restores", sa.Integer(), nullable=True),
        sa.Column("editor_id", IDENTIFIER, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["page_id"], ["knowledge_page.id"], name=op.f("fk_knowledge_version_page_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["editor_id"], ["person.id"], name=op.f("fk_knowledge_version_editor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_version")),
        sa.UniqueConstraint("page_id", "number", name=op.f("uq_knowledge_version_page_id_number")),
    )
    op.create_index("ix_knowledge_version_editor_id", "knowledge_version", ["editor_id"], unique=False)


def downgrade() -> None:
    op.drop_table("knowledge_version")
    op.drop_table("knowledge_page")
