"""What waits to be read, in all of a person's conversations that are not muted: in their logs and in threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from operator import add
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, ScalarSelect, Select, and_, func, not_, or_, select, union_all

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.accounts.prepared import any_viewer, asking_at
from app.chat.models import IN_LOG, Conversation, Message, MessageCall, MessageMention, Participant, ThreadPlace
from app.chat.muting import is_audible
from app.chat.policy import SPOKEN, visible_to
from app.chat.queries.archived import is_away
from app.chat.queries.calls import CALLING_IN_THREAD, calling_in_log, reaches
from app.core import clock
from app.core.db import session
from app.core.prepared import prepared

UNREAD_IN_LOG = and_(
    Message.conversation_id == Participant.conversation_id,
    Message.seq > Participant.last_read_seq,
    IN_LOG,
    *SPOKEN,
)
"""What joins somebody's place in a conversation with what waits for them in its log."""
UNREAD_IN_THREAD = and_(
    Message.thread_id == ThreadPlace.thread_id,
    Message.seq > ThreadPlace.last_read_seq,
    Message.in_log.is_(False),
    ThreadPlace.is_followed.is_(True),
    *SPOKEN,
)
"""What joins a place in a thread that is followed with the answers that wait there. Those that stand in the log too
wait there, so that each is counted once."""


def _behind(viewer: Person, *columns: Any) -> Select[Any]:
    """Columns of the conversations whose newest message the viewer has not read."""
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    return (
        select(*columns)
        .select_from(Conversation)
        .outerjoin(Participant, own)
        .where(
            visible_to(viewer),
            Conversation.last_seq > func.coalesce(Participant.last_read_seq, 0),
            not_(is_away(asking_at(viewer), viewer.id)),
        )
    )


def count_unread(viewer: Person) -> int:
    """How many messages of others wait."""
    return _count(_sum_of_waiting, viewer)


def count_unread_in_threads(viewer: Person) -> int:
    """How many of those are answers in threads that the viewer follows."""
    return _count(_sum_in_threads, viewer)


def count_mentions(viewer: Person) -> int:
    """In how many of the messages that wait the viewer is mentioned; by name in those of muted conversations too."""
    return _count(_sum_of_all_mentions, viewer)


def _count(make: Callable[[], Select[Any]], viewer: Person) -> int:
    found: int = prepared(make).all(viewer_id=viewer.id, now=clock.now())[0][0]
    return found


def _sum_of_waiting() -> Select[Any]:
    return _sum(waiting(any_viewer(), func.count()) for waiting in WAITING)


def _sum_in_threads() -> Select[Any]:
    return _waiting_in_threads(any_viewer(), func.count())


def _sum_of_all_mentions() -> Select[Any]:
    return _sum(mentions(any_viewer(), func.count()) for mentions in MENTIONS)


def _sum(counts: Iterable[Select[Any]]) -> Select[Any]:
    return select(reduce(add, (count.scalar_subquery() for count in counts)))


def mentions_waiting_for(viewer: Person) -> CompoundSelect[UUID]:
    """The identifiers of those messages, as a subquery."""
    return union_all(*(mentions(viewer, Message.id) for mentions in MENTIONS))


def waiting_for(viewer: Person) -> CompoundSelect[UUID]:
    """The identifiers of the messages that wait for the viewer, as a subquery."""
    return union_all(*(waiting(viewer, Message.id) for waiting in WAITING))


def calls_for(viewer: Person) -> ColumnElement[bool]:
    """Whether something waits for the viewer in the log of a conversation that is not muted for them, or mentions them:
    for queries that join their place there.
    """
    read = func.coalesce(Participant.last_read_seq, 0)
    waits = select(Message.id).where(_of_others(viewer, read)).correlate(Conversation, Participant).exists()
    is_heard = and_(Conversation.last_seq > read, is_audible(asking_at(viewer), viewer.id), waits)
    return or_(is_heard, sum_of_mentions(viewer, read) > 0)


def who_has_not_read(message: Message) -> dict[UUID, int]:
    """Whom a message between people still waits for, with the number of the first that does. Rooms call nobody.

    An answer in a thread waits for those who follow it, a line of the house for nobody. What somebody read, and then
    marked as unread, calls them no more.
    """
    if message.act is not None:
        return {}
    waiting, seen = UNREAD_IN_LOG, Participant.shown_read_seq
    if not message.is_in_log:
        waiting, seen = UNREAD_IN_THREAD, ThreadPlace.shown_read_seq
    place = and_(ThreadPlace.thread_id == message.thread_id, ThreadPlace.person_id == Participant.person_id)
    behind = (
        select(Participant.person_id, func.min(Message.seq))
        .join(Conversation, Conversation.id == Participant.conversation_id)
        .outerjoin(ThreadPlace, place)
        .join(Message, waiting)
        .where(
            Conversation.id == message.conversation_id,
            Conversation.group_id.is_(None),
            Message.author_id != Participant.person_id,
            Participant.person_id != message.author_id,
            Message.seq > func.coalesce(seen, 0),
            Message.seq <= message.seq,  # itself at the latest: who has read or seen it has seen all of these
            is_audible(clock.now(), Participant.person_id),
            Participant.waits_since.is_(None),
            Participant.declined_at.is_(None),
        )
        .group_by(Participant.person_id)
    )
    return {person_id: first_seq for person_id, first_seq in session.execute(behind)}  # noqa: C416 (rows are no pairs for a type checker)


def sum_in_log(viewer: Person, read: ColumnElement[int]) -> ScalarSelect[int]:
    """How many messages of others wait in the log of a conversation, as a column for its row."""
    return select(func.count()).where(_of_others(viewer, read)).scalar_subquery()


def sum_in_threads(viewer: Person) -> ScalarSelect[int]:
    """How many wait in the threads of a conversation that the viewer follows, as a column for its row."""
    found = select(func.count()).select_from(ThreadPlace).join(Message, UNREAD_IN_THREAD)
    theirs = ThreadPlace.person_id == viewer.id, Message.author_id != viewer.id
    of_this = Message.conversation_id == Conversation.id
    return found.where(*theirs, of_this).correlate(Conversation).scalar_subquery()


def _of_others(viewer: Person, read: ColumnElement[int]) -> ColumnElement[bool]:
    waiting = Message.conversation_id == Conversation.id, Message.seq > read, Message.author_id != viewer.id
    return and_(*waiting, IN_LOG, *SPOKEN)


def _waiting_in_log(viewer: Person, *columns: Any) -> Select[Any]:
    unread = _of_others(viewer, func.coalesce(Participant.last_read_seq, 0))
    return _behind(viewer, *columns).join(Message, unread).where(is_audible(asking_at(viewer), viewer.id))


def _waiting_in_threads(viewer: Person, *columns: Any) -> Select[Any]:
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    return (
        select(*columns)
        .select_from(ThreadPlace)
        .join(Message, UNREAD_IN_THREAD)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Participant, own)
        .where(
            ThreadPlace.person_id == viewer.id,
            visible_to(viewer),
            Message.author_id != viewer.id,
            is_audible(asking_at(viewer), viewer.id),
        )
    )


def _mentions_in_log(viewer: Person, *columns: Any) -> Select[Any]:
    """What mentions the viewer and waits; a muted conversation is not silent about that."""
    return (
        _behind(viewer, *columns)
        .join(MessageMention, _of_the_viewer(viewer, func.coalesce(Participant.last_read_seq, 0)))
        .join(Message, and_(Message.id == MessageMention.message_id, IN_LOG, *SPOKEN))
    )


def _mentions_in_threads(viewer: Person, *columns: Any) -> Select[Any]:
    """The same in threads: whoever is mentioned there has a place, whether they go on following or not."""
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    return (
        _in_threads(viewer, *columns)
        .join(Conversation, Conversation.id == Message.conversation_id)
        .outerjoin(Participant, own)
        .where(visible_to(viewer), not_(is_away(asking_at(viewer), viewer.id)))
    )


def _calls_in_log(viewer: Person, *columns: Any) -> Select[Any]:
    """What calls everybody and waits, in what is not muted."""
    return (
        _behind(viewer, *columns)
        .join(MessageCall, calling_in_log(func.coalesce(Participant.last_read_seq, 0)))
        .join(Message, and_(Message.id == MessageCall.message_id, *SPOKEN))
        .where(reaches(viewer.id, asking_at(viewer)))
    )


def _calls_in_threads(viewer: Person, *columns: Any) -> Select[Any]:
    """The same in the threads that the viewer follows."""
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    calling = _calling_in_threads(viewer, *columns).join(Conversation, CALLING_IN_THREAD).outerjoin(Participant, own)
    now = asking_at(viewer)
    return calling.where(visible_to(viewer), not_(is_away(now, viewer.id)), reaches(viewer.id, now))


def _calling_in_threads(viewer: Person, *columns: Any) -> Select[Any]:
    places = and_(ThreadPlace.thread_id == Message.thread_id, ThreadPlace.person_id == viewer.id)
    calling = select(*columns).select_from(MessageCall).join(Message, Message.id == MessageCall.message_id)
    return calling.join(ThreadPlace, places).where(*SPOKEN)


def sum_of_mentions(viewer: Person, read: ColumnElement[int]) -> ColumnElement[int]:
    """How many messages of a conversation that wait mention the viewer, as a column for its row."""
    in_log = select(func.count()).select_from(MessageMention).where(_of_the_viewer(viewer, read))
    in_log = in_log.join(Message, and_(Message.id == MessageMention.message_id, IN_LOG, *SPOKEN))
    in_threads = _in_threads(viewer, func.count()).where(MessageMention.conversation_id == Conversation.id)
    meant = reaches(viewer.id, asking_at(viewer))
    calls = select(func.count()).select_from(MessageCall).join(Message, Message.id == MessageCall.message_id)
    calls = calls.where(calling_in_log(read), meant, *SPOKEN)
    thread_calls = _calling_in_threads(viewer, func.count()).where(CALLING_IN_THREAD, meant)
    counts = (in_log, in_threads, calls, thread_calls)
    return reduce(add, (count.correlate(Conversation, Participant).scalar_subquery() for count in counts))


def _of_the_viewer(viewer: Person, read: ColumnElement[int]) -> ColumnElement[bool]:
    own = MessageMention.person_id == viewer.id, MessageMention.conversation_id == Conversation.id
    return and_(*own, MessageMention.seq > read)


def _in_threads(viewer: Person, *columns: Any) -> Select[Any]:
    own = MessageMention.person_id == viewer.id, MessageMention.message_id == Message.id
    unread = and_(Message.thread_id == ThreadPlace.thread_id, Message.seq > ThreadPlace.last_read_seq, ~IN_LOG)
    naming = select(*columns).select_from(ThreadPlace).join(Message, and_(unread, *SPOKEN))
    return naming.join(MessageMention, and_(*own)).where(ThreadPlace.person_id == viewer.id)


def _has_unread(viewer: Person) -> ColumnElement[bool]:
    return or_(*(waiting(viewer, Message.id).exists() for waiting in (*WAITING, *MENTIONS)))


WAITING = (_waiting_in_log, _waiting_in_threads)
MENTIONS = (_mentions_in_log, _mentions_in_threads, _calls_in_log, _calls_in_threads)
HAS_UNREAD = Glimpse(_has_unread)
"""Whether somebody else's words wait."""
