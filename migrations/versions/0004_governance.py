"""Governance."""

import sqlalchemy as sa
from alembic import op

revision = "0004_governance"
down_revision = "0003_people"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "code_of_conduct",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("published_by", IDENTIFIER, nullable=True),
        sa.CheckConstraint("version > 0", name=op.f("ck_code_of_conduct_version")),
        sa.ForeignKeyConstraint(
            ["published_by"], ["person.id"], name=op.f("fk_code_of_conduct_published_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_code_of_conduct")),
    )
    op.create_table(
        "code_acknowledgement",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_code_acknowledgement_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version"], ["code_of_conduct.version"], name=op.f("fk_code_acknowledgement_version"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "version", name=op.f("pk_code_acknowledgement")),
    )
    op.create_table(
        "code_article",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title_fr", sa.String(length=200), nullable=False),
        sa.Column("title_en", sa.String(length=200), nullable=False),
        sa.Column("text_fr", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["code_of_conduct.version"], name=op.f("fk_code_article_version"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version", "number", name=op.f("pk_code_article")),
    )


def downgrade() -> None:
    op.drop_table("code_article")
    op.drop_table("code_acknowledgement")
    op.drop_table("code_of_conduct")
