"""Alembic's environment: runs migrations on the connection it is given, and never imports the application."""

from alembic import context

attributes = context.config.attributes
connection = attributes["connection"]
is_sqlite = connection.dialect.name == "sqlite"


def is_wanted(_object: object, name: str, kind: str, *_: object) -> bool:
    """Whether a table belongs into the revision that is being written."""
    return kind != "table" or "only" not in attributes or name in attributes["only"]


def keep_references(how: str) -> None:
    """Let SQLite watch over foreign keys, or not: to change a table it is made anew and the old one dropped, which
    would be refused where rows point to it, or take them along. SQLite takes this outside of transactions alone.
    """
    if is_sqlite:
        connection.connection.execute(f"PRAGMA foreign_keys={how}")


def demand_references(**_: object) -> None:
    """Undo a migration after which rows point to nothing."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if is_sqlite else []
    if broken:
        raise RuntimeError(f"rows point to nothing in {sorted({row[0] for row in broken})}")


keep_references("OFF")
context.configure(
    connection=connection,
    target_metadata=attributes.get("metadata"),
    render_item=attributes.get("render_item"),
    include_object=is_wanted,
    render_as_batch=attributes.get("as_batch", is_sqlite),
    transaction_per_migration=True,
    on_version_apply=demand_references,
)
try:
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
finally:
    connection.rollback()
    keep_references("ON")
