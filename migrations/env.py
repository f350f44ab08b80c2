"""Alembic's environment: runs migrations on the connection it is given, and never imports the application."""

from alembic import context

attributes = context.config.attributes
connection = attributes["connection"]


def is_wanted(_object: object, name: str, kind: str, *_: object) -> bool:
    """Whether a table belongs into the revision that is being written."""
    return kind != "table" or "only" not in attributes or name in attributes["only"]


context.configure(
    connection=connection,
    target_metadata=attributes.get("metadata"),
    render_item=attributes.get("render_item"),
    include_object=is_wanted,
    render_as_batch=attributes.get("as_batch", connection.dialect.name == "sqlite"),
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
connection.commit()
