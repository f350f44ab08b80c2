"""Groups: places where people meet, their members, rules and requests."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.groups.models import Membership
from app.people.hooks import acquaintances


def register(app: Flask) -> None:
    """Bring groups into the house."""
    acquaintances.answer(app, _fellow_members)


def _fellow_members(guest: Person) -> Select[UUID]:
    mine, theirs = aliased(Membership), aliased(Membership)
    return select(theirs.person_id).join(mine, mine.group_id == theirs.group_id).where(mine.person_id == guest.id)
