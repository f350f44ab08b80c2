"""Groups: invitations, links and automatic membership."""

import sqlalchemy as sa
from alembic import op

revision = "0030_group_ways_in"
down_revision = "0029_knowledge"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
MADE = ("group_invitation", "group_link", "ruled_membership", "membership_rule", "group_departure")


def identifier(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, IDENTIFIER, nullable=nullable)


def referring(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    make_invitations()
    make_rules()
    make_ruled()


def make_invitations() -> None:
    op.create_table(
        "group_invitation",
        identifier("group_id"),
        identifier("person_id"),
        identifier("invited_by", nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        referring("group_invitation", "group_id", "group", "CASCADE"),
        referring("group_invitation", "person_id", "person", "CASCADE"),
        referring("group_invitation", "invited_by", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_invitation")),
    )
    op.create_index(
        "ix_group_invitation_person_id_group_id", "group_invitation", ["person_id", "group_id"], unique=False
    )
    op.create_table(
        "group_link",
        identifier("id"),
        identifier("group_id"),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        identifier("made_by", nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.CheckConstraint("uses <= most_uses", name=op.f("ck_group_link_uses")),
        referring("group_link", "group_id", "group", "CASCADE"),
        referring("group_link", "made_by", "person", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_group_link_token_hash")),
    )
    op.create_index("ix_group_link_group_id", "group_link", ["group_id"], unique=False)


def make_rules() -> None:
    op.create_table(
        "membership_rule",
        identifier("id"),
        identifier("group_id"),
        identifier("department_id", nullable=True),
        sa.Column("site", sa.String(length=80), nullable=False),
        identifier("skill_id", nullable=True),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "department_id IS NOT NULL OR site <> '' OR skill_id IS NOT NULL",
            name=op.f("ck_membership_rule_names_something"),
        ),
        referring("membership_rule", "group_id", "group", "CASCADE"),
        referring("membership_rule", "department_id", "department", "CASCADE"),
        referring("membership_rule", "skill_id", "skill", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_rule")),
    )
    op.create_index("ix_membership_rule_group_id", "membership_rule", ["group_id"], unique=False)
    op.create_table(
        "group_departure",
        identifier("group_id"),
        identifier("person_id"),
        referring("group_departure", "group_id", "group", "CASCADE"),
        referring("group_departure", "person_id", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_departure")),
    )


def make_ruled() -> None:
    op.create_table(
        "ruled_membership",
        identifier("group_id"),
        identifier("person_id"),
        identifier("rule_id"),
        sa.ForeignKeyConstraint(
            ["group_id", "person_id"],
            ["membership.group_id", "membership.person_id"],
            name=op.f("fk_ruled_membership_group_id_person_id"),
            ondelete="CASCADE",
        ),
        referring("ruled_membership", "rule_id", "membership_rule", "CASCADE"),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_ruled_membership")),
    )
    op.create_index("ix_ruled_membership_person_id", "ruled_membership", ["person_id"], unique=False)
    op.create_index("ix_ruled_membership_rule_id", "ruled_membership", ["rule_id"], unique=False)


def downgrade() -> None:
    for table in MADE:
        op.drop_table(table)
