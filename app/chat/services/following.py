"""Following threads: whose answers call for somebody, and how far they have read them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from app.accounts.models import Person
from app.chat.events import ThreadRead, ThreadUnread
from app.chat.models import Message, ThreadPlace
from app.chat.queries import listener_ids, newcomers_since
from app.chat.services.holding import hold
from app.core.db import session
from app.core.errors import NotFound
from app.core.events import command, record


@command
def follow_thread(root: Message, *, actor: Person) -> None:
    """Let the answers to a message call for the actor, those to come; repeating changes nothing."""
    hold(root.conversation_id, actor)
    own = session.get(ThreadPlace, (root.id, actor.id))
    if own is None or not own.is_followed:
        _follow(root, {actor.id}, read=_newest(root))


@command
def unfollow_thread(root: Message, *, actor: Person) -> None:
    """Let them call for the actor no more, until the actor follows or writes there again; repeating changes nothing."""
    hold(root.conversation_id, actor)
    session.merge(ThreadPlace(thread_id=root.id, person_id=actor.id, is_followed=False, last_read_seq=_newest(root)))


@command
def mark_thread_read(root: Message, *, seq: int, actor: Person) -> None:
    """Note that the actor has read a thread up to a number; it never goes back, and is kept for who follows it."""
    hold(root.conversation_id, actor)
    own = session.get(ThreadPlace, (root.id, actor.id))
    reached = min(seq, _newest(root))
    if own is not None and reached > own.last_read_seq:
        own.last_read_seq = reached
        record(ThreadRead(root.id, root.conversation_id, actor.id, own.last_read_seq))


def mark_thread_unread(answer: Message, *, actor: Person) -> None:
    """Let the answers of a thread wait for the actor again from this one on, its conversation held: who wants that
    follows the thread from then on, or nothing would call for them there.
    """
    root = session.get_one(Message, answer.thread_id)
    own = session.get(ThreadPlace, (root.id, actor.id))
    is_behind = own is not None and own.is_followed and own.last_read_seq < answer.seq
    seen = max(answer.seq, own.last_read_seq, own.shown_read_seq or 0) if own else answer.seq
    if not is_behind:
        _follow(root, {actor.id}, read=answer.seq - 1)
    own = session.get(ThreadPlace, (root.id, actor.id))
    if own is None:  # its first message was said before the actor came
        raise NotFound
    own.shown_read_seq = seen
    record(ThreadUnread(root.id, root.conversation_id, actor.id, own.last_read_seq))


def note_answer(answer: Message, root: Message, quoted: Message | None) -> None:
    """Let whoever wrote an answer follow its thread, and whom it answers, unless those said that they do not want to.

    What was said there before waits for nobody.
    """
    own = session.get(ThreadPlace, (root.id, answer.author_id))
    if own is None or not own.is_followed:
        _follow(root, {answer.author_id}, read=answer.seq)
    call_into_thread(answer, {root.author_id, *([quoted.author_id] if quoted else [])} - {answer.author_id})


def call_into_thread(answer: Message, people: Collection[UUID]) -> None:
    """Let those follow the thread of an answer who have not said that they want to or do not; for them it waits."""
    if answer.thread_id is None:
        return
    known = select(ThreadPlace.person_id).where(ThreadPlace.thread_id == answer.thread_id)
    new = set(people).difference(session.scalars(known.where(ThreadPlace.person_id.in_(people))))
    _follow(session.get_one(Message, answer.thread_id), new, read=answer.seq - 1)


def _follow(root: Message, people: Collection[UUID], *, read: int) -> None:
    """Those alone who may read it: what called for others there would wait for ever."""
    may_read = listener_ids(root.conversation_id) - newcomers_since(root.conversation_id, root.seq) if people else ()
    for person_id in set(people).intersection(may_read):
        session.merge(ThreadPlace(thread_id=root.id, person_id=person_id, is_followed=True, last_read_seq=read))


def _newest(root: Message) -> int:
    return session.scalar(select(func.max(Message.seq)).where(Message.thread_id == root.id)) or root.seq
