"""Where messages are begun: in conversations, and in the threads under their messages."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import Conversation, Message
from app.chat.policy import STANDING, said_to, visible_to
from app.chat.services.writing import LONGEST_BODY
from app.core.db import session
from app.drafts.places import Place

BESIDE = 100
"""Characters for what is chosen beside the words."""


def _conversations(person: Person, ids: Collection[UUID]) -> Collection[UUID]:
    return session.scalars(select(Conversation.id).where(Conversation.id.in_(ids), visible_to(person))).all()


def _threads(person: Person, ids: Collection[UUID]) -> Collection[UUID]:
    return session.scalars(select(Message.id).where(Message.id.in_(ids), *STANDING, said_to(person))).all()


DRAFTED = (Place("chat", LONGEST_BODY, _conversations), Place("thread", LONGEST_BODY + BESIDE, _threads))
