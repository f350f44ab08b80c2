"""Whom a message that calls everybody reaches: asked anew each time, for no row says so of anybody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_

from app.chat.models import Conversation, MessageCall, MessageMention, Participant, ThreadPlace
from app.chat.muting import Moment, is_audible
from app.groups.models import Membership
from app.people.policy import must_not_contact


def reaches(person_id: Any, now: Moment) -> ColumnElement[bool]:
    """The calls that are meant for somebody, for queries that join their conversation and the person's place there.

    Not their own, nor those of whom they or an order keep away, nor what was called before they came. Who muted the
    conversation, was only asked into it, or is mentioned by name as well, which counts once, is not called either.
    """
    return and_(
        MessageCall.stands.is_(True),
        MessageCall.author_id != person_id,
        MessageCall.seq > func.coalesce(Participant.since_seq, 0),
        Participant.waits_since.is_(None),
        is_audible(now, person_id),
        _was_there(person_id),
        ~exists().where(MessageMention.message_id == MessageCall.message_id, MessageMention.person_id == person_id),
        ~must_not_contact(MessageCall.author_id, person_id, now),
    )


def _was_there(person_id: Any) -> ColumnElement[bool]:
    is_theirs = Membership.group_id == Conversation.group_id, Membership.person_id == person_id
    came_before = or_(Participant.joined_at.is_(None), Participant.joined_at <= MessageCall.at)
    joined_before = exists().where(*is_theirs, Membership.joined_at <= MessageCall.at).correlate_except(Membership)
    return or_(and_(Conversation.group_id.is_(None), came_before), joined_before)


def calling_in_log(after: Any) -> ColumnElement[bool]:
    """What joins a conversation with the calls in its log after a number."""
    same = MessageCall.conversation_id == Conversation.id
    return and_(same, MessageCall.in_log.is_(True), MessageCall.seq > after)


CALLING_IN_THREAD = and_(
    MessageCall.conversation_id == Conversation.id,
    MessageCall.in_log.is_(False),
    MessageCall.seq > ThreadPlace.last_read_seq,
    ThreadPlace.is_followed.is_(True),
)
"""What joins a conversation, and a place in a thread of it, with calls that stand in a thread alone: they reach those
who follow it."""
