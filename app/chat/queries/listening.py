"""Who may hear what happens in a conversation; for listeners, which have no viewer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, Integer, and_, bindparam, select, union_all

from app.accounts.prepared import Statement, mark_of
from app.chat.models import Conversation, Kind, Participant
from app.core.db import Identifier
from app.core.prepared import prepared
from app.groups.models import Group, Membership

THIS_CONVERSATION: BindParameter[UUID] = bindparam("conversation_id", type_=Identifier())
THIS_NUMBER: BindParameter[int] = bindparam("seq", type_=Integer())


def listener_ids(conversation_id: UUID) -> set[UUID]:
    """Who may hear what happens in a conversation at this moment."""
    return {person_id for (person_id,) in prepared(_listeners).all(conversation_id=conversation_id)}


def listeners_mark(conversation_id: UUID) -> str:
    """The same people as one text, which is another one as soon as they are others. Much quicker to read."""
    return prepared(_listeners_mark).all(conversation_id=conversation_id)[0][0] or ""


def carrier_of(conversation_id: UUID) -> UUID:
    """The conversation with which something is told: of a topic its room, whose people are the same; else itself."""
    found = prepared(_carrier).all(conversation_id=conversation_id)
    return (found[0][0] if found else None) or conversation_id


def newcomers_since(conversation_id: UUID, seq: int) -> set[UUID]:
    """Who takes part and came after a message, so that nothing of it is theirs to hear."""
    return {person_id for (person_id,) in prepared(_newcomers).all(conversation_id=conversation_id, seq=seq)}


def listeners_of(conversation_id: Any, *, beside: type[Conversation] | None = None) -> Statement:
    """Who may hear what happens in a conversation, which may be named by a column of a statement `beside` them."""
    invited = (
        select(Participant.person_id)
        .join(Conversation, Conversation.id == Participant.conversation_id)
        .where(Conversation.id == conversation_id, Conversation.group_id.is_(None), Participant.declined_at.is_(None))
    )
    members = (
        select(Membership.person_id)
        .join(Conversation, Conversation.group_id == Membership.group_id)
        .join(Group, Group.id == Membership.group_id)
        .where(Conversation.id == conversation_id, Group.deleted_at.is_(None))
    )
    both = (invited, members) if beside is None else (invited.correlate(beside), members.correlate(beside))
    return select(union_all(*both).subquery().c.person_id)


def newcomers_of(conversation_id: Any, seq: Any) -> Statement:
    """Who takes part and came after a number of a conversation; a room has no newcomers."""
    came = and_(Participant.conversation_id == Conversation.id, Participant.since_seq >= seq)
    of_people = select(Participant.person_id).select_from(Conversation).join(Participant, came)
    return of_people.where(Conversation.id == conversation_id, Conversation.kind == Kind.PEOPLE)


def _carrier() -> Statement:
    return select(Conversation.room_id).where(Conversation.id == THIS_CONVERSATION)


def _newcomers() -> Statement:
    return newcomers_of(THIS_CONVERSATION, THIS_NUMBER)


def _listeners_mark() -> Statement:
    return select(mark_of(_listeners()))


def _listeners() -> Statement:
    return listeners_of(THIS_CONVERSATION)
