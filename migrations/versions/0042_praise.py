"""Posts that thank somebody, for one of the company's values."""

import sqlalchemy as sa
from alembic import op

revision = "0042_praise"
down_revision = "0041_one_mute"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "company_value",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("icon", sa.String(40), nullable=False),
        sa.Column("name_fr", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(60), nullable=False),
        sa.Column("sentence_fr", sa.String(200), nullable=False),
        sa.Column("sentence_en", sa.String(200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_value")),
    )
    op.create_table(
        "praise",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("value_id", IDENTIFIER, nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_praise_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["value_id"], ["company_value.id"], name=op.f("fk_praise_value_id")),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_praise")),
    )
    op.create_index("ix_praise_value_id", "praise", ["value_id"])
    op.create_table(
        "praised",
        sa.Column("post_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["praise.post_id"], name=op.f("fk_praised_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_praised_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_praised")),
    )
    op.create_index("ix_praised_person_id", "praised", ["person_id"])


def downgrade() -> None:
    op.drop_table("praised")
    op.drop_table("praise")
    op.drop_table("company_value")
