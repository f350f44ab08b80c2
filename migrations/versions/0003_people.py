"""People."""

import sqlalchemy as sa
from alembic import op

revision = "0003_people"
down_revision = "0002_accounts"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "department",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("slug", name=op.f("uq_department_slug")),
    )
    op.create_table(
        "skill",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("slug", name=op.f("uq_skill_slug")),
    )
    op.create_table(
        "block",
        sa.Column("blocker_id", IDENTIFIER, nullable=False),
        sa.Column("blocked_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["blocked_id"], ["person.id"], name=op.f("fk_block_blocked_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["blocker_id"], ["person.id"], name=op.f("fk_block_blocker_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("blocker_id", "blocked_id", name=op.f("pk_block")),
    )
    op.create_index(op.f("ix_block_blocked_id"), "block", ["blocked_id"], unique=False)
    op.create_table(
        "follow",
        sa.Column("follower_id", IDENTIFIER, nullable=False),
        sa.Column("followed_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["followed_id"], ["person.id"], name=op.f("fk_follow_followed_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["follower_id"], ["person.id"], name=op.f("fk_follow_follower_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("follower_id", "followed_id", name=op.f("pk_follow")),
    )
    op.create_index(op.f("ix_follow_followed_id"), "follow", ["followed_id"], unique=False)
    op.create_table(
        "person_skill",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("skill_id", IDENTIFIER, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_skill_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_person_skill_skill_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "skill_id", name=op.f("pk_person_skill")),
    )
    op.create_index(op.f("ix_person_skill_skill_id"), "person_skill", ["skill_id"], unique=False)
    op.create_table(
        "profile",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("department_id", IDENTIFIER, nullable=True),
        sa.Column("manager_id", IDENTIFIER, nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("site", sa.String(length=80), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("biography", sa.Text(), nullable=False),
        sa.Column("photo_type", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_profile_department_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["manager_id"], ["person.id"], name=op.f("fk_profile_manager_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_profile_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_profile")),
    )
    op.create_index(op.f("ix_profile_department_id"), "profile", ["department_id"], unique=False)
    op.create_index(op.f("ix_profile_manager_id"), "profile", ["manager_id"], unique=False)
    op.create_index(op.f("ix_profile_site"), "profile", ["site"], unique=False)
    op.create_table(
        "endorsement",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("skill_id", IDENTIFIER, nullable=False),
        sa.Column("endorser_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("person_id <> endorser_id", name=op.f("ck_endorsement_not_oneself")),
        sa.ForeignKeyConstraint(
            ["endorser_id"], ["person.id"], name=op.f("fk_endorsement_endorser_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id", "skill_id"],
            ["person_skill.person_id", "person_skill.skill_id"],
            name=op.f("fk_endorsement_person_id_skill_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "skill_id", "endorser_id", name=op.f("pk_endorsement")),
    )


def downgrade() -> None:
    op.drop_table("endorsement")
    op.drop_index(op.f("ix_profile_site"), table_name="profile")
    op.drop_index(op.f("ix_profile_manager_id"), table_name="profile")
    op.drop_index(op.f("ix_profile_department_id"), table_name="profile")
    op.drop_table("profile")
    op.drop_index(op.f("ix_person_skill_skill_id"), table_name="person_skill")
    op.drop_table("person_skill")
    op.drop_index(op.f("ix_follow_followed_id"), table_name="follow")
    op.drop_table("follow")
    op.drop_index(op.f("ix_block_blocked_id"), table_name="block")
    op.drop_table("block")
    op.drop_table("skill")
    op.drop_table("department")
