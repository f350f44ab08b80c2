"""Orders of moderation that keep people from contacting each other."""

import sqlalchemy as sa
from alembic import op

revision = "0054_no_contact"
down_revision = "0053_muted_for_a_time"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
BETWEEN = "(measure = 'no_contact') = (other_id IS NOT NULL)"
OTHER = "other_id <> person_id AND other_id <> decided_by AND other_id <> seconded_by"


def upgrade() -> None:
    op.create_table(
        "no_contact",
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("other_id", IDENTIFIER, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("person_id <> other_id", name=op.f("ck_no_contact_not_oneself")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_no_contact_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["person.id"], name=op.f("fk_no_contact_other_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=op.f("pk_no_contact")),
    )
    op.create_index(op.f("ix_no_contact_other_id"), "no_contact", ["other_id"])
    with op.batch_alter_table("moderation_decision") as batch:
        batch.add_column(sa.Column("other_id", IDENTIFIER, nullable=True))
        batch.create_foreign_key(op.f("fk_moderation_decision_other_id_person"), "person", ["other_id"], ["id"])
        batch.create_index(op.f("ix_moderation_decision_other_id"), ["other_id"])
        batch.create_check_constraint(op.f("ck_moderation_decision_between"), BETWEEN)
        batch.create_check_constraint(op.f("ck_moderation_decision_other"), OTHER)


def downgrade() -> None:
    with op.batch_alter_table("moderation_decision") as batch:
        batch.drop_constraint(op.f("ck_moderation_decision_other"), type_="check")
        batch.drop_constraint(op.f("ck_moderation_decision_between"), type_="check")
        batch.drop_index(op.f("ix_moderation_decision_other_id"))
        batch.drop_constraint(op.f("fk_moderation_decision_other_id_person"), type_="foreignkey")
        batch.drop_column("other_id")
    op.drop_table("no_contact")
