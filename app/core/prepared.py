"""Prepared statements: put into the database's words once, then filled and sent without another look at them.

SQLAlchemy walks through a statement each time that it runs it. For the long ones that every page asks, this costs
more than what the database does for them.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from flask import current_app
from sqlalchemy import BindParameter, CompoundSelect, CursorResult, Dialect, Insert, Integer, Select, bindparam
from sqlalchemy.types import TypeEngine

from app.core.db import bound_engine, session

Preparable: TypeAlias = Select[Any] | CompoundSelect[Any] | Insert
Row: TypeAlias = tuple[Any, ...]
Convert: TypeAlias = Callable[[Any], Any]
FEW, FULL = 20, 100
"""For so many things a statement about several is made: for a page of the usual length, and for the longest."""

MANY: BindParameter[int] = bindparam("many", type_=Integer())
"""How many rows are wanted."""


class Prepared:
    """A statement with named parameters of one value each; the rows it finds are tuples of Python's values.

    What a parameter is to ask for itself, such as the moment, is asked each time that the statement runs.
    """

    def __init__(self, statement: Preparable, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        given = [name for name, bind in compiled.binds.items() if bind.required]
        ready = compiled.construct_expanded_state(dict.fromkeys(given))
        self._sql, self._order = ready.statement, ready.positiontup
        sent = {name: _outward(bind.type, dialect) for name, bind in compiled.binds.items()}
        sent.update(ready.processors)
        self._sent: dict[str, Convert] = {name: sent.get(name, _same) for name in ready.parameters}
        self._constants = {
            name: self._sent[name](value) for name, value in ready.parameters.items() if name not in given
        }
        self._asked = {name: bind.callable for bind, name in compiled.bind_names.items() if bind.callable is not None}
        columns = statement.exported_columns
        read = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
        self._names = _names_of(columns.keys())
        self._read = [(place, convert) for place, convert in enumerate(read) if convert is not None]

    def run(self, **values: Any) -> CursorResult[Any]:
        """Send it with these values."""
        session.flush()  # as the session itself does before it reads
        values |= {name: ask() for name, ask in self._asked.items()}
        filled = self._constants | {name: self._sent[name](value) for name, value in values.items()}
        sent = filled if self._order is None else tuple(filled[name] for name in self._order)
        return session.connection().exec_driver_sql(self._sql, sent)

    def all(self, **values: Any) -> list[Row]:
        """Every row that is found with these values."""
        return [self._made_of(list(row)) for row in self.run(**values)]

    def named(self, **values: Any) -> list[Any]:
        """The same, each value to be had by its column's name too."""
        return [self._names._make(row) for row in self.all(**values)]

    def _made_of(self, row: list[Any]) -> Row:
        for place, convert in self._read:
            if row[place] is not None:
                row[place] = convert(row[place])
        return tuple(row)


def prepared(make: Callable[..., Preparable], *of: Any) -> Prepared:
    """The statement that `make` gives for these arguments, prepared once for this application's database."""
    dialect = bound_engine().dialect
    kept: dict[Any, Prepared] = current_app.extensions.setdefault("parvis.prepared", {})
    key = (make, of)
    if key not in kept:
        kept[key] = Prepared(make(*of), dialect)
    return kept[key]


def several(name: str, kind: TypeEngine[Any], count: int) -> list[BindParameter[Any]]:
    """Parameters for so many things, which `of_each` fills."""
    return [bindparam(f"{name}_{number}", type_=kind) for number in range(count)]


def of_each(make: Callable[..., Preparable], *of: Any, name: str, values: Sequence[Any], **asked: Any) -> list[Row]:
    """What a statement finds about several things, in no order; `make` gets as its last argument for how many.

    One statement for each hundred. Where they are fewer than it is made for, the last stands there several times.
    """
    rows: list[Row] = []
    for first in range(0, len(values), FULL):
        those = values[first : first + FULL]
        count = FEW if len(those) <= FEW else FULL
        filled = {f"{name}_{number}": those[min(number, len(those) - 1)] for number in range(count)}
        rows += prepared(make, *of, count).all(**asked, **filled)
    return rows


def _names_of(columns: Any) -> Any:
    return namedtuple("_names", columns, rename=True)


def _same(value: Any) -> Any:
    return value


def _outward(kind: TypeEngine[Any], dialect: Dialect) -> Convert:
    return kind.dialect_impl(dialect).bind_processor(dialect) or _same
