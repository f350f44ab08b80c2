"""Which conversations are muted at a moment, as filters for any statement, and for how long one may be."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from app.chat.models import Participant
from app.core.spans import Span

SPANS = (Span.HOUR, Span.MORNING, Span.WEEK, Span.ALWAYS)
Moment: TypeAlias = datetime | BindParameter[datetime]


def is_muted(now: Moment) -> ColumnElement[bool]:
    """The places whose people want to hear nothing of a conversation."""
    lasts = or_(Participant.muted_until.is_(None), Participant.muted_until > now)
    return and_(Participant.muted.is_(True), lasts)


def is_audible(now: Moment) -> ColumnElement[bool]:
    """The contrary, also where somebody has no place yet."""
    return or_(Participant.muted.is_not(True), Participant.muted_until <= now)
