"""Groups: covers, announcing, archiving, sub-groups, questions to those who ask, the welcome."""

import sqlalchemy as sa
from alembic import op

revision = "0027_group_life"
down_revision = "0026_folders"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
EMPTY = sa.text("'[]'")
ADDED = {
    "group": ("cover", "announcement_only", "join_questions", "archived_at"),
    "membership": ("welcomed_at",),
    "join_request": ("answers",),
}
MADE = ("sub_group", "join_refusal", "group_step_tick", "group_reception")


def identifier(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, IDENTIFIER, nullable=nullable)


def referring(table: str, column: str, target: str, ondelete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    op.add_column("group", sa.Column("cover", sa.String(length=64), nullable=True))
    op.add_column("group", sa.Column("announcement_only", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("group", sa.Column("join_questions", sa.JSON(), server_default=EMPTY, nullable=False))
    op.add_column("group", sa.Column("archived_at", MOMENT, nullable=True))
    op.add_column("membership", sa.Column("welcomed_at", MOMENT, nullable=True))
    op.add_column("join_request", sa.Column("answers", sa.JSON(), server_default=EMPTY, nullable=False))
    make_sub_groups()
    make_refusals()
    make_reception()


def make_sub_groups() -> None:
    op.create_table(
        "sub_group",
        identifier("group_id"),
        identifier("parent_id"),
        sa.Column("parent_joins", sa.Boolean(), nullable=False),
        referring("sub_group", "group_id", "group", "CASCADE"),
        referring("sub_group", "parent_id", "group", "CASCADE"),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_sub_group")),
    )
    op.create_index("ix_sub_group_parent_id", "sub_group", ["parent_id"], unique=False)


def make_refusals() -> None:
    op.create_table(
        "join_refusal",
        identifier("group_id"),
        identifier("person_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        referring("join_refusal", "group_id", "group", "CASCADE"),
        referring("join_refusal", "person_id", "person", "CASCADE"),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_join_refusal")),
    )


def make_reception() -> None:
    op.create_table(
        "group_reception",
        identifier("group_id"),
        sa.Column("welcome", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("resources", sa.JSON(), nullable=False),
        referring("group_reception", "group_id", "group", "CASCADE"),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_reception")),
    )
    op.create_table(
        "group_step_tick",
        identifier("group_id"),
        identifier("person_id"),
        sa.Column("step", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id", "person_id"],
            ["membership.group_id", "membership.person_id"],
            name=op.f("fk_group_step_tick_group_id_person_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "person_id", "step", name=op.f("pk_group_step_tick")),
    )


def downgrade() -> None:
    for table in MADE:
        op.drop_table(table)
    for table, columns in ADDED.items():
        for column in columns:
            op.drop_column(table, column)
