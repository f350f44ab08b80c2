"""Chat: conversations, their messages in one order, and who has read what."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from app.accounts.hooks import me_parts
from app.chat import api
from app.chat.models import Conversation, Participant
from app.chat.queries import count_unread
from app.core.api import register as register_api
from app.core.db import session
from app.core.events import command, on
from app.groups.events import MemberJoined


def register(app: Flask) -> None:
    """Bring chat into the house."""
    register_api(app, api.blueprint)
    on(app, MemberJoined, remember_newcomer)
    me_parts.answer(app, lambda person: {"unread": {"messages": count_unread(person)}})


@command
def remember_newcomer(fact: MemberJoined) -> None:
    """What was said in a room before somebody joined does not wait for them as unread; idempotent."""
    room = session.scalar(select(Conversation).where(Conversation.group_id == fact.group_id))
    if room is not None and session.get(Participant, (room.id, fact.person_id)) is None:
        session.add(Participant(conversation_id=room.id, person_id=fact.person_id, last_read_seq=room.last_seq))
