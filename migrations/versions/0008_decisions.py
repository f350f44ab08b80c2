"""Decisions."""

import sqlalchemy as sa
from alembic import op

revision = "0008_decisions"
down_revision = "0007_chat"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "committee",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee")),
    )
    op.create_table(
        "committee_seat",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("committee_id", IDENTIFIER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("department_id", IDENTIFIER, nullable=True),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("alternate_id", IDENTIFIER, nullable=True),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "alternate_id IS NULL OR alternate_id <> person_id", name=op.f("ck_committee_seat_alternate")
        ),
        sa.ForeignKeyConstraint(["alternate_id"], ["person.id"], name=op.f("fk_committee_seat_alternate_id")),
        sa.ForeignKeyConstraint(
            ["committee_id"], ["committee.id"], name=op.f("fk_committee_seat_committee_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_committee_seat_department_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_committee_seat_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committee_seat")),
        sa.UniqueConstraint("committee_id", "position", name=op.f("uq_committee_seat_committee_id_position")),
    )
    op.create_index(op.f("ix_committee_seat_alternate_id"), "committee_seat", ["alternate_id"], unique=False)
    op.create_index(op.f("ix_committee_seat_person_id"), "committee_seat", ["person_id"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("file_ids", sa.JSON(), nullable=False),
        sa.Column("post_id", IDENTIFIER, nullable=True),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("state", sa.String(length=14), nullable=False),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("committee_id", IDENTIFIER, nullable=True),
        sa.Column("released_at", MOMENT, nullable=True),
        sa.Column("released_by", IDENTIFIER, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("moved_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "kind IN ('content', 'wording', 'cadence', 'campaign', 'policy', 'question')", name=op.f("ck_proposal_kind")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'discussing', 'voting', 'committee', 'approved', 'scheduled', 'published', 'measured', 'changes_asked', 'rejected', 'withdrawn', 'expired', 'archived')",
            name=op.f("ck_proposal_state"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_proposal_author_id")),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_proposal_committee_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_proposal_post_id")),
        sa.ForeignKeyConstraint(["released_by"], ["person.id"], name=op.f("fk_proposal_released_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("number", name=op.f("uq_proposal_number")),
    )
    op.create_index(op.f("ix_proposal_author_id"), "proposal", ["author_id"], unique=False)
    op.create_index(op.f("ix_proposal_post_id"), "proposal", ["post_id"], unique=False)
    op.create_index("ix_proposal_state_moved_at", "proposal", ["state", "moved_at"], unique=False)
    op.create_table(
        "ballot",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("proposal_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("electorate", sa.JSON(), nullable=False),
        sa.Column("electorate_size", sa.Integer(), nullable=False),
        sa.Column("quorum", sa.JSON(), nullable=False),
        sa.Column("quorum_persons", sa.Integer(), nullable=False),
        sa.Column("quorum_departments", sa.Integer(), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("is_changeable", sa.Boolean(), nullable=False),
        sa.Column("is_hidden", sa.Boolean(), nullable=False),
        sa.Column("opened_by", IDENTIFIER, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closes_at", MOMENT, nullable=False),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=True),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.CheckConstraint(
            "method IN ('consent', 'yes_no', 'approval', 'score', 'ranked', 'schulze', 'dots', 'budget')",
            name=op.f("ck_ballot_method"),
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_ballot_opened_by")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_ballot_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballot")),
    )
    op.create_index("ix_ballot_proposal_id_id", "ballot", ["proposal_id", "id"], unique=False)
    op.create_table(
        "proposal_comment",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("proposal_id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer_version", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_proposal_comment_author_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_comment_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_comment")),
    )
    op.create_index("ix_proposal_comment_proposal_id_id", "proposal_comment", ["proposal_id", "id"], unique=False)
    op.create_table(
        "proposal_review",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("proposal_id", IDENTIFIER, nullable=False),
        sa.Column("submission", MOMENT, nullable=False),
        sa.Column("seat_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "decision IN ('approve', 'changes', 'reject', 'veto')", name=op.f("ck_proposal_review_decision")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_proposal_review_person_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_review_proposal_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["seat_id"], ["committee_seat.id"], name=op.f("fk_proposal_review_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_review")),
        sa.UniqueConstraint(
            "proposal_id", "submission", "seat_id", name=op.f("uq_proposal_review_proposal_id_submission_seat_id")
        ),
    )
    op.create_table(
        "proposal_version",
        sa.Column("proposal_id", IDENTIFIER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("file_ids", sa.JSON(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_proposal_version_author_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_version_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("proposal_id", "number", name=op.f("pk_proposal_version")),
    )
    op.create_table(
        "ballot_key",
        sa.Column("ballot_id", IDENTIFIER, nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_key_ballot_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("ballot_id", name=op.f("pk_ballot_key")),
    )
    op.create_table(
        "ballot_vote",
        sa.Column("ballot_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cast_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_vote_ballot_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ballot_vote_person_id")),
        sa.PrimaryKeyConstraint("ballot_id", "person_id", name=op.f("pk_ballot_vote")),
    )
    op.create_table(
        "ballot_voter",
        sa.Column("ballot_id", IDENTIFIER, nullable=False),
        sa.Column("person_id", IDENTIFIER, nullable=False),
        sa.Column("department_id", IDENTIFIER, nullable=True),
        sa.Column("has_voted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_ballot_voter_ballot_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_ballot_voter_department_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_ballot_voter_person_id")),
        sa.PrimaryKeyConstraint("ballot_id", "person_id", name=op.f("pk_ballot_voter")),
    )
    op.create_index(op.f("ix_ballot_voter_person_id"), "ballot_voter", ["person_id"], unique=False)
    op.create_table(
        "register_entry",
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("proposal_id", IDENTIFIER, nullable=False),
        sa.Column("ballot_id", IDENTIFIER, nullable=True),
        sa.Column("committee_id", IDENTIFIER, nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=14), nullable=False),
        sa.Column("electorate_size", sa.Integer(), nullable=False),
        sa.Column("turnout", sa.Integer(), nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("minority", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("stage IN ('vote', 'committee')", name=op.f("ck_register_entry_stage")),
        sa.ForeignKeyConstraint(["ballot_id"], ["ballot.id"], name=op.f("fk_register_entry_ballot_id")),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_register_entry_committee_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_register_entry_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("digest", name=op.f("uq_register_entry_digest")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_register_entry_year_number")),
    )
    op.create_index(op.f("ix_register_entry_proposal_id"), "register_entry", ["proposal_id"], unique=False)
    op.create_table(
        "secret_vote",
        sa.Column("ballot_id", IDENTIFIER, nullable=False),
        sa.Column("receipt", sa.String(length=40), nullable=False),
        sa.Column("choice", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballot.id"], name=op.f("fk_secret_vote_ballot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ballot_id", "receipt", name=op.f("pk_secret_vote")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("secret_vote")
    op.drop_index(op.f("ix_register_entry_proposal_id"), table_name="register_entry")
    op.drop_table("register_entry")
    op.drop_index(op.f("ix_ballot_voter_person_id"), table_name="ballot_voter")
    op.drop_table("ballot_voter")
    op.drop_table("ballot_vote")
    op.drop_table("ballot_key")
    op.drop_table("proposal_version")
    op.drop_table("proposal_review")
    op.drop_index("ix_proposal_comment_proposal_id_id", table_name="proposal_comment")
    op.drop_table("proposal_comment")
    op.drop_index("ix_ballot_proposal_id_id", table_name="ballot")
    op.drop_table("ballot")
    op.drop_index("ix_proposal_state_moved_at", table_name="proposal")
    op.drop_index(op.f("ix_proposal_post_id"), table_name="proposal")
    op.drop_index(op.f("ix_proposal_author_id"), table_name="proposal")
    op.drop_table("proposal")
    op.drop_index(op.f("ix_committee_seat_person_id"), table_name="committee_seat")
    op.drop_index(op.f("ix_committee_seat_alternate_id"), table_name="committee_seat")
    op.drop_table("committee_seat")
    op.drop_table("committee")
