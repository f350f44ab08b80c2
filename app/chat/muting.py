"""Which conversations are muted at a moment, as filters for any statement, and for how long one may be."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, exists, not_, or_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.chat.models import Conversation, Participant
from app.core.spans import Span

SPANS = (Span.HOUR, Span.MORNING, Span.WEEK, Span.ALWAYS)
Moment: TypeAlias = datetime | BindParameter[datetime]


Listener: TypeAlias = UUID | InstrumentedAttribute[UUID]


def is_muted(now: Moment, person_id: Listener) -> ColumnElement[bool]:
    """The conversations of which somebody wants to hear nothing, for queries that join their place there; never null.

    Those they muted, and the topics of a room they muted, but for topics that they follow.
    """
    in_room = aliased(Participant)
    own = in_room.conversation_id == Conversation.room_id, in_room.person_id == person_id
    with_its_room = exists().where(*own, _is_silent(in_room, now)).correlate_except(in_room)
    return or_(is_silent(now), and_(Participant.is_followed.is_not(True), with_its_room))


def is_audible(now: Moment, person_id: Listener) -> ColumnElement[bool]:
    """The contrary, also where somebody has no place yet."""
    return not_(is_muted(now, person_id))


def is_silent(now: Moment) -> ColumnElement[bool]:
    """The places whose people muted this conversation itself; never null."""
    return _is_silent(Participant, now)


def _is_silent(place: Any, now: Moment) -> ColumnElement[bool]:
    return and_(place.muted.is_(True), or_(place.muted_until.is_(None), place.muted_until > now))
