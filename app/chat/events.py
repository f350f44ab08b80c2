"""What happened to conversations and their messages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ConversationOpened:
    """A conversation began; nothing is in it yet."""

    conversation_id: UUID


@dataclass(frozen=True)
class ConversationLeft:
    """A person is no longer part of a conversation; whatever they had open of it must end."""

    conversation_id: UUID
    person_id: UUID


@dataclass(frozen=True)
class ConversationRead:
    """A person has read a conversation up to a message's number."""

    conversation_id: UUID
    person_id: UUID
    seq: int


@dataclass(frozen=True)
class ConversationUnread:
    """A person wants a conversation to wait for them again from after a message's number on; nobody else is told."""

    conversation_id: UUID
    person_id: UUID
    seq: int


@dataclass(frozen=True)
class ThreadUnread:
    """A person wants the answers to a message to wait for them again from after a number on; nobody else is told."""

    thread_id: UUID
    conversation_id: UUID
    person_id: UUID
    seq: int


@dataclass(frozen=True)
class ThreadRead:
    """A person has read the answers to a message up to a number."""

    thread_id: UUID
    conversation_id: UUID
    person_id: UUID
    seq: int


@dataclass(frozen=True)
class MessageSent:
    """A message was added to a conversation."""

    message_id: UUID
    conversation_id: UUID
    seq: int


@dataclass(frozen=True)
class MessageAddressed:
    """A message calls for somebody: it was said between people, mentions one of them from now on, or says that somebody
    was added.
    """

    message_id: UUID


@dataclass(frozen=True)
class MessageEdited:
    """A message has other words than before."""

    message_id: UUID
    conversation_id: UUID
    seq: int


@dataclass(frozen=True)
class MessageLinked:
    """A message's first link is another one than before, or is there no more: what it leads to is to be asked."""

    message_id: UUID


@dataclass(frozen=True)
class MessageRedrawn:
    """What readers see beside a message's words changed, its words did not."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True)
class MessageDeleted:
    """A message was taken back; its place in the order stays."""

    message_id: UUID
    conversation_id: UUID
    seq: int


@dataclass(frozen=True)
class MessagePinned:
    """A message stands on top of its conversation."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True)
class MessageUnpinned:
    """A message stands on top of its conversation no more."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True)
class MessagesForgotten:
    """What was said in a conversation up to a number is past its term, and gone without a trace."""

    conversation_id: UUID
    seq: int
    message_ids: tuple[UUID, ...]


@dataclass(frozen=True)
class TermsChanged:
    """The administration changed for how long messages are kept in a kind of conversation."""

    kind: str


@dataclass(frozen=True)
class ScheduledMessageRefused:
    """A scheduled message could not be sent when its time came; its author keeps it, and is to say anew when."""

    scheduled_id: UUID
    person_id: UUID
    at: datetime


@dataclass(frozen=True)
class MessageReminderDue:
    """The moment has come at which a person wanted to be told of a message again, and they may still read it."""

    message_id: UUID
    person_id: UUID
    due_at: datetime


@dataclass(frozen=True)
class MessagePollChanged:
    """Somebody voted in the poll of a message, or it was closed; who it was is not told."""

    message_id: UUID
    conversation_id: UUID


@dataclass(frozen=True)
class MessageReactionChanged:
    """A person reacted to a message, or took the reaction back."""

    message_id: UUID
    conversation_id: UUID
    person_id: UUID
