"""What waits to be read, in all of a person's conversations that are not muted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import NOW
from app.chat.models import Conversation, Kind, Message, Participant
from app.chat.muting import Moment, is_audible
from app.chat.policy import STANDING, visible_to
from app.core import clock
from app.core.db import session


def _behind(viewer: Person, *columns: Any, now: Moment) -> Select[Any]:
    """Columns of the conversations whose newest message the viewer has not read."""
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    return (
        select(*columns)
        .select_from(Conversation)
        .outerjoin(Participant, own)
        .where(
            visible_to(viewer),
            Conversation.last_seq > func.coalesce(Participant.last_read_seq, 0),
            is_audible(now),
        )
    )


def count_unread(viewer: Person) -> int:
    """How many messages of others wait."""
    return session.scalar(_waiting(viewer, func.count())) or 0


def waiting_for(viewer: Person) -> Select[UUID]:
    """The identifiers of the messages that wait for the viewer, as a subquery."""
    return _waiting(viewer, Message.id)


def who_has_not_read(message: Message) -> dict[UUID, int]:
    """Whom a message between people still waits for, with the number of the first that does. Rooms call nobody."""
    waiting = (
        Message.seq > Participant.last_read_seq,
        Message.author_id != Participant.person_id,
        *STANDING,
    )
    first = select(func.min(Message.seq)).where(Message.conversation_id == Participant.conversation_id, *waiting)
    behind = (
        select(Participant.person_id, first.correlate(Participant).scalar_subquery())
        .join(Conversation, Conversation.id == Participant.conversation_id)
        .where(
            Conversation.id == message.conversation_id,
            Participant.person_id != message.author_id,
            Conversation.kind != Kind.ROOM,
            Participant.last_read_seq < message.seq,
            is_audible(clock.now()),
            Participant.waits_since.is_(None),
            Participant.declined_at.is_(None),
        )
    )
    return {person_id: first_seq for person_id, first_seq in session.execute(behind)}  # noqa: C416 (rows are no pairs for a type checker)


def _waiting(viewer: Person, *columns: Any, now: Moment | None = None) -> Select[Any]:
    return _behind(viewer, *columns, now=clock.now() if now is None else now).join(
        Message,
        and_(
            Message.conversation_id == Conversation.id,
            Message.seq > func.coalesce(Participant.last_read_seq, 0),
            Message.author_id != viewer.id,
            *STANDING,
        ),
    )


HAS_UNREAD = Glimpse(lambda viewer: _waiting(viewer, Message.id, now=NOW).exists())
"""Whether somebody else's words wait."""
