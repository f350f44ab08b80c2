"""Glimpses: small things that pages want to know of their viewer; those of all rooms are asked in one statement."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.accounts.prepared import Statement, some_viewer
from app.core import clock
from app.core.prepared import prepared
from app.core.remembering import remembered

GLIMPSES = "parvis.glimpses"


@dataclass(frozen=True)
class Glimpse:
    """One value about a viewer: how much waits for them, whether anything does, or a mark (see `mark_of`).

    `column` makes it for some viewer; it may use the parameter `NOW`.
    """

    column: Callable[[Person], ColumnElement[Any]]

    def bring(self, app: Flask) -> None:
        """Let it be asked along with those of the other rooms."""
        app.extensions.setdefault(GLIMPSES, []).append(self)

    def of(self, viewer: Person) -> Any:
        """Its value for a viewer, read at most once a request."""
        return all_of(viewer)[self]


@remembered
def all_of(viewer: Person) -> dict[Glimpse, Any]:
    """Everything that the rooms glimpse of a viewer. One statement."""
    glimpses = tuple(current_app.extensions.get(GLIMPSES, ()))
    values = prepared(_all_in_one, glimpses, viewer.is_guest).all(viewer_id=viewer.id, now=clock.now())[0]
    return dict(zip(glimpses, values, strict=True))


def _all_in_one(glimpses: Sequence[Glimpse], is_guest: bool) -> Statement:
    viewer = some_viewer(is_guest=is_guest)
    return select(*(each.column(viewer).label(f"glimpse_{n}") for n, each in enumerate(glimpses)))


def mark_of_viewer(viewer: Person) -> tuple[Hashable, ...]:
    """What changes with all that the frame shows of somebody."""
    roles = tuple(sorted(grant.role for grant in viewer.grants))
    return viewer.id, viewer.name, viewer.handle, viewer.photo, *roles, *all_of(viewer).values()
