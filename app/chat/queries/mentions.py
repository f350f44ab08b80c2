"""Who is mentioned in messages, where oneself was, and whom one may mention."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import and_, func, select

from app.accounts.models import Person
from app.chat.models import IN_LOG, Conversation, Kind, Message, MessageMention, Participant, ThreadPlace
from app.chat.policy import STANDING, conversations_of, said_to, taking_part
from app.chat.queries.items import MessageItem, items_by_id
from app.chat.queries.listening import listener_ids
from app.core.db import session
from app.core.paging import Page, paginate
from app.people.mentions import offer_people
from app.people.summaries import Summary

MOST_AHEAD = 100


def list_nameable(conversation: Conversation, typed: str, *, viewer: Person) -> list[Summary]:
    """Whom of a conversation of theirs the viewer may mean by what they typed."""
    is_theirs = conversations_of(viewer).where(Conversation.id == conversation.id).exists()
    return offer_people(viewer, typed, near=taking_part(conversation).where(is_theirs), only_near=True)


def list_mentions(viewer: Person, *, limit: int, cursor: str | None = None) -> Page[MessageItem]:
    """Where the viewer is mentioned and may still read it, what was said last first."""
    naming = (
        select(MessageMention)
        .join(Message, Message.id == MessageMention.message_id)
        .where(MessageMention.person_id == viewer.id, said_to(viewer), *STANDING)
    )
    page = paginate(naming, by=[MessageMention.message_id], limit=limit, cursor=cursor)
    items = items_by_id([each.message_id for each in page.items])
    return Page([items[each.message_id] for each in page.items], page.next)


def list_mentions_ahead(conversation: Conversation, *, after: int, viewer: Person) -> Sequence[int]:
    """The numbers of the messages in the log of the viewer's conversation after one that mention them; some at most."""
    naming = (
        select(MessageMention.seq)
        .join(Message, Message.id == MessageMention.message_id)
        .where(
            MessageMention.person_id == viewer.id,
            MessageMention.conversation_id == conversation.id,
            said_to(viewer),
            MessageMention.seq > after,
            IN_LOG,
            *STANDING,
        )
    )
    return session.scalars(naming.order_by(MessageMention.seq).limit(MOST_AHEAD)).all()


def who_is_mentioned(message: Message) -> set[UUID]:
    """Who of several is mentioned in a message, takes part at this moment and has not read it.

    Of two nobody is: all that is said between them is for the other. Nor who has not said whether they want to talk,
    nor who read it and marked it as unread since.
    """
    own = and_(
        Participant.conversation_id == MessageMention.conversation_id, Participant.person_id == MessageMention.person_id
    )
    place = and_(ThreadPlace.thread_id == message.thread_id, ThreadPlace.person_id == MessageMention.person_id)
    where: type[Participant | ThreadPlace] = Participant if message.is_in_log else ThreadPlace
    naming = (
        select(MessageMention.person_id)
        .join(Conversation, Conversation.id == MessageMention.conversation_id)
        .outerjoin(Participant, own)
        .outerjoin(ThreadPlace, place)
        .where(
            MessageMention.message_id == message.id,
            Conversation.kind != Kind.PAIR,
            func.coalesce(where.last_read_seq, 0) < MessageMention.seq,
            func.coalesce(where.shown_read_seq, 0) < MessageMention.seq,
            Participant.waits_since.is_(None),
        )
    )
    mentioned = set(session.scalars(naming))
    return mentioned & listener_ids(message.conversation_id) if mentioned else mentioned
