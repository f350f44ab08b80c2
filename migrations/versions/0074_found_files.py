"""Files are found by the words of their names, without case and accents."""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0074_found_files"
down_revision = "0073_calls_of_all"
branch_labels = None
depends_on = None

IDENTIFIER = sa.LargeBinary(16).with_variant(sa.Uuid(), "postgresql")
FILE = sa.table("file", sa.column("id", IDENTIFIER), sa.column("name", sa.String()), sa.column("folded", sa.Text()))
AT_ONCE = 1000
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


def upgrade() -> None:
    op.add_column("file", sa.Column("folded", sa.Text(), server_default="", nullable=False))
    connection = op.get_bind()
    named = sa.select(FILE.c.id, FILE.c.name)
    change = FILE.update().where(FILE.c.id == sa.bindparam("which")).values(folded=sa.bindparam("words"))
    after = None
    while True:
        some = named if after is None else named.where(FILE.c.id > after)
        rows = connection.execute(some.order_by(FILE.c.id).limit(AT_ONCE)).all()
        if not rows:
            return
        connection.execute(change, [{"which": row.id, "words": folded(row.name)} for row in rows])
        after = rows[-1].id


def downgrade() -> None:
    op.drop_column("file", "folded")


def folded(name: str) -> str:
    """The words of a name as they are looked for from here on."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(LIGATURES).replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())
