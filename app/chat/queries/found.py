"""Messages that a search names: those of them that may be read now, with the conversations they stand in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, select

from app.accounts.models import Person
from app.chat.models import Conversation, Message, Participant
from app.chat.policy import STANDING, said_to, visible_to
from app.chat.queries.items import MessageItem, items_of, message_rows
from app.chat.queries.naming import name_conversations
from app.core.db import session


@dataclass(frozen=True)
class Found:
    """A message and what the viewer calls its conversation."""

    message: MessageItem
    place: str


def list_found(message_ids: Collection[UUID], *, viewer: Person) -> list[Found]:
    """Those of the messages that the viewer may read at this moment, in no order."""
    items = items_of(message_rows().where(Message.id.in_(message_ids), said_to(viewer), *STANDING), viewer)
    names = name_conversations({item.conversation_id for item in items}, viewer=viewer)
    return [Found(item, names[item.conversation_id]) for item in items]


def list_beginnings(viewer: Person) -> dict[UUID, int]:
    """The viewer's conversations, each with the number up to which nothing in it is theirs to read."""
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    since = func.coalesce(Participant.since_seq, 0)
    found = select(Conversation.id, since).outerjoin(Participant, own).where(visible_to(viewer))
    return {conversation_id: seq for conversation_id, seq in session.execute(found)}  # noqa: C416 (rows are no pairs for a type checker)


def list_later_beginnings(conversation_ids: Collection[UUID]) -> dict[UUID, set[int]]:
    """The numbers up to which nothing is theirs to read who came into these conversations later."""
    later = select(Participant.conversation_id, Participant.since_seq).distinct()
    found: dict[UUID, set[int]] = {}
    for conversation_id, seq in session.execute(
        later.where(Participant.conversation_id.in_(conversation_ids), Participant.since_seq > 0)
    ):
        found.setdefault(conversation_id, set()).add(seq)
    return found
