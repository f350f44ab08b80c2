"""Holding a person: one command at a time counts and changes what is theirs."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session


def hold_person(person_id: UUID) -> None:
    """Let other commands that hold the same person wait until this one ends, so that each counts what the others wrote.

    Rows that only refer to the person are written meanwhile: two people who name each other, each while they hold
    themselves, would otherwise wait for one another for ever (PostgreSQL's FOR NO KEY UPDATE).
    """
    session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
