"""Messages that a search names: those of them that may be read now, with the conversations they stand in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import Message, Participant
from app.chat.policy import STANDING, conversations_of, said_to
from app.chat.queries.conversations import name_conversations
from app.chat.queries.items import MessageItem, items_of, message_rows
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


def list_readable(viewer: Person) -> tuple[set[UUID], set[UUID]]:
    """The viewer's conversations, and those among them of which they read only what is said since they came."""
    since = select(Participant.conversation_id).where(Participant.person_id == viewer.id, Participant.since_seq > 0)
    own = set(session.scalars(conversations_of(viewer)))
    return own, own & set(session.scalars(since))


def list_newcomers(conversation_ids: Collection[UUID]) -> dict[UUID, list[tuple[UUID, int]]]:
    """By conversation, who came into it later, with the number up to which nothing is theirs to read."""
    came = select(Participant.conversation_id, Participant.person_id, Participant.since_seq)
    found: dict[UUID, list[tuple[UUID, int]]] = {}
    for row in session.execute(
        came.where(Participant.conversation_id.in_(conversation_ids), Participant.since_seq > 0)
    ):
        found.setdefault(row.conversation_id, []).append((row.person_id, row.since_seq))
    return found
