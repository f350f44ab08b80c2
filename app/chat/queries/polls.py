"""What people chose in the polls of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import MessageBallot, MessagePoll
from app.core.db import session
from app.polls.boxes import PART
from app.polls.reading import seen_by_voter, told_to_voters

Parts = Mapping[str, Any]


def seen_parts(parts: Mapping[UUID, Parts], viewer: Person) -> dict[UUID, Parts]:
    """The parts of messages, by message, with what the viewer chose in their polls; without polls nothing is asked.

    The caller has found that the viewer may read them.
    """
    polled = [message_id for message_id, each in parts.items() if PART in each]
    if not polled:
        return dict(parts)
    own = (
        select(MessageBallot.message_id, MessageBallot.option_ids, told_to_voters(MessagePoll, MessageBallot.person_id))
        .join(MessagePoll, MessagePoll.message_id == MessageBallot.message_id)
        .where(MessageBallot.message_id.in_(polled), MessageBallot.person_id == viewer.id)
    )
    chosen = {message_id: (option_ids, tally) for message_id, option_ids, tally in session.execute(own)}
    polls = {each: seen_by_voter(parts[each][PART], *chosen.get(each, (None, None))) for each in polled}
    return {each: {**seen, PART: polls[each]} if each in polls else seen for each, seen in parts.items()}
