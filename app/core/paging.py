"""Keyset pages: lists continue after the last key they gave, never at an offset."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Select, bindparam, literal, true, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from app.core.db import session
from app.core.errors import Invalid

T = TypeVar("T")
Key = InstrumentedAttribute[Any]

DEFAULT_LIMIT = 20
MOST = 100
LARGEST = 2**31 - 1
"""The largest number that a column holds on every database; one of `BigInteger` holds LARGEST_OF_ALL."""
LARGEST_OF_ALL = 2**63 - 1


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some items, and the cursor of those that follow, if any."""

    items: Sequence[T]
    next: str | None = None


def paginate(
    query: Select[Any],
    *,
    by: Sequence[Key],
    limit: int = DEFAULT_LIMIT,
    cursor: str | None = None,
    descending: bool = True,
    scalars: bool = True,
) -> Page[Any]:
    """One page of a query in the order of its key columns, which together must be unique.

    `scalars` gives the first column of each row (an entity), otherwise whole rows, in which the key columns
    must be present by their names. Raises Invalid for a cursor that this function did not write.
    """
    if cursor:
        query = query.where(beyond(cursor, by, descending=descending))
    query = query.order_by(*(column.desc() if descending else column.asc() for column in by)).limit(limit + 1)
    found = session.scalars(query).all() if scalars else session.execute(query).all()
    items = found[:limit]
    more = len(found) > limit
    return Page(items, encode(items[-1], by) if more else None)


def walk(query: Select[Any], *, by: Key, at_once: int = 1_000) -> Iterator[Any]:
    """Every entity of a query, rising by one of its columns, which must be unique.

    They are read some at a time, for there may be more than fit into memory, and no transaction stays open meanwhile.
    """
    last = None
    while True:
        further = query if last is None else query.where(by > last)
        found = session.scalars(further.order_by(by).limit(at_once)).all()
        yield from found
        if len(found) < at_once:
            return
        last = getattr(found[-1], by.key)


def beyond(cursor: str, by: Sequence[Key], *, descending: bool) -> ColumnElement[bool]:
    """What stands behind a cursor, as a filter; raises Invalid."""
    position = tuple_(*by)
    bound = tuple_(*(literal(value, column.type) for value, column in zip(decode(cursor, by), by, strict=True)))
    return position < bound if descending else position > bound


class Keyset:
    """The order of a list whose statement is made once (see `core.prepared`): the latest first, by columns that are
    unique together.
    """

    def __init__(self, *by: Key) -> None:
        self.by = by
        self.latest_first = tuple(column.desc() for column in by)

    def behind(self, continues: bool) -> ColumnElement[bool]:
        """What stands behind the cursor, as a filter: all of it in the statement of a first page, which has none."""
        if not continues:
            return true()
        bound = tuple_(*(bindparam(f"before_{column.key}", type_=column.type) for column in self.by))
        return tuple_(*self.by) < bound

    def asked(self, limit: int, cursor: str | None) -> dict[str, Any]:
        """The values for such a statement, which is limited to `MANY`: one row more, to see whether there are further
        ones. Raises Invalid for a cursor of another list.
        """
        bounds = dict(zip(self.by, decode(cursor, self.by), strict=True)) if cursor else {}
        return {"many": limit + 1} | {f"before_{column.key}": value for column, value in bounds.items()}

    def page(self, found: Sequence[T], limit: int) -> Page[T]:
        """What was found, in which the key columns are present by their names, as a page."""
        shown = found[:limit]
        return Page(shown, encode(shown[-1], self.by) if len(found) > limit else None)


def encode(item: object, by: Sequence[Key]) -> str:
    """The cursor that stands behind an item."""
    values = [_plain(getattr(item, column.key)) for column in by]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def decode(cursor: str, by: Sequence[Key]) -> list[Any]:
    """The key values of a cursor; raises Invalid."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(values, list) or len(values) != len(by):
            raise ValueError
        return [_typed(value, column) for value, column in zip(values, by, strict=True)]
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise Invalid(cursor="not a cursor of this list") from None


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _typed(value: Any, column: Key) -> Any:
    python_type = column.type.python_type
    if python_type is datetime:
        return datetime.fromisoformat(value)
    if python_type is UUID:
        return UUID(str(value))
    largest = LARGEST_OF_ALL if isinstance(column.type, BigInteger) else LARGEST
    if not isinstance(value, python_type) or (python_type is int and abs(value) > largest):
        raise TypeError
    if python_type is str and b"\0" in value.encode():  # which raises for a lone surrogate
        raise ValueError
    return value
