"""The database: engine, session, the base of all rows, and the rules that make SQLite safe under gevent."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import AbstractContextManager, nullcontext, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    LargeBinary,
    MetaData,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
    inspect,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapper, Session, scoped_session
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection
from sqlalchemy.types import JSON, TypeEngine

from app.core.errors import Unavailable

BUSY_SECONDS = 10.0

IDLE_SECONDS = 1.0
"""How long a connection to PostgreSQL may have lain unused and still be taken without trying it out."""

PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
"""SQLite's errors that are no fault of what was asked."""

write_lock = threading.Lock()
"""Held from before BEGIN IMMEDIATE until after COMMIT, so that no greenlet of this process ever waits for
SQLite inside another one's transaction. Under gevent `threading.Lock` waits cooperatively."""

writing: ContextVar[bool] = ContextVar("writing", default=False)


class Identifier(TypeDecorator[UUID]):
    """A UUID: native on PostgreSQL, sixteen bytes on SQLite."""

    impl = LargeBinary(16)
    cache_ok = True
    python_type = UUID

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid())
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:  # noqa: ARG002 (SQLAlchemy's signature)
        if value is None or isinstance(value, UUID):
            return value
        return UUID(bytes=value)


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True
    python_type = datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment if dialect.name == "postgresql" else moment.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (as above)
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    """The base of every row; constraints are named, so that migrations can name them too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        UUID: Identifier(),
        datetime: Moment(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
        list[str]: JSON(),
    }


def make_engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL with the rules above; what people wrote stays out of the errors it raises."""
    if not url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=30)
        event.listen(engine, "checkin", _note_use)
        event.listen(engine, "checkout", partial(_try_out, engine.dialect))
        return engine
    # isolation_level None: the driver begins nothing by itself; `_begin` below does.
    by_ourselves = {"isolation_level": None, "timeout": 0}
    engine = create_engine(url, hide_parameters=True, connect_args=by_ourselves, pool_size=40, max_overflow=-1)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _note_use(_: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    record.info["used_at"] = time.monotonic()


def _try_out(
    dialect: Dialect, connection: DBAPIConnection, record: ConnectionPoolEntry, _: PoolProxiedConnection
) -> None:
    """Take no connection from the pool that has ended while nobody used it."""
    used_at = record.info.get("used_at")
    if used_at is None or time.monotonic() - used_at < IDLE_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error:
        raise InvalidatePoolError from None


def _prepare_connection(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # an acknowledged write survives a power cut
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=20")  # milliseconds; the longer wait is ours, and yields to other greenlets
    cursor.execute("PRAGMA cache_size=-65536")
    cursor.close()


def _begin(connection: Connection) -> None:
    if not writing.get():
        connection.exec_driver_sql("BEGIN")
        return
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except Exception as error:
            if not is_busy(error):
                raise
            if time.monotonic() > deadline:
                raise Unavailable("the database is busy") from None
            time.sleep(0.005)
        else:
            return


def is_busy(error: BaseException) -> bool:
    """Whether SQLite said that another process is writing."""
    cause = getattr(error, "orig", error)
    return isinstance(cause, sqlite3.OperationalError) and "locked" in str(cause)


def is_for_a_while(error: OperationalError) -> bool:
    """Whether the database cannot do now what it may do later: it is busy or away, or its disk is full or fails."""
    cause = error.orig
    return not isinstance(cause, sqlite3.OperationalError) or cause.sqlite_errorcode & 0xFF in PASSING


class _Session(Session):
    """Reads and writes by the same engine; on PostgreSQL it begins a transaction for a command alone.

    There each statement sees what is true at its own moment, in a transaction too, so that one around mere reading
    would only cost two more turns to the database.
    """

    def __init__(self, bind: Engine | Connection) -> None:
        super().__init__(bind, expire_on_commit=False, join_transaction_mode="create_savepoint")
        self._writes_by = self._reads_by = bind
        if isinstance(bind, Engine) and bind.dialect.name == "postgresql":
            self._reads_by = bind.execution_options(isolation_level="AUTOCOMMIT")

    def get_bind(self, *_: Any, **__: Any) -> Engine | Connection:
        """By what a statement is asked: SQLAlchemy calls this each time."""
        return self._writes_by if writing.get() else self._reads_by


session: scoped_session[Session] = scoped_session(lambda: _Session(current_app.extensions["parvis.bind"]))  # type: ignore[arg-type]  # any maker will do


def savepoint() -> AbstractContextManager[object]:
    """Around what may fail because somebody else used the same key at the same moment, so that the rest stands.

    On SQLite one writes at a time, so that nothing can come between looking for a key and using it: there it is none.
    """
    return nullcontext() if is_sqlite() else session.begin_nested()


def hold(row: Model) -> None:
    """Keep a row from other writers until the running command ends, and read it as it is now.

    The rows that are read along with it stay free: PostgreSQL locks no row of an outer join's other side.
    """
    session.refresh(row, with_for_update={"of": type(row)})


def forget_rows() -> None:
    """Let every row be read again when it is next looked at. Which one it is stays known: a key never changes."""
    for row in session.identity_map.values():
        session.expire(row, _all_but_keys(inspect(row).mapper))


@cache
def _all_but_keys(mapper: Mapper[Any]) -> tuple[str, ...]:
    keys = {mapper.get_property_by_column(column).key for column in mapper.primary_key}
    return tuple(each.key for each in mapper.attrs if each.key not in keys)


def bound_engine() -> Engine:
    """The engine of the current application."""
    engine: Engine = current_app.extensions["parvis.bind"].engine
    return engine


def is_sqlite() -> bool:
    """Whether the current application keeps its data in SQLite."""
    return bound_engine().dialect.name == "sqlite"


def release_session(error: BaseException | None = None) -> None:
    """End what the request began; a session that a test has lent is left to the test.

    What only read ends with a commit: at a rollback psycopg forgets which statements PostgreSQL has planned.
    """
    if not session.registry.has() or session.info.get("borrowed"):
        return
    is_pending = session.new or session.dirty or session.deleted
    if error is None and session.is_active and not is_pending:
        with suppress(DBAPIError):  # the database has gone away, and nothing with it: this only read
            session.commit()
    session.remove()
