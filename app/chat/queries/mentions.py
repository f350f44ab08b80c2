"""Who is mentioned in messages, where oneself was, and whom one may mention."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select

from app.accounts.models import Person
from app.accounts.prepared import Statement, any_viewer, asking_at
from app.chat.models import (
    IN_LOG,
    Conversation,
    Kind,
    Message,
    MessageCall,
    MessageMention,
    Participant,
    ThreadPlace,
)
from app.chat.policy import STANDING, conversations_of, said_to, taking_part, visible_to
from app.chat.queries.calls import reaches
from app.chat.queries.items import MessageItem, items_by_id
from app.chat.queries.listening import THIS_CONVERSATION, THIS_NUMBER, listener_ids, listeners_of
from app.core import clock
from app.core.db import session
from app.core.paging import Page, paginate
from app.core.prepared import prepared
from app.people.mentions import offer_people
from app.people.summaries import Summary

MOST_AHEAD = 100


def list_nameable(conversation: Conversation, typed: str, *, viewer: Person) -> list[Summary]:
    """Whom of a conversation of theirs the viewer may mean by what they typed."""
    is_theirs = conversations_of(viewer).where(Conversation.id == conversation.id).exists()
    return offer_people(viewer, typed, near=taking_part(conversation).where(is_theirs), only_near=True)


def list_mentions(viewer: Person, *, limit: int, cursor: str | None = None) -> Page[MessageItem]:
    """Where the viewer is mentioned and may still read it, what was said last first."""
    naming = select(MessageMention.message_id).where(MessageMention.person_id == viewer.id)
    meant = Message.id.in_(naming.union_all(_calls_of(viewer)))
    said = select(Message.id).where(meant, said_to(viewer), *STANDING)
    page = paginate(said, by=[Message.id], limit=limit, cursor=cursor, scalars=False)
    items = items_by_id([each.id for each in page.items])
    return Page([items[each.id] for each in page.items], page.next)


def _calls_of(viewer: Person) -> Select[UUID]:
    """The messages that call everybody, and among those the viewer: in the log, or in a thread that they follow."""
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    follows = exists().where(
        ThreadPlace.thread_id == Message.thread_id,
        ThreadPlace.person_id == viewer.id,
        ThreadPlace.is_followed.is_(True),
    )
    return (
        select(MessageCall.message_id)
        .join(Message, Message.id == MessageCall.message_id)
        .join(Conversation, Conversation.id == MessageCall.conversation_id)
        .outerjoin(Participant, own)
        .where(visible_to(viewer), reaches(viewer.id, asking_at(viewer)), or_(MessageCall.in_log.is_(True), follows))
    )


def list_mentions_ahead(conversation: Conversation, *, after: int, viewer: Person) -> Sequence[int]:
    """The numbers of the messages in the log of the viewer's conversation after one that mention them; some at most."""
    asked = {"viewer_id": viewer.id, "conversation_id": conversation.id, "seq": after, "now": clock.now()}
    return [seq for (seq,) in prepared(_ahead).all(**asked)]


def _ahead() -> Statement:
    viewer = any_viewer()
    naming = select(MessageMention.message_id).where(
        MessageMention.person_id == viewer.id,
        MessageMention.conversation_id == THIS_CONVERSATION,
        MessageMention.seq > THIS_NUMBER,
    )
    here = MessageCall.conversation_id == THIS_CONVERSATION, MessageCall.seq > THIS_NUMBER
    calls = _calls_of(viewer).where(*here, MessageCall.in_log.is_(True))
    ahead = select(Message.seq).where(Message.id.in_(naming.union_all(calls)), said_to(viewer), IN_LOG, *STANDING)
    return ahead.order_by(Message.seq).limit(MOST_AHEAD)


def who_is_called(message: Message) -> set[UUID]:
    """Whom a message reaches that calls everybody, who takes part at this moment and has not read it; in a thread who
    follows it. Who is mentioned by name is not among them.
    """
    call = session.get(MessageCall, message.id)
    if call is None or not call.stands:
        return set()
    people = listeners_of(message.conversation_id).subquery()
    own = and_(Participant.conversation_id == MessageCall.conversation_id, Participant.person_id == Person.id)
    place = and_(ThreadPlace.thread_id == message.thread_id, ThreadPlace.person_id == Person.id)
    reached = (
        select(Person.id)
        .join(people, people.c.person_id == Person.id)
        .join(MessageCall, MessageCall.message_id == message.id)
        .join(Conversation, Conversation.id == MessageCall.conversation_id)
        .outerjoin(Participant, own)
        .outerjoin(ThreadPlace, place)
        .where(
            reaches(Person.id, clock.now()),
            or_(MessageCall.in_log.is_(True), ThreadPlace.is_followed.is_(True)),
            _is_unread(message),
        )
    )
    return set(session.scalars(reached))


def who_is_mentioned(message: Message) -> set[UUID]:
    """Who of several is mentioned by name in a message, takes part at this moment and has not read it.

    Of two nobody is: all that is said between them is for the other. Nor who has not said whether they want to talk,
    nor who read it and marked it as unread since.
    """
    own = and_(
        Participant.conversation_id == MessageMention.conversation_id, Participant.person_id == MessageMention.person_id
    )
    place = and_(ThreadPlace.thread_id == message.thread_id, ThreadPlace.person_id == MessageMention.person_id)
    naming = (
        select(MessageMention.person_id)
        .join(Conversation, Conversation.id == MessageMention.conversation_id)
        .outerjoin(Participant, own)
        .outerjoin(ThreadPlace, place)
        .where(
            MessageMention.message_id == message.id,
            Conversation.kind != Kind.PAIR,
            _is_unread(message),
            Participant.waits_since.is_(None),
        )
    )
    mentioned = set(session.scalars(naming))
    return mentioned & listener_ids(message.conversation_id) if mentioned else mentioned


def _is_unread(message: Message) -> ColumnElement[bool]:
    """Whether a person has not read a message in their place, in the log or its thread, nor had read it once."""
    where: type[Participant | ThreadPlace] = Participant if message.is_in_log else ThreadPlace
    return and_(*(func.coalesce(seq, 0) < message.seq for seq in (where.last_read_seq, where.shown_read_seq)))
