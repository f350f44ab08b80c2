"""Which mutes hold: as filters for any statement, and for one conversation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, bindparam, or_

from app.core import clock
from app.feed.models import Mute, Post


def holds() -> ColumnElement[bool]:
    """The mutes that are not over at the moment at which the statement is run."""
    now = bindparam("muted_until", callable_=clock.now, type_=Mute.until.type, unique=True)
    return or_(Mute.until.is_(None), Mute.until > now)


def mutes(person_id: UUID | SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """The mute by which a person hears nothing of a post's conversation, for statements over posts; there is one."""
    return and_(Mute.post_id == Post.id, Mute.person_id == person_id, holds())
