"""Push as a way, what gathers in one notification, when people want to be told, and what they muted."""

import sqlalchemy as sa
from alembic import op

revision = "0020_attention"
down_revision = "0019_agenda"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
ONE_THING = " OR ".join(
    "("
    + " AND ".join(
        f"{other} IS {'NOT ' if other == named else ''}NULL" for other in ("group_id", "post_id", "doer_id", "kind")
    )
    + ")"
    for named in ("group_id", "post_id", "doer_id", "kind")
)


def upgrade() -> None:
    op.add_column("notification_setting", sa.Column("push", sa.Boolean(), nullable=False, server_default=sa.false()))
    # who wants a mail of it wants to be reached: the same goes for push until they choose
    op.execute("UPDATE notification_setting SET push = mail")
    op.add_column("notification", sa.Column("about", sa.String(length=120), nullable=True))
    op.add_column("notification", sa.Column("on_screen", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.create_index("ix_notification_person_id_about", "notification", ["person_id", "about"], unique=False)
    _gathering()
    _attention()
    _mutes()


def _gathering() -> None:
    op.create_table(
        "notification_deed",
        sa.Column("notification_id", IDENTIFIER, nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("actor_id", IDENTIFIER, nullable=False),
        sa.Column("comment_id", IDENTIFIER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["person.id"], name=op.f("fk_notification_deed_actor_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_notification_deed_comment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notification.id"],
            name=op.f("fk_notification_deed_notification_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notification_id", "key", name=op.f("pk_notification_deed")),
    )


def _attention() -> None:
    op.create_table(
        "attention_setting",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("keeps_quiet", sa.Boolean(), nullable=False),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_until", sa.Time(), nullable=False),
        sa.Column("working_days", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=6), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("digest_day", sa.Integer(), nullable=False),
        sa.CheckConstraint("digest IN ('never', 'daily', 'weekly')", name=op.f("ck_attention_setting_digest")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_attention_setting_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_attention_setting")),
    )
    op.create_table(
        "absence",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_order")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_person_id_last_day", "absence", ["person_id", "last_day"], unique=False)


def _mutes() -> None:
    op.create_table(
        "mute",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("group_id", IDENTIFIER, nullable=True),
        sa.Column("post_id", IDENTIFIER, nullable=True),
        sa.Column("doer_id", IDENTIFIER, nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("wholly", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(ONE_THING, name=op.f("ck_mute_one_thing")),
        sa.ForeignKeyConstraint(["doer_id"], ["person.id"], name=op.f("fk_mute_doer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["group_id"], ["group.id"], name=op.f("fk_mute_group_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mute_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_mute_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mute")),
        sa.UniqueConstraint("person_id", "doer_id", name=op.f("uq_mute_person_id_doer_id")),
        sa.UniqueConstraint("person_id", "group_id", name=op.f("uq_mute_person_id_group_id")),
        sa.UniqueConstraint("person_id", "kind", name=op.f("uq_mute_person_id_kind")),
        sa.UniqueConstraint("person_id", "post_id", name=op.f("uq_mute_person_id_post_id")),
    )


def downgrade() -> None:
    op.drop_table("mute")
    op.drop_index("ix_absence_person_id_last_day", table_name="absence")
    op.drop_table("absence")
    op.drop_table("attention_setting")
    op.drop_table("notification_deed")
    op.drop_index("ix_notification_person_id_about", table_name="notification")
    op.drop_column("notification", "on_screen")
    op.drop_column("notification", "about")
    op.drop_column("notification_setting", "push")
