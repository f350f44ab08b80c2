"""Append-only tables: the database itself refuses to change or remove what was written into them."""

from __future__ import annotations

from sqlalchemy import DDL, Table, event

from app.core.db import Model

FUNCTION = (
    "CREATE OR REPLACE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$"
)


def append_only(model: type[Model]) -> None:
    """Have the database refuse every UPDATE and DELETE of a table that is made from the models.

    Installed houses get the same from their migrations.
    """
    table: Table = model.__table__  # type: ignore[assignment]  # every model has a table of its own
    for operation in ("update", "delete"):
        _after_create(
            table,
            f"CREATE TRIGGER {table.name}_no_{operation} BEFORE {operation} ON {table.name} "
            f"BEGIN SELECT RAISE(ABORT, '{table.name} is append-only'); END",
            dialect="sqlite",
        )
    _after_create(table, FUNCTION, dialect="postgresql")
    _after_create(
        table,
        f"CREATE TRIGGER {table.name}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name} "
        "EXECUTE FUNCTION is_append_only()",
        dialect="postgresql",
    )


def _after_create(table: Table, statement: str, *, dialect: str) -> None:
    event.listen(table, "after_create", DDL(statement).execute_if(dialect=dialect))
