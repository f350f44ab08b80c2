"""Web push: our key, the browsers that people subscribed, and what was sent to each."""

import sqlalchemy as sa
from alembic import op

revision = "0033_push"
down_revision = "0032_notified_events"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "push_identity",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("public_key", sa.String(length=100), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_push_identity_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_identity")),
    )
    op.create_table(
        "push_browser",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("session_id", IDENTIFIER, nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("p256dh", sa.String(length=100), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_push_browser_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["browser_session.id"], name=op.f("fk_push_browser_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_browser")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_browser_endpoint")),
    )
    op.create_index("ix_push_browser_person_id", "push_browser", ["person_id"], unique=False)
    op.create_index("ix_push_browser_session_id", "push_browser", ["session_id"], unique=False)
    op.create_table(
        "push",
        sa.Column("browser_id", IDENTIFIER, nullable=False),
        sa.Column("notification_id", IDENTIFIER, nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("fault", sa.String(length=300), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'dropped', 'failed')", name=op.f("ck_push_state")),
        sa.ForeignKeyConstraint(
            ["browser_id"], ["push_browser.id"], name=op.f("fk_push_browser_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("fk_push_notification_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("browser_id", "notification_id", "deed", name=op.f("pk_push")),
    )
    op.create_index("ix_push_ended_at", "push", ["ended_at"], unique=False)
    op.create_index("ix_push_notification_id", "push", ["notification_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_push_notification_id", table_name="push")
    op.drop_index("ix_push_ended_at", table_name="push")
    op.drop_table("push")
    op.drop_index("ix_push_browser_session_id", table_name="push_browser")
    op.drop_index("ix_push_browser_person_id", table_name="push_browser")
    op.drop_table("push_browser")
    op.drop_table("push_identity")
