"""How many people said which word to messages, and which one the viewer did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import bindparam, func, select

from app.accounts.models import Person
from app.accounts.prepared import Statement
from app.chat.models import MessageReaction
from app.core.db import Identifier, session


def reactions_to(
    message_ids: Sequence[UUID], viewer: Person | None
) -> tuple[dict[UUID, dict[str, int]], dict[UUID, list[str]]]:
    """By message, how many said which word to it, and which the viewer did."""
    counts: dict[UUID, dict[str, int]] = defaultdict(dict)
    mine: dict[UUID, list[str]] = defaultdict(list)
    if not message_ids:
        return counts, mine
    counted = _counted().add_columns(MessageReaction.message_id).group_by(MessageReaction.message_id)
    for name, count, message_id in session.execute(counted.where(MessageReaction.message_id.in_(message_ids))):
        counts[message_id][name] = count
    if viewer is not None:
        own = select(MessageReaction.message_id, MessageReaction.name).where(
            MessageReaction.message_id.in_(message_ids), MessageReaction.person_id == viewer.id
        )
        for message_id, name in session.execute(own):
            mine[message_id].append(name)
    return counts, mine


def _counted() -> Statement:
    return select(MessageReaction.name, func.count()).group_by(MessageReaction.name).order_by(MessageReaction.name)


def reactions_to_one() -> Statement:
    """How many said which word to the message `message_id`: a statement to make once."""
    return _counted().where(MessageReaction.message_id == bindparam("message_id", type_=Identifier()))
