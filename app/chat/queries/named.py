"""Conversations by what they are called, for where one leads to them by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import Conversation, Kind
from app.chat.policy import visible_to
from app.chat.queries.naming import NAME, names_in
from app.core.db import session
from app.groups.models import Group

MOST_NAMED = 300
"""Among how many conversations, the latest ones, names are looked for."""


@dataclass(frozen=True)
class Named:
    """A conversation and what the viewer calls it; the group is that of a room or topic."""

    id: UUID
    kind: str
    name: str
    group_id: UUID | None
    group_icon: str | None


def list_named(viewer: Person) -> Sequence[Named]:
    """The rooms, topics and conversations of several people that the viewer takes part in, the latest first.

    Two people's conversation is left out: it has no other name than the person, who is found as such.
    """
    found = (
        select(Conversation.id, Conversation.kind, NAME.label("name"), Conversation.group_id, Group.icon)
        .outerjoin(Group, Group.id == Conversation.group_id)
        .where(visible_to(viewer), Conversation.kind != Kind.PAIR)
        .order_by(Conversation.last_at.desc(), Conversation.id.desc())
        .limit(MOST_NAMED)
    )
    rows = session.execute(found).all()
    names = names_in(rows, viewer)
    return [Named(row.id, row.kind, names[row.id], row.group_id, row.icon) for row in rows]
