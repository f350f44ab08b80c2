"""Committees and their seats."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.decisions.models import Committee
from app.decisions.policy import committees_visible_to
from app.people.models import Department


def get_committee(committee_id: UUID, *, viewer: Person) -> Committee:
    """A committee; raises NotFound, for guests too. All of the house know of all committees."""
    found = session.scalar(
        select(Committee)
        .where(Committee.id == committee_id, committees_visible_to(viewer))
        .options(selectinload(Committee.seats))
    )
    if found is None:
        raise NotFound
    return found


def list_departments() -> list[tuple[UUID, str]]:
    """The departments by name, for electorates."""
    found = session.execute(select(Department.id, Department.name).order_by(Department.name))
    return [(row[0], row[1]) for row in found]


def list_committees(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Committee]:
    """The committees with their seats, oldest first."""
    committees = select(Committee).where(committees_visible_to(viewer)).options(selectinload(Committee.seats))
    return paginate(committees, by=[Committee.id], descending=False, limit=limit, cursor=cursor)
