"""What statements are made of that are built once and filled at each call: building them costs more than running."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias, cast
from uuid import UUID

from sqlalchemy import BindParameter, ScalarSelect, Select, String, bindparam, func, literal, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.accounts.models import Person
from app.core import clock
from app.core.db import Identifier, Moment

Statement: TypeAlias = Select[*tuple[Any, ...]]

NOW: BindParameter[datetime] = bindparam("now", type_=Moment())


@dataclass(frozen=True)
class _SomeViewer:
    """Stands for a viewer who is named when the statement is run: policies ask no more of a person."""

    is_guest: bool
    id: BindParameter[UUID]


def some_viewer(*, is_guest: bool) -> Person:
    """A viewer whose identifier is the parameter `viewer_id`, for the filters of policies."""
    return cast(Person, _SomeViewer(is_guest, bindparam("viewer_id", type_=Identifier())))


@dataclass(frozen=True)
class _AnyViewer:
    """Stands for whoever is named when the statement is run; a policy that asks more of them fails at once."""

    id: BindParameter[UUID]


def any_viewer() -> Person:
    """A viewer whose identifier is the parameter `viewer_id`, for filters that are the same for guests and others."""
    return cast(Person, _AnyViewer(bindparam("viewer_id", type_=Identifier())))


def asking_at(viewer: Person) -> datetime | BindParameter[datetime]:
    """The moment at which something is asked for a viewer: this one, or `NOW` where they stand for whoever is named
    when the statement is run, which would else keep the moment at which it was made.
    """
    return NOW if isinstance(viewer.id, BindParameter) else clock.now()


def mark_of(rows: Select[*tuple[Any, ...]]) -> ScalarSelect[str | None]:
    """All that a statement finds as one text, which is another one as soon as any of it is; None for nothing.

    What is made of the rows can be kept under it, and they need not be read again as long as it stays.
    """
    found = rows.subquery()
    said = literal("").concat(_Said(next(iter(found.c))))
    for column in list(found.c)[1:]:
        said = said.concat(",").concat(_Said(column))
    return select(func.aggregate_strings(said, ";")).select_from(found).scalar_subquery()


class _Said(FunctionElement[str]):
    """A value of any type as a text; nothing as an empty one."""

    type = String()
    inherit_cache = True


@compiles(_Said)
def _cast(element: _Said, compiler: SQLCompiler, **how: Any) -> str:
    return f"coalesce(CAST({compiler.process(element.clauses, **how)} AS VARCHAR), '')"


@compiles(_Said, "sqlite")
def _spelled(element: _Said, compiler: SQLCompiler, **how: Any) -> str:
    return f"hex({compiler.process(element.clauses, **how)})"  # bytes too, which a text of it cannot hold
