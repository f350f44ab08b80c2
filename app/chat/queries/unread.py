"""What waits to be read, in all of a person's conversations that are not muted."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.chat.models import Conversation, Message, Participant
from app.chat.policy import visible_to
from app.core.db import session


def _behind(viewer: Person, *columns: Any) -> Select[Any]:
    """Columns of the conversations whose newest message the viewer has not read."""
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    return (
        select(*columns)
        .select_from(Conversation)
        .outerjoin(Participant, own)
        .where(
            visible_to(viewer),
            Conversation.last_seq > func.coalesce(Participant.last_read_seq, 0),
            Participant.muted.is_not(True),
        )
    )


def count_unread(viewer: Person) -> int:
    """How many messages of others wait."""
    return session.scalar(_waiting(viewer, func.count())) or 0


def _waiting(viewer: Person, *columns: Any) -> Select[Any]:
    return _behind(viewer, *columns).join(
        Message,
        and_(
            Message.conversation_id == Conversation.id,
            Message.seq > func.coalesce(Participant.last_read_seq, 0),
            Message.author_id != viewer.id,
            Message.deleted_at.is_(None),
            Message.hidden_at.is_(None),
        ),
    )


HAS_UNREAD = Glimpse(lambda viewer: _waiting(viewer, Message.id).exists())
"""Whether somebody else's words wait."""
