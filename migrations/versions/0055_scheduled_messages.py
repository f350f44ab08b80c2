"""Messages that are sent later."""

import sqlalchemy as sa
from alembic import op

revision = "0055_scheduled_messages"
down_revision = "0054_no_contact"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MOMENT = sa.DateTime(timezone=True)
TABLE = "scheduled_message"
BELONGS = (("author_id", "person", "CASCADE"), ("conversation_id", "conversation", "CASCADE"))


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", IDENTIFIER, nullable=False),
        sa.Column("author_id", IDENTIFIER, nullable=False),
        sa.Column("conversation_id", IDENTIFIER, nullable=False),
        sa.Column("client_id", sa.String(100), nullable=False),
        sa.Column("reply_to", IDENTIFIER, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("scheduled_at", MOMENT, nullable=True),
        sa.Column("refusal", sa.String(300), nullable=False),
        *(
            sa.ForeignKeyConstraint([name], [f"{to}.id"], name=op.f(f"fk_{TABLE}_{name}"), ondelete=gone)
            for name, to, gone in (*BELONGS, ("reply_to", "message", "SET NULL"))
        ),
        sa.UniqueConstraint("author_id", "client_id", name=op.f(f"uq_{TABLE}_author_id_client_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
    )
    op.create_index(f"ix_{TABLE}_author_id_scheduled_at", TABLE, ["author_id", "scheduled_at"])
    for name in ("scheduled_at", "conversation_id", "reply_to"):
        op.create_index(op.f(f"ix_{TABLE}_{name}"), TABLE, [name])


def downgrade() -> None:
    op.drop_table(TABLE)
