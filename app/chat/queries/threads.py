"""Reading threads: which message a thread stands under, and what somebody follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from sqlalchemy import exists, func, select

from app.accounts.models import Person
from app.chat.models import Conversation, Message, ThreadPlace
from app.chat.policy import STANDING, said_to
from app.chat.queries.items import MessageItem, items_of, message_rows
from app.chat.queries.messages import list_messages
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import Key, Page, paginate


def get_root(message: Message) -> Message:
    """The message whose thread this one stands in, or would begin; the caller answers for who may read it."""
    return message if message.thread_id is None else session.get_one(Message, message.thread_id)


def is_answered(root: Message) -> bool:
    """Whether there is a thread under a message."""
    return bool(session.scalar(select(exists().where(Message.thread_id == root.id))))


def find_answer(conversation: Conversation, seq: int) -> Message | None:
    """The message of this number, where it stands in a thread alone; the caller answers for who may read it."""
    numbered = Message.conversation_id == conversation.id, Message.seq == seq
    return session.scalar(select(Message).where(*numbered, Message.thread_id.is_not(None), Message.in_log.is_(False)))


def list_followers(root_id: UUID) -> set[UUID]:
    """Whom the answers in a thread call for; whoever tells them must know who may hear it."""
    followed = ThreadPlace.thread_id == root_id, ThreadPlace.is_followed.is_(True)
    return set(session.scalars(select(ThreadPlace.person_id).where(*followed)))


def list_next_followers(root: Message) -> set[UUID]:
    """The same once somebody else answers: with whose message that is, unless they said that they do not want to."""
    is_asked = session.get(ThreadPlace, (root.id, root.author_id)) is not None
    return list_followers(root.id) | (set() if is_asked else {root.author_id})


@dataclass(frozen=True)
class Thread:
    """A message and some of the answers in its thread, for a reader."""

    root: MessageItem
    items: Sequence[MessageItem]
    next: str | None
    is_followed: bool
    last_read_seq: int


def get_thread(root: Message, *, viewer: Person, **wanted: Any) -> Thread:
    """A message of one of the viewer's conversations and answers to it, wanted as `list_messages` says."""
    conversation = session.get_one(Conversation, root.conversation_id)
    page = list_messages(conversation, viewer=viewer, only=Message.thread_id == root.id, **wanted)
    found = items_of(message_rows().where(Message.id == root.id, said_to(viewer)), viewer)
    if not found:  # one answers it still, and it was said before the viewer came
        raise NotFound
    own = session.get(ThreadPlace, (root.id, viewer.id))
    return Thread(found[0], page.items, page.next, own is not None and own.is_followed, own.last_read_seq if own else 0)


def list_threads(viewer: Person, *, limit: int, cursor: str | None = None) -> Page[MessageItem]:
    """The messages whose threads the viewer follows and may read, that with the newest answer first."""
    followed = select(ThreadPlace.thread_id).where(
        ThreadPlace.person_id == viewer.id, ThreadPlace.is_followed.is_(True)
    )
    newest = (
        select(Message.thread_id, func.max(Message.at).label("last_at"))
        .where(Message.thread_id.in_(followed), said_to(viewer), *STANDING)
        .group_by(Message.thread_id)
        .subquery()
    )
    by = cast("Sequence[Key]", (newest.c.last_at, newest.c.thread_id))
    rows = select(newest.c.thread_id, newest.c.last_at)
    page = paginate(rows, by=by, limit=limit, cursor=cursor, scalars=False)
    ids = [row.thread_id for row in page.items]
    roots = {item.id: item for item in items_of(message_rows().where(Message.id.in_(ids), said_to(viewer)), viewer)}
    return Page([roots[root_id] for root_id in ids if root_id in roots], page.next)
