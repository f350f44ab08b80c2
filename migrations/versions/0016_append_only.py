"""Case files, evidence and the register are append-only in installed houses too."""

from alembic import op

revision = "0016_append_only"
down_revision = "0015_evidence"
branch_labels = None
depends_on = None

TABLES = ("moderation_event", "moderation_evidence", "register_entry")
OPERATIONS = ("update", "delete")
FUNCTION = (
    "CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; "
    "END $$"
)


def on_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def upgrade() -> None:
    if not on_sqlite():
        op.execute(FUNCTION)
    for table in TABLES:
        if on_sqlite():
            for operation in OPERATIONS:
                op.execute(
                    f"CREATE TRIGGER {table}_no_{operation} BEFORE {operation} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "EXECUTE FUNCTION is_append_only()"
            )


def downgrade() -> None:
    for table in TABLES:
        if on_sqlite():
            for operation in OPERATIONS:
                op.execute(f"DROP TRIGGER {table}_no_{operation}")
        else:
            op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    if not on_sqlite():
        op.execute("DROP FUNCTION is_append_only()")
