"""What statements are made of that are built once and filled at each call: building them costs more than running."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias, cast
from uuid import UUID

from sqlalchemy import BindParameter, Integer, Select, bindparam

from app.accounts.models import Person
from app.core.db import Identifier

Statement: TypeAlias = Select[*tuple[Any, ...]]

MANY: BindParameter[int] = bindparam("many", type_=Integer())


@dataclass(frozen=True)
class _SomeViewer:
    """Stands for a viewer who is named when the statement is run: policies ask no more of a person."""

    is_guest: bool
    id: BindParameter[UUID]


def some_viewer(*, is_guest: bool) -> Person:
    """A viewer whose identifier is the parameter `viewer_id`, for the filters of policies."""
    return cast(Person, _SomeViewer(is_guest, bindparam("viewer_id", type_=Identifier())))
