"""Mails that are held while their readers keep quiet, to leave as one."""

import sqlalchemy as sa
from alembic import op

revision = "0044_held_mails"
down_revision = "0043_hidden_rooms"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "held_mail",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("notification_id", IDENTIFIER, nullable=False),
        sa.Column("deed", sa.String(60), nullable=False),
        sa.Column("gathered_in", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_held_mail_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["notification_id"], ["notification.id"], name=op.f("fk_held_mail_notification_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_mail")),
        sa.UniqueConstraint(
            "person_id", "notification_id", "deed", name=op.f("uq_held_mail_person_id_notification_id_deed")
        ),
    )
    op.create_index(op.f("ix_held_mail_notification_id"), "held_mail", ["notification_id"])
    op.create_index(op.f("ix_held_mail_gathered_in"), "held_mail", ["gathered_in"])


def downgrade() -> None:
    op.drop_table("held_mail")
