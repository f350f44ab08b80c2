"""Live conversations: what is said, changed, read and typed reaches whoever may hear it at that moment."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from typing import TypeAlias
from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Person
from app.chat.events import (
    ConversationOpened,
    ConversationRead,
    ConversationUnread,
    MessageDeleted,
    MessageEdited,
    MessagePinned,
    MessagePollChanged,
    MessageReactionChanged,
    MessageRedrawn,
    MessageSent,
    MessagesForgotten,
    MessageUnpinned,
    ThreadRead,
    ThreadUnread,
)
from app.chat.queries import (
    MessageItem,
    Told,
    is_reading_told,
    list_followers,
    listener_ids,
    newcomers_since,
    own_reactions,
    told_by_id,
)
from app.chat.schemas import MessageSchema, ThreadSummarySchema
from app.core import clock
from app.core.db import session
from app.core.events import on_live
from app.people.queries import who_must_not_contact
from app.polls.boxes import PART
from app.polls.reading import told_live
from app.presence.queries import who_hides_receipts, who_hides_typing
from realtime.connections import settle
from realtime.events import Typing
from realtime.holding import carrier, held
from realtime.sockets import room_of, sockets

AboutMessage: TypeAlias = (
    MessageSent
    | MessageEdited
    | MessageRedrawn
    | MessageDeleted
    | MessagePinned
    | MessageUnpinned
    | MessageReactionChanged
    | MessagePollChanged
)

_message = MessageSchema()
_summary = ThreadSummarySchema()


def register(app: Flask) -> None:
    """Listen to chat."""
    on_live(app, MessageSent, tell_message)
    for change in (MessageEdited, MessagePinned, MessageUnpinned):
        on_live(app, change, lambda fact: _tell_message("message.updated", fact))
    on_live(app, MessageRedrawn, lambda fact: _tell_message("message.updated", fact, redrawn=True))
    on_live(app, MessageDeleted, lambda fact: _tell_message("message.deleted", fact))
    on_live(app, MessageReactionChanged, tell_reaction)
    on_live(app, MessagePollChanged, tell_poll)
    on_live(app, MessagesForgotten, tell_forgetting)
    on_live(app, ConversationOpened, admit)
    on_live(app, ConversationRead, tell_reading)
    on_live(app, ConversationUnread, lambda fact: _tell_oneself("conversation.unread", fact))
    on_live(app, ThreadRead, lambda fact: _tell_oneself("thread.read", fact))
    on_live(app, ThreadUnread, lambda fact: _tell_oneself("thread.unread", fact))
    on_live(app, Typing, tell_typing)


def admit(fact: ConversationOpened) -> None:
    """Let the open sockets of those who take part into the conversation's room; of a topic they are in its room's."""
    if carrier(fact.conversation_id) != fact.conversation_id:
        return
    for person_id in listener_ids(fact.conversation_id):
        settle(person_id)


def _tell(conversation_id: UUID, event: str, payload: object, *, but: Collection[UUID] = ()) -> None:
    sockets().send(event, payload, to=held(conversation_id), but=but)


def _tell_of(told: Told, event: str, payload: object) -> None:
    """Tell of a message all who listen but those who came after it was said."""
    sockets().send(event, payload, to=_hearing(told))


def _hearing(told: Told) -> str | list[str]:
    """The rooms of sockets in which all hear of a message but those who came after it was said."""
    item = told.item
    if not told.has_newcomers:
        return held(item.conversation_id, told.listeners)
    newcomers = newcomers_since(item.conversation_id, item.seq)
    return [room_of("person", person_id) for person_id in listener_ids(item.conversation_id) - newcomers]


def _is_heard(conversation_id: UUID) -> bool:
    """Whether a socket of this process is there: else nothing need be read to tell it."""
    return sockets().has_somebody(room_of("conversation", carrier(conversation_id)))


def _told(fact: AboutMessage) -> Told | None:
    """What is told of a message, where a socket of this process may hear it."""
    return told_by_id(fact.message_id) if _is_heard(fact.conversation_id) else None


def _place(item: MessageItem) -> dict[str, str]:
    return {"message_id": str(item.id), "conversation_id": str(item.conversation_id)}


def _tell_message(event: str, fact: AboutMessage, **more: bool) -> MessageItem | None:
    """Tell of a message; `redrawn` says that neither its words nor what waits are others than before, or all the pages
    of a large room would ask the server how much waits there, for each link.
    """
    told = _told(fact)
    if told is None:
        return None
    _tell_of(told, event, _message.dump(told.item) | more)
    if told.item.thread_id is not None:
        _tell_thread(told.item.thread_id)
    return told.item


def tell_message(fact: MessageSent) -> None:
    """Give a new message to everybody there; whom an answer in a thread calls for are told so themselves."""
    item = _tell_message("message.created", fact)
    if item is None or item.thread_id is None or item.in_log:
        return
    payload = {"thread_id": str(item.thread_id), "conversation_id": str(item.conversation_id), "seq": item.seq}
    called = list_followers(item.thread_id) & listener_ids(item.conversation_id) - {item.author.id}
    sockets().send("thread.answered", payload, to=[room_of("person", person_id) for person_id in called])


def _tell_thread(root_id: UUID) -> None:
    """Say what now stands in a thread; nobody hears in this whether they follow it."""
    told = told_by_id(root_id)
    if told is not None:
        root = told.item
        summary = _summary.dump(root.thread) if root.thread else None
        payload = {"thread_id": str(root.id), "conversation_id": str(root.conversation_id), "thread": summary}
        _tell_of(told, "thread.changed", payload)


def tell_reaction(fact: MessageReactionChanged) -> None:
    """Say how many now react to a message, who it was that changed it, and to their own pages what they say now."""
    told = _told(fact)
    if told is not None:
        payload = _place(told.item) | {"person_id": str(fact.person_id), "reactions": told.item.reactions}
        sockets().send_with_own(
            "reaction.changed",
            payload,
            lambda: {"my_reactions": own_reactions(fact.message_id, fact.person_id)},
            of=fact.person_id,
            to=_hearing(told),
        )


def tell_poll(fact: MessagePollChanged) -> None:
    """Say how many voted, and how, as far as all who read the message may know it."""
    told = _told(fact)
    if told is not None and PART in told.item.parts:
        _tell_of(told, "poll.changed", _place(told.item) | told_live(told.item.parts[PART]))


def tell_forgetting(fact: MessagesForgotten) -> None:
    """Say up to which number nothing is kept any more."""
    payload = {"conversation_id": str(fact.conversation_id), "seq": fact.seq}
    _tell(fact.conversation_id, "messages.forgotten", payload)


def _concerned(fact: ConversationRead | Typing) -> set[UUID]:
    """Whom a fact is about, and who may hear of it from this process."""
    listening = sockets().in_room(room_of("conversation", carrier(fact.conversation_id)))
    return {fact.person_id, *(connection.person_id for connection in listening)}


def tell_reading(fact: ConversationRead) -> None:
    """Say how far somebody has read: to those who show it themselves and may contact them, and to their own pages.

    Of whom is only asked to talk, or shows it to nobody, the reader's own pages alone hear it; so it is with what was
    read again after it was marked as unread.
    """
    payload = {
        "conversation_id": str(fact.conversation_id),
        "person_id": str(fact.person_id),
        "seq": fact.seq,
        "at": clock.now().isoformat(),
    }
    hiding = who_hides_receipts(_concerned(fact))
    if fact.person_id in hiding or not is_reading_told(fact.conversation_id, fact.person_id, fact.seq):
        sockets().send("conversation.read", payload, to=room_of("person", fact.person_id))
    else:
        deaf = hiding | who_must_not_contact(fact.person_id)
        _tell(fact.conversation_id, "conversation.read", payload, but=deaf)


def _tell_oneself(event: str, fact: ConversationUnread | ThreadRead | ThreadUnread) -> None:
    """Say to somebody's own pages how far they have read, or want to have read; nobody else hears it."""
    payload = {name: value if name == "seq" else str(value) for name, value in asdict(fact).items()}
    sockets().send(event, payload, to=room_of("person", fact.person_id))


def tell_typing(fact: Typing) -> None:
    """Say who is writing, to those who show it themselves and may contact them: it says that somebody is here."""
    hiding = who_hides_typing(_concerned(fact))
    if fact.person_id in hiding:
        return
    name = session.scalar(select(Person.name).where(Person.id == fact.person_id))
    payload = {
        "conversation_id": str(fact.conversation_id),
        "person": {"id": str(fact.person_id), "name": name},
        "at": clock.now().isoformat(),
    }
    _tell(fact.conversation_id, "typing", payload, but=hiding | who_must_not_contact(fact.person_id))
