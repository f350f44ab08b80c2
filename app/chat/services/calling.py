"""Calling everybody in a conversation at once, which few may, seldom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, or_, select

from app.accounts.handles import EVERYBODY
from app.accounts.holding import hold_person
from app.accounts.models import Person
from app.chat import policy
from app.chat.models import Conversation, Message, MessageCall
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict

MOST_CALLS = 3
"""How often one person calls everybody in a conversation in a day, that of a group with all its topics."""
DAY = timedelta(days=1)


def names_for_all(
    handles: Collection[str], conversation: Conversation, author: Person, *, message: Message | None = None
) -> frozenset[str]:
    """By which of these handles everybody there is called: none where the author may not do that.

    A message that calls already goes on doing so, whatever its author may by now. Raises Conflict for who has called
    often enough for a day.
    """
    called = EVERYBODY.intersection(handles)
    before = session.get(MessageCall, message.id) if called and message else None
    if called and not (before and before.stands):
        if not policy.can_call_all(author, conversation):
            return frozenset()
        if before is None:
            _demand_few_calls(conversation, author)
    return called


def _demand_few_calls(conversation: Conversation, author: Person) -> None:
    hold_person(author.id)
    same = Conversation.id == conversation.id
    if conversation.group_id is not None:
        same = or_(same, Conversation.group_id == conversation.group_id)
    calls = (
        select(func.count())
        .select_from(MessageCall)
        .join(Conversation, Conversation.id == MessageCall.conversation_id)
        .where(same, MessageCall.author_id == author.id, MessageCall.at > clock.now() - DAY)
    )
    if (session.scalar(calls) or 0) >= MOST_CALLS:
        words = _("You have called everybody here %(most)d times in a day. Say it without that.", most=MOST_CALLS)
        raise Conflict(words)


def keep_call(message: Message, *, is_calling: bool) -> bool:
    """Note whether a message calls everybody; whether it does for the first time."""
    call = session.get(MessageCall, message.id) if message.edited_at else None
    if call is not None:
        call.stands = is_calling
    elif is_calling:
        place = {"conversation_id": message.conversation_id, "seq": message.seq, "in_log": message.is_in_log}
        session.add(MessageCall(message_id=message.id, author_id=message.author_id, **place))
    return is_calling and call is None
