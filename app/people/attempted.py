"""What was tried in spite of orders that keep people apart: for who steers the case of an order, and nobody else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.people.models import ContactAttempt


@dataclass(frozen=True)
class Bond:
    """Whom an order kept from whom, and while it did."""

    person_id: UUID
    other_id: UUID
    since: datetime
    until: datetime


def list_attempts(
    bonds: Collection[Bond], *, limit: int = DEFAULT_LIMIT, cursor: str | None = None
) -> Page[ContactAttempt]:
    """By what and when those who are bound tried to contact the others, the newest first; callers answer for the
    viewer.
    """
    by = (ContactAttempt.at, ContactAttempt.person_id, ContactAttempt.other_id, ContactAttempt.kind)
    return paginate(select(ContactAttempt).where(_in_spite_of(bonds)), by=by, limit=limit, cursor=cursor)


def count_attempts(bonds: Collection[Bond]) -> int:
    """How often they tried in all."""
    return session.scalar(select(func.sum(ContactAttempt.tries)).where(_in_spite_of(bonds))) or 0


def _in_spite_of(bonds: Collection[Bond]) -> ColumnElement[bool]:
    return or_(False, *map(_while_it_held, bonds))


def _while_it_held(bond: Bond) -> ColumnElement[bool]:
    minute = bond.since.replace(second=0, microsecond=0)  # each stands for its minute
    between = ContactAttempt.person_id == bond.person_id, ContactAttempt.other_id == bond.other_id
    return and_(*between, ContactAttempt.at.between(minute, bond.until))
