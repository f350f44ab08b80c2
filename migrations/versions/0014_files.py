"""Files."""

import sqlalchemy as sa
from alembic import op

revision = "0014_files"
down_revision = "0013_delivery"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
HOLDERS = ("post", "comment", "message")


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("owner_id", IDENTIFIER, nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("large_key", sa.String(length=64), nullable=True),
        sa.Column("thumb_key", sa.String(length=64), nullable=True),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_file_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    for column in ("owner_id", "key", "large_key", "thumb_key", "uploaded_at"):
        op.create_index(f"ix_file_{column}", "file", [column], unique=False)
    op.create_table(
        "attachment",
        sa.Column("file_id", IDENTIFIER, nullable=False),
        sa.Column("holder_kind", sa.String(length=10), nullable=False),
        sa.Column("holder_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["file.id"], name=op.f("fk_attachment_file_id")),
        sa.PrimaryKeyConstraint("file_id", "holder_kind", "holder_id", name=op.f("pk_attachment")),
    )
    op.create_index("ix_attachment_holder_kind_holder_id", "attachment", ["holder_kind", "holder_id"], unique=False)
    for table in HOLDERS:
        op.add_column(table, sa.Column("files", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.drop_table("post_file")  # nothing was ever written to it


def downgrade() -> None:
    op.create_table(
        "post_file",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("file_id", IDENTIFIER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_file_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "file_id", name=op.f("pk_post_file")),
    )
    for table in HOLDERS:
        op.drop_column(table, "files")
    op.drop_index("ix_attachment_holder_kind_holder_id", table_name="attachment")
    op.drop_table("attachment")
    for column in ("owner_id", "key", "large_key", "thumb_key", "uploaded_at"):
        op.drop_index(f"ix_file_{column}", table_name="file")
    op.drop_table("file")
