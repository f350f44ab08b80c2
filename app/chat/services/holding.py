"""Holding a conversation for the length of a command, so that numbers and rights are true when it ends."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from sqlalchemy import Select, select

from app.accounts.models import Person
from app.chat.models import Conversation, Message, Participant
from app.chat.policy import one_of_the_viewers
from app.core.db import session
from app.core.errors import NotFound


def hold(conversation_id: UUID, actor: Person) -> Conversation:
    """The conversation, its row locked until the command ends; raises NotFound for who takes no part."""
    held = session.scalar(_locked(), {"conversation_id": conversation_id, "viewer_id": actor.id})
    if held is None:
        raise NotFound
    return held


def hold_message(message: Message, actor: Person) -> Conversation:
    """The conversation of a message, held as `hold` does, and the message read as it is now.

    Where it stands must be known before, which reads all of it: on PostgreSQL others may have changed it while this
    waited for them. Raises NotFound where it is forgotten meanwhile, too.
    """
    held = hold(message.conversation_id, actor)
    anew = select(Message).where(Message.id == message.id).execution_options(populate_existing=True)
    if session.scalar(anew) is None:
        raise NotFound
    return held


@cache
def _locked() -> Select[Conversation]:
    return one_of_the_viewers().with_for_update(of=Conversation).execution_options(populate_existing=True)


def find_said(message_id: UUID) -> Message | None:
    """A message as it stands; None where it was deleted, or is past its term."""
    standing = select(Message).where(Message.id == message_id, Message.deleted_at.is_(None))
    return session.scalar(standing.execution_options(populate_existing=True))


def hold_said(message_id: UUID) -> Message | None:
    """The same, held by its conversation as everybody holds it who changes it: for what nobody in particular does."""
    said = select(Message.conversation_id).where(Message.id == message_id).scalar_subquery()
    session.scalar(select(Conversation.id).where(Conversation.id == said).with_for_update())
    return find_said(message_id)


def participation(conversation: Conversation, person: Person) -> Participant:
    """The person's place in a conversation that is held; a member's place in a room is made when first needed."""
    found = session.get(Participant, (conversation.id, person.id))
    if found is None:
        found = Participant(conversation_id=conversation.id, person_id=person.id, last_read_seq=0, muted=False)
        session.add(found)
    return found
