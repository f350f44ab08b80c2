"""A conversation is muted in one place: what readers kept of it moves to the mutes."""

import secrets
import time
import uuid

import sqlalchemy as sa
from alembic import op

revision = "0041_one_mute"
down_revision = "0040_reaction_words"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")

READER = sa.table(
    "reader", sa.column("post_id", IDENTIFIER), sa.column("person_id", IDENTIFIER), sa.column("is_muted", sa.Boolean())
)
MUTE = sa.table(
    "mute",
    *(sa.column(name, IDENTIFIER) for name in ("id", "person_id", "post_id")),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in ("until", "at")),
    sa.column("wholly", sa.Boolean()),
)


def new_id() -> object:
    """An identifier that sorts by the time it was made, as this database keeps it."""
    made = uuid.UUID(int=int(time.time() * 1000) << 80 | 7 << 76 | secrets.randbits(62) | 2 << 62)
    return made if op.get_bind().dialect.name == "postgresql" else made.bytes


def upgrade() -> None:
    muted = sa.select(READER.c.post_id).where(
        READER.c.post_id == MUTE.c.post_id, READER.c.person_id == MUTE.c.person_id, READER.c.is_muted
    )
    over = MUTE.c.until < sa.func.current_timestamp()
    op.execute(MUTE.delete().where(over))
    op.execute(MUTE.update().where(sa.exists(muted.correlate(MUTE))).values(until=None))
    known = sa.select(MUTE.c.id).where(MUTE.c.post_id == READER.c.post_id, MUTE.c.person_id == READER.c.person_id)
    others = sa.select(READER.c.post_id, READER.c.person_id).where(READER.c.is_muted, ~sa.exists(known))
    connection = op.get_bind()
    rows = [{"id": new_id(), "post_id": post, "person_id": person} for post, person in connection.execute(others).all()]
    if rows:
        connection.execute(MUTE.insert().values(wholly=False, at=sa.func.current_timestamp()), rows)
    op.drop_column("reader", "is_muted")


def downgrade() -> None:
    op.add_column("reader", sa.Column("is_muted", sa.Boolean(), nullable=False, server_default=sa.false()))
    muted = sa.select(MUTE.c.id).where(MUTE.c.post_id == READER.c.post_id, MUTE.c.person_id == READER.c.person_id)
    forever = muted.where(MUTE.c.until.is_(None))
    op.execute(READER.update().where(sa.exists(forever)).values(is_muted=True))
    with op.batch_alter_table("reader") as batch:
        batch.alter_column("is_muted", server_default=None)
