"""Moderation."""

import sqlalchemy as sa
from alembic import op

revision = "0012_moderation"
down_revision = "0011_admin"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "moderation_case",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("target_type", sa.String(length=10), nullable=False),
        sa.Column("target_id", IDENTIFIER, nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("allowed_seconds", sa.Integer(), nullable=False),
        sa.Column("assignee_id", IDENTIFIER, nullable=True),
        sa.Column("claimed_by", IDENTIFIER, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("last_event", sa.Integer(), nullable=False),
        sa.CheckConstraint("state <> 'claimed' OR claimed_by IS NOT NULL", name=op.f("ck_moderation_case_claim")),
        sa.CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name=op.f("ck_moderation_case_closed")),
        sa.CheckConstraint("state IN ('open', 'claimed', 'decided', 'closed')", name=op.f("ck_moderation_case_state")),
        sa.CheckConstraint(
            "state NOT IN ('decided', 'closed') OR decided_at IS NOT NULL", name=op.f("ck_moderation_case_decided")
        ),
        sa.CheckConstraint("(claimed_by IS NULL) = (lease_until IS NULL)", name=op.f("ck_moderation_case_lease")),
        sa.CheckConstraint("allowed_seconds > 0", name=op.f("ck_moderation_case_allowed")),
        sa.CheckConstraint("priority BETWEEN 1 AND 4", name=op.f("ck_moderation_case_priority")),
        sa.ForeignKeyConstraint(["assignee_id"], ["person.id"], name=op.f("fk_moderation_case_assignee_id")),
        sa.ForeignKeyConstraint(["claimed_by"], ["person.id"], name=op.f("fk_moderation_case_claimed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_case")),
        sa.UniqueConstraint("number", name=op.f("uq_moderation_case_number")),
    )
    op.create_index("ix_moderation_case_state_due_at", "moderation_case", ["state", "due_at"], unique=False)
    op.create_index(
        "ix_moderation_case_target_type_target_id", "moderation_case", ["target_type", "target_id"], unique=False
    )
    op.create_table(
        "rumour",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("claim_fr", sa.Text(), nullable=False),
        sa.Column("claim_en", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("source_url", sa.String(length=500), nullable=True),
        sa.Column("owner_department_id", IDENTIFIER, nullable=True),
        sa.Column("opened_by", IDENTIFIER, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("allowed_seconds", sa.Integer(), nullable=False),
        sa.Column("settled_by", IDENTIFIER, nullable=True),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "state = 'unverified' OR (settled_at IS NOT NULL AND settled_by IS NOT NULL)",
            name=op.f("ck_rumour_settled"),
        ),
        sa.CheckConstraint("state = 'unverified' OR length(trim(statement)) > 0", name=op.f("ck_rumour_statement")),
        sa.CheckConstraint("state IN ('unverified', 'confirmed', 'false', 'disputed')", name=op.f("ck_rumour_state")),
        sa.CheckConstraint("length(trim(claim_fr)) + length(trim(claim_en)) > 0", name=op.f("ck_rumour_claim")),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_rumour_opened_by")),
        sa.ForeignKeyConstraint(
            ["owner_department_id"], ["department.id"], name=op.f("fk_rumour_owner_department_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["settled_by"], ["person.id"], name=op.f("fk_rumour_settled_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rumour")),
    )
    op.create_table(
        "moderation_decision",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("case_id", IDENTIFIER, nullable=False),
        sa.Column("measure", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("code_version", sa.Integer(), nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=True),
        sa.Column("decided_by", IDENTIFIER, nullable=False),
        sa.Column("seconded_by", IDENTIFIER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("lasts_seconds", sa.Integer(), nullable=True),
        sa.Column("in_force_at", MOMENT, nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("overturned_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(measure IN ('dismiss', 'remind')) = (lasts_seconds IS NULL)", name=op.f("ck_moderation_decision_end")
        ),
        sa.CheckConstraint(
            "measure <> 'suspend' OR (person_id IS NOT NULL AND lasts_seconds <= 2592000)",
            name=op.f("ck_moderation_decision_suspension"),
        ),
        sa.CheckConstraint(
            "measure <> 'suspend' OR lasts_seconds <= 604800 OR in_force_at IS NULL OR seconded_by IS NOT NULL",
            name=op.f("ck_moderation_decision_two_people"),
        ),
        sa.CheckConstraint(
            "measure IN ('dismiss', 'remind', 'hide', 'slow', 'no_contact', 'approval', 'suspend')",
            name=op.f("ck_moderation_decision_measure"),
        ),
        sa.CheckConstraint("article > 0", name=op.f("ck_moderation_decision_article")),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_moderation_decision_reason")),
        sa.CheckConstraint(
            "person_id <> decided_by AND person_id <> seconded_by", name=op.f("ck_moderation_decision_not_in_own_cause")
        ),
        sa.CheckConstraint("seconded_by <> decided_by", name=op.f("ck_moderation_decision_another_person")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_decision_case_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_moderation_decision_decided_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_moderation_decision_person_id")),
        sa.ForeignKeyConstraint(["seconded_by"], ["person.id"], name=op.f("fk_moderation_decision_seconded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_decision")),
    )
    op.create_index(op.f("ix_moderation_decision_case_id"), "moderation_decision", ["case_id"], unique=False)
    op.create_index(op.f("ix_moderation_decision_person_id"), "moderation_decision", ["person_id"], unique=False)
    op.create_table(
        "moderation_event",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("case_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", IDENTIFIER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("side", sa.String(length=7), nullable=True),
        sa.Column("happened_at", MOMENT, nullable=True),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "kind IN ('reported', 'viewed', 'claimed', 'released', 'assigned', 'noted', 'proposed', 'decided', 'notified', 'appealed', 'appeal_decided', 'reopened', 'closed')",
            name=op.f("ck_moderation_event_kind"),
        ),
        sa.CheckConstraint("side IS NULL OR side IN ('for', 'against')", name=op.f("ck_moderation_event_side")),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_moderation_event_actor_id")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_event_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_event")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_moderation_event_case_id_number")),
    )
    op.create_table(
        "moderation_item",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("case_id", IDENTIFIER, nullable=False),
        sa.Column("target_type", sa.String(length=10), nullable=False),
        sa.Column("target_id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=True),
        sa.Column("place_kind", sa.String(length=12), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "place_kind IN ('itself', 'house', 'group', 'secret_group', 'conversation')",
            name=op.f("ck_moderation_item_place_kind"),
        ),
        sa.CheckConstraint(
            "target_type IN ('post', 'comment', 'message', 'person', 'group', 'file', 'proposal')",
            name=op.f("ck_moderation_item_target_type"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_moderation_item_author_id")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_item_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_item")),
        sa.UniqueConstraint(
            "case_id", "target_type", "target_id", name=op.f("uq_moderation_item_case_id_target_type_target_id")
        ),
    )
    op.create_table(
        "moderation_party",
        sa.Column("case_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("side", sa.String(length=9), nullable=False),
        sa.CheckConstraint("side IN ('reporter', 'concerned')", name=op.f("ck_moderation_party_side")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_party_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_moderation_party_person_id")),
        sa.PrimaryKeyConstraint("case_id", "person_id", "side", name=op.f("pk_moderation_party")),
    )
    op.create_index("ix_moderation_party_person_id_case_id", "moderation_party", ["person_id", "case_id"], unique=False)
    op.create_table(
        "moderation_report",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("case_id", IDENTIFIER, nullable=False),
        sa.Column("reporter_id", IDENTIFIER, nullable=False),
        sa.Column("target_type", sa.String(length=10), nullable=False),
        sa.Column("target_id", IDENTIFIER, nullable=False),
        sa.Column("category", sa.String(length=16), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("read_by", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "category IN ('harassment', 'sexual', 'discrimination', 'threat', 'rumour', 'confidentiality', 'spam', 'other')",
            name=op.f("ck_moderation_report_category"),
        ),
        sa.CheckConstraint(
            "target_type IN ('post', 'comment', 'message', 'person', 'group', 'file', 'proposal')",
            name=op.f("ck_moderation_report_target_type"),
        ),
        sa.CheckConstraint("closed_at IS NULL OR told_at IS NOT NULL", name=op.f("ck_moderation_report_told")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_report_case_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_moderation_report_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_report")),
    )
    op.create_index(op.f("ix_moderation_report_case_id"), "moderation_report", ["case_id"], unique=False)
    op.create_index("ix_moderation_report_reporter_id_at", "moderation_report", ["reporter_id", "at"], unique=False)
    op.create_table(
        "rumour_item",
        sa.Column("rumour_id", IDENTIFIER, nullable=False),
        sa.Column("target_type", sa.String(length=10), nullable=False),
        sa.Column("target_id", IDENTIFIER, nullable=False),
        sa.Column("attached_by", IDENTIFIER, nullable=False),
        sa.Column("attached_at", MOMENT, nullable=False),
        sa.CheckConstraint("target_type IN ('post', 'comment')", name=op.f("ck_rumour_item_target_type")),
        sa.ForeignKeyConstraint(["attached_by"], ["person.id"], name=op.f("fk_rumour_item_attached_by")),
        sa.ForeignKeyConstraint(
            ["rumour_id"], ["rumour.id"], name=op.f("fk_rumour_item_rumour_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("rumour_id", "target_type", "target_id", name=op.f("pk_rumour_item")),
    )
    op.create_index("ix_rumour_item_target_type_target_id", "rumour_item", ["target_type", "target_id"], unique=False)
    op.create_table(
        "moderation_appeal",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("decision_id", IDENTIFIER, nullable=False),
        sa.Column("case_id", IDENTIFIER, nullable=False),
        sa.Column("appellant_id", IDENTIFIER, nullable=False),
        sa.Column("side", sa.String(length=9), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("allowed_seconds", sa.Integer(), nullable=False),
        sa.Column("decided_by", IDENTIFIER, nullable=False),
        sa.Column("seconded_by", IDENTIFIER, nullable=True),
        sa.Column("concerned_id", IDENTIFIER, nullable=True),
        sa.Column("judged_by", IDENTIFIER, nullable=True),
        sa.Column("judged_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=8), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('uphold', 'amend', 'overturn')", name=op.f("ck_moderation_appeal_outcome")
        ),
        sa.CheckConstraint("side IN ('reporter', 'concerned')", name=op.f("ck_moderation_appeal_side")),
        sa.CheckConstraint(
            "(judged_by IS NULL) = (outcome IS NULL) AND (judged_at IS NULL) = (outcome IS NULL)",
            name=op.f("ck_moderation_appeal_judged"),
        ),
        sa.CheckConstraint(
            "concerned_id IS NULL OR judged_by <> concerned_id", name=op.f("ck_moderation_appeal_not_concerned")
        ),
        sa.CheckConstraint(
            "judged_by <> decided_by AND judged_by <> appellant_id", name=op.f("ck_moderation_appeal_another_judge")
        ),
        sa.CheckConstraint("length(trim(statement)) > 0", name=op.f("ck_moderation_appeal_statement")),
        sa.CheckConstraint(
            "outcome IS NULL OR (reason IS NOT NULL AND length(trim(reason)) > 0)",
            name=op.f("ck_moderation_appeal_reason"),
        ),
        sa.CheckConstraint(
            "seconded_by IS NULL OR judged_by <> seconded_by", name=op.f("ck_moderation_appeal_not_the_second")
        ),
        sa.ForeignKeyConstraint(["appellant_id"], ["person.id"], name=op.f("fk_moderation_appeal_appellant_id")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_appeal_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["moderation_decision.id"], name=op.f("fk_moderation_appeal_decision_id")
        ),
        sa.ForeignKeyConstraint(["judged_by"], ["person.id"], name=op.f("fk_moderation_appeal_judged_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_appeal")),
        sa.UniqueConstraint("decision_id", "appellant_id", name=op.f("uq_moderation_appeal_decision_id_appellant_id")),
    )
    op.create_index(op.f("ix_moderation_appeal_case_id"), "moderation_appeal", ["case_id"], unique=False)
    op.create_table(
        "moderation_effect",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("decision_id", IDENTIFIER, nullable=False),
        sa.Column("target_type", sa.String(length=10), nullable=False),
        sa.Column("target_id", IDENTIFIER, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["moderation_decision.id"], name=op.f("fk_moderation_effect_decision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_effect")),
        sa.UniqueConstraint(
            "decision_id",
            "target_type",
            "target_id",
            name=op.f("uq_moderation_effect_decision_id_target_type_target_id"),
        ),
    )
    op.create_table(
        "moderation_evidence",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("item_id", IDENTIFIER, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["moderation_item.id"], name=op.f("fk_moderation_evidence_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_evidence")),
        sa.UniqueConstraint("item_id", "sha256", name=op.f("uq_moderation_evidence_item_id_sha256")),
    )
    op.create_table(
        "moderation_notice",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("case_id", IDENTIFIER, nullable=True),
        sa.Column("decision_id", IDENTIFIER, nullable=True),
        sa.Column("appeal_id", IDENTIFIER, nullable=True),
        sa.Column("rumour_id", IDENTIFIER, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('reasons', 'outcome', 'appeal_received', 'appeal_outcome', 'correction')",
            name=op.f("ck_moderation_notice_kind"),
        ),
        sa.CheckConstraint("(rumour_id IS NULL) = (case_id IS NOT NULL)", name=op.f("ck_moderation_notice_about")),
        sa.ForeignKeyConstraint(["appeal_id"], ["moderation_appeal.id"], name=op.f("fk_moderation_notice_appeal_id")),
        sa.ForeignKeyConstraint(["case_id"], ["moderation_case.id"], name=op.f("fk_moderation_notice_case_id")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["moderation_decision.id"], name=op.f("fk_moderation_notice_decision_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_moderation_notice_person_id")),
        sa.ForeignKeyConstraint(["rumour_id"], ["rumour.id"], name=op.f("fk_moderation_notice_rumour_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moderation_notice")),
        sa.UniqueConstraint(
            "person_id",
            "kind",
            "decision_id",
            "appeal_id",
            name=op.f("uq_moderation_notice_person_id_kind_decision_id_appeal_id"),
        ),
        sa.UniqueConstraint("person_id", "rumour_id", name=op.f("uq_moderation_notice_person_id_rumour_id")),
    )
    op.create_index("ix_moderation_notice_person_id_at", "moderation_notice", ["person_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_moderation_notice_person_id_at", table_name="moderation_notice")
    op.drop_table("moderation_notice")
    op.drop_table("moderation_evidence")
    op.drop_table("moderation_effect")
    op.drop_index(op.f("ix_moderation_appeal_case_id"), table_name="moderation_appeal")
    op.drop_table("moderation_appeal")
    op.drop_index("ix_rumour_item_target_type_target_id", table_name="rumour_item")
    op.drop_table("rumour_item")
    op.drop_index("ix_moderation_report_reporter_id_at", table_name="moderation_report")
    op.drop_index(op.f("ix_moderation_report_case_id"), table_name="moderation_report")
    op.drop_table("moderation_report")
    op.drop_index("ix_moderation_party_person_id_case_id", table_name="moderation_party")
    op.drop_table("moderation_party")
    op.drop_table("moderation_item")
    op.drop_table("moderation_event")
    op.drop_index(op.f("ix_moderation_decision_person_id"), table_name="moderation_decision")
    op.drop_index(op.f("ix_moderation_decision_case_id"), table_name="moderation_decision")
    op.drop_table("moderation_decision")
    op.drop_table("rumour")
    op.drop_index("ix_moderation_case_target_type_target_id", table_name="moderation_case")
    op.drop_index("ix_moderation_case_state_due_at", table_name="moderation_case")
    op.drop_table("moderation_case")
