"""Events, pages and files of groups can be reported and hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0043_hidden_rooms"
down_revision = "0042_praise"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
HIDEABLE = ("event", "knowledge_page", "document")
REPORTED = ("moderation_report", "moderation_item")
BEFORE = "target_type IN ('post', 'comment', 'message', 'person', 'group', 'file', 'proposal')"
AFTER = BEFORE.replace(")", ", 'event', 'page')")


def upgrade() -> None:
    for table in HIDEABLE:
        op.add_column(table, sa.Column("hidden_at", MOMENT, nullable=True))
    _let_be(AFTER, instead=BEFORE)


def downgrade() -> None:
    _let_be(BEFORE, instead=AFTER, checks="NOT VALID")
    for table in HIDEABLE:
        op.drop_column(table, "hidden_at")


def _let_be(condition: str, *, instead: str, checks: str = "") -> None:
    """Change what may be reported; `NOT VALID` leaves the rows that are there already as they are."""
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(condition, instead)
        return
    for table in REPORTED:
        name = f"ck_{table}_target_type"
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK ({condition}) {checks}")


def _rewrite(condition: str, instead: str) -> None:
    """SQLite's documented way to change a CHECK alone: tables on which append-only evidence hangs cannot be made anew.

    See "Making Other Kinds Of Table Schema Changes" on https://sqlite.org/lang_altertable.html.
    """
    connection = op.get_bind()
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    op.execute("PRAGMA writable_schema = ON")
    change = sa.text("UPDATE sqlite_master SET sql = replace(sql, :instead, :condition) WHERE name IN :tables")
    change = change.bindparams(sa.bindparam("tables", expanding=True))
    connection.execute(change, {"instead": instead, "condition": condition, "tables": list(REPORTED)})
    op.execute(f"PRAGMA schema_version = {version + 1}")
    op.execute("PRAGMA writable_schema = OFF")
