"""Who reads reports: those who moderate, but for whom a report concerns."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from app.accounts.models import Person, Role
from app.accounts.queries import list_holders


def list_readers(role: Role, *, without: Collection[UUID] = ()) -> list[Person]:
    """Who in this role would read a report, by name; never somebody who has a stake in it."""
    return sorted((person for person in list_holders(role) if person.id not in without), key=lambda person: person.name)
