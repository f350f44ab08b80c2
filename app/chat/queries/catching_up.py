"""Catching up: what was said since somebody was there last, in all their conversations at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from app.accounts.models import Person
from app.chat.models import Conversation, Message, Participant
from app.chat.policy import visible_to
from app.chat.queries.items import MessageItem, items_of, message_rows
from app.core.db import session

CATCH_UP_LIMIT = 100
"""How many messages of one conversation `catch_up` gives at once."""
MOST_CAUGHT_UP = 1000
"""How many messages one call of `catch_up` gives at most, and how many conversations it may name."""
AT_ONCE = 100
"""How many stretches one statement reads."""


@dataclass(frozen=True)
class Stretch:
    """Messages of one conversation: those after a number, up to another. Between them there is no gap."""

    conversation_id: UUID
    after: int
    up_to: int


def catch_up(known: Mapping[UUID, int], *, viewer: Person) -> tuple[dict[UUID, Sequence[MessageItem]], list[UUID]]:
    """What was said after the given numbers, by conversation, and the conversations in which there is more.

    Conversations the viewer takes no part in are left out. However many there are, a few statements.
    """
    found: dict[UUID, Sequence[MessageItem]] = {}
    stretches: list[Stretch] = []
    more: list[UUID] = []
    room_left = MOST_CAUGHT_UP
    for conversation_id, first, last, since in _heads(known, viewer):
        found[conversation_id] = []
        # what came before the first is past its term; up to `since` it was said before the viewer came
        after = max(known[conversation_id], first - 1, since)
        taken = max(0, min(last - after, CATCH_UP_LIMIT, room_left))
        if taken:
            stretches.append(Stretch(conversation_id, after, after + taken))
            room_left -= taken
        if after + taken < last:
            more.append(conversation_id)
    return found | _read(stretches, viewer), more


def _heads(known: Mapping[UUID, int], viewer: Person) -> list[tuple[UUID, int, int, int]]:
    """The viewer's conversations among these, with the numbers of the first message that is kept, of the last, and of
    the last one before the viewer came.
    """
    first = select(func.min(Message.seq)).where(Message.conversation_id == Conversation.id).scalar_subquery()
    beyond_all = Conversation.last_seq + 1
    since = func.coalesce(Participant.since_seq, 0)
    place = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    own = select(Conversation.id, func.coalesce(first, beyond_all), Conversation.last_seq, since)
    own = own.outerjoin(Participant, place)
    return [tuple(row) for row in session.execute(own.where(Conversation.id.in_(list(known)), visible_to(viewer)))]


def _read(stretches: Sequence[Stretch], viewer: Person) -> dict[UUID, Sequence[MessageItem]]:
    found: dict[UUID, list[MessageItem]] = defaultdict(list)
    for place in range(0, len(stretches), AT_ONCE):
        within = (
            and_(Message.conversation_id == one.conversation_id, Message.seq > one.after, Message.seq <= one.up_to)
            for one in stretches[place : place + AT_ONCE]
        )
        rows = message_rows().where(or_(*within)).order_by(Message.conversation_id, Message.seq)
        for item in items_of(rows, viewer):
            found[item.conversation_id].append(item)
    return dict(found)
