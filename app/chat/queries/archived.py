"""Which conversations a person has put away: those in which nothing was said since, and muted ones whatever is said."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from app.chat.models import Conversation, Participant
from app.chat.muting import Listener, Moment, is_muted


def is_away(now: Moment, person_id: Listener) -> ColumnElement[bool]:
    """A filter for queries that join a person's own place to their conversations; it is never null."""
    unchanged = Conversation.last_seq <= Participant.archived_seq
    return and_(Participant.archived_seq.is_not(None), or_(unchanged, is_muted(now, person_id)))
