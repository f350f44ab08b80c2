"""The files of groups: folders, documents and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0026_folders"
down_revision = "0025_calendar_addresses"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
INDEXED = (
    ("folder", "group_id"),
    ("folder", "parent_id"),
    ("folder", "deleted_at"),
    ("folder", "deleted_with"),
    ("document", "folder_id"),
    ("document", "deleted_at"),
    ("document", "deleted_with"),
)


def upgrade() -> None:
    op.create_table(
        "folder",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=False),
        sa.Column("parent_id", IDENTIFIER, nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("made_by_id", IDENTIFIER, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_with", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_folder_group_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["folder.id"], name=op.f("fk_folder_parent_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_folder_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folder")),
    )
    op.create_table(
        "document",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=False),
        sa.Column("folder_id", IDENTIFIER, nullable=True),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("added_by_id", IDENTIFIER, nullable=False),
        sa.Column("added_at", MOMENT, nullable=False),
        sa.Column("changed_by_id", IDENTIFIER, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("deleted_at", MOMENT, nullable=True),
        sa.Column("deleted_with", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_document_group_id")),
        sa.ForeignKeyConstraint(["folder_id"], ["folder.id"], name=op.f("fk_document_folder_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_document_file_id")),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_document_added_by_id")),
        sa.ForeignKeyConstraint(["changed_by_id"], ["person.id"], name=op.f("fk_document_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_table(
        "document_version",
        sa.Column("document_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=False),
        sa.Column("made_by_id", IDENTIFIER, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("restored_from", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_version_document_id")),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_document_version_file_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["person.id"], name=op.f("fk_document_version_made_by_id")),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_document_version")),
    )
    for table, column in INDEXED:
        op.create_index(f"ix_{table}_{column}", table, [column], unique=False)
    op.create_index("ix_document_group_id_name_id", "document", ["group_id", "name", "id"], unique=False)


def downgrade() -> None:
    op.execute("DELETE FROM attachment WHERE holder_kind = 'document'")
    for table in ("document_version", "document", "folder"):
        op.drop_table(table)
