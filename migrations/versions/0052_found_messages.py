"""Messages are found by their words, without case and accents, inside their conversation."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0052_found_messages"
down_revision = "0051_notified_messages"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
MESSAGE = sa.table(
    "message",
    sa.column("id", IDENTIFIER),
    sa.column("body", sa.Text()),
    sa.column("files", sa.JSON()),
    sa.column("deleted_at", sa.DateTime(timezone=True)),
    sa.column("folded", sa.Text()),
)
AT_ONCE = 1000
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


def upgrade() -> None:
    op.add_column("message", sa.Column("folded", sa.Text(), nullable=True))
    connection = op.get_bind()
    standing = sa.select(MESSAGE.c.id, MESSAGE.c.body, MESSAGE.c.files).where(MESSAGE.c.deleted_at.is_(None))
    change = MESSAGE.update().where(MESSAGE.c.id == sa.bindparam("which")).values(folded=sa.bindparam("words"))
    after = None
    while True:
        some = standing if after is None else standing.where(MESSAGE.c.id > after)
        rows = connection.execute(some.order_by(MESSAGE.c.id).limit(AT_ONCE)).all()
        if not rows:
            return
        connection.execute(change, [{"which": row.id, "words": folded(row.body, row.files)} for row in rows])
        after = rows[-1].id


def downgrade() -> None:
    op.drop_column("message", "folded")


def folded(body: str, files: list[dict[str, str]]) -> str:
    """The words of a message and of its files as they are looked for from here on."""
    text = " ".join([body, *((file.get("alt") or file.get("name") or "") for file in files or ())])
    plain = unicodedata.normalize("NFKD", text.casefold().translate(LIGATURES).replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
