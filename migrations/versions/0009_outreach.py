"""Outreach."""

import sqlalchemy as sa
from alembic import op

revision = "0009_outreach"
down_revision = "0008_decisions"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "click_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_click_salt")),
    )
    op.create_table(
        "channel",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("department_id", IDENTIFIER, nullable=True),
        sa.Column("sealed_config", sa.Text(), nullable=False),
        sa.Column("account", sa.String(length=200), nullable=False),
        sa.Column("limits", sa.JSON(), nullable=False),
        sa.Column("access", sa.String(length=12), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("checked_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "access IN ('unchecked', 'ready', 'revoked', 'unreachable')", name=op.f("ck_channel_access")
        ),
        sa.CheckConstraint("kind IN ('atom', 'mastodon')", name=op.f("ck_channel_kind")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_channel_department_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
    )
    op.create_table(
        "click_visitor",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=16), nullable=False),
        sa.ForeignKeyConstraint(["day"], ["click_salt.day"], name=op.f("fk_click_visitor_day"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", "day", "digest", name=op.f("pk_click_visitor")),
    )
    op.create_table(
        "library_item",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("proposal_id", IDENTIFIER, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("file_ids", sa.JSON(), nullable=False),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("valid_until", MOMENT, nullable=True),
        sa.Column("embargo_until", MOMENT, nullable=True),
        sa.Column("post_id", IDENTIFIER, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_library_item_post_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_library_item_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_item")),
        sa.UniqueConstraint("proposal_id", "content_hash", name=op.f("uq_library_item_proposal_id_content_hash")),
    )
    op.create_index(op.f("ix_library_item_post_id"), "library_item", ["post_id"], unique=False)
    op.create_table(
        "publication",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("item_id", IDENTIFIER, nullable=False),
        sa.Column("channel_id", IDENTIFIER, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("scheduled_at", MOMENT, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.Column("remote_id", sa.String(length=200), nullable=True),
        sa.Column("remote_url", sa.Text(), nullable=True),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("figures_at", MOMENT, nullable=True),
        sa.Column("created_by", IDENTIFIER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'scheduled', 'sending', 'published', 'retry_wait', 'unknown', 'needs_human', 'failed', 'missed', 'cancelled', 'withdrawn')",
            name=op.f("ck_publication_state"),
        ),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_publication_channel_id")),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_publication_created_by")),
        sa.ForeignKeyConstraint(["item_id"], ["library_item.id"], name=op.f("fk_publication_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
    )
    op.create_index(op.f("ix_publication_channel_id"), "publication", ["channel_id"], unique=False)
    op.create_index("ix_publication_item_id_channel_id", "publication", ["item_id", "channel_id"], unique=False)
    op.create_index("ix_publication_state_published_at", "publication", ["state", "published_at"], unique=False)
    op.create_table(
        "publication_attempt",
        sa.Column("publication_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_attempt_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "number", name=op.f("pk_publication_attempt")),
        sa.UniqueConstraint("key", name=op.f("uq_publication_attempt_key")),
    )
    op.create_table(
        "publication_journal",
        sa.Column("publication_id", IDENTIFIER, nullable=False),
        sa.Column("rev", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("actor_id", IDENTIFIER, nullable=True),
        sa.Column("old", sa.String(length=12), nullable=False),
        sa.Column("new", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_publication_journal_actor_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_publication_journal_publication_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("publication_id", "rev", name=op.f("pk_publication_journal")),
    )
    op.create_table(
        "tracked_link",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("publication_id", IDENTIFIER, nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_tracked_link_publication_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_tracked_link")),
    )
    op.create_index(op.f("ix_tracked_link_publication_id"), "tracked_link", ["publication_id"], unique=False)
    op.create_table(
        "click_day",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.Column("visitors", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["tracked_link.code"], name=op.f("fk_click_day_code"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("code", "day", name=op.f("pk_click_day")),
    )


def downgrade() -> None:
    op.drop_table("click_day")
    op.drop_index(op.f("ix_tracked_link_publication_id"), table_name="tracked_link")
    op.drop_table("tracked_link")
    op.drop_table("publication_journal")
    op.drop_table("publication_attempt")
    op.drop_index("ix_publication_state_published_at", table_name="publication")
    op.drop_index("ix_publication_item_id_channel_id", table_name="publication")
    op.drop_index(op.f("ix_publication_channel_id"), table_name="publication")
    op.drop_table("publication")
    op.drop_index(op.f("ix_library_item_post_id"), table_name="library_item")
    op.drop_table("library_item")
    op.drop_table("click_visitor")
    op.drop_table("channel")
    op.drop_table("click_salt")
