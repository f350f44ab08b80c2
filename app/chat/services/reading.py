"""What a person keeps for themselves of a conversation: how far they have read, and whether it is quiet."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import ConversationRead, ConversationUnread
from app.chat.models import Conversation, Message
from app.chat.services.following import mark_thread_unread
from app.chat.services.holding import hold, hold_message, participation
from app.core import clock
from app.core.errors import Conflict, Invalid
from app.core.events import command, record


@command
def mark_read(conversation: Conversation, *, seq: int, actor: Person) -> None:
    """Note that the actor has read up to a message; this never goes back, nor past the newest message.

    What was read again after it was marked as unread is told to the actor's own pages alone.
    """
    held = hold(conversation.id, actor)
    own = participation(held, actor)
    reached = min(seq, held.last_seq)
    if reached > own.last_read_seq:
        own.last_read_seq = reached
        own.read_at = clock.now()
        record(ConversationRead(held.id, actor.id, own.last_read_seq))


@command
def mark_unread(message: Message, *, actor: Person) -> None:
    """Let what others said wait for the actor again, from a message of theirs on; an answer in its thread.

    Nobody else is told, and others go on seeing the receipt that they saw: it says that the words reached somebody,
    which stays true, and taking it back would give away what the actor keeps for themselves. A conversation that was
    put away comes back. What waits from an earlier message on goes on doing so; repeating tells the actor's pages once
    more, so that none that is open takes it for read. Of reading and marking at the same time the later one counts.

    Raises Conflict for one's own words, lines of the house and a deleted message, none of which waits for anybody.
    """
    held = hold_message(message, actor)
    policy.demand_standing(message)
    if message.author_id == actor.id or message.act is not None:
        raise Conflict(_("Only what others say can wait for you."))
    if not message.is_in_log:
        mark_thread_unread(message, actor=actor)
        return
    own = participation(held, actor)
    if message.seq <= own.last_read_seq:
        own.shown_read_seq = max(own.shown_read_seq or 0, own.last_read_seq)
        own.last_read_seq, own.read_at = message.seq - 1, None
    own.archived_seq = None
    record(ConversationUnread(held.id, actor.id, own.last_read_seq))


@command
def mute(conversation: Conversation, *, until: datetime | None = None, actor: Person) -> None:
    """Let nothing of this conversation call for the actor's attention until a moment, or for good.

    Muting again takes the newer wish. Raises Invalid for a moment that has passed.
    """
    if until is not None and until <= clock.now():
        raise Invalid(until=_("This moment has passed."))
    place = participation(hold(conversation.id, actor), actor)
    place.muted, place.muted_until = True, until


@command
def unmute(conversation: Conversation, *, actor: Person) -> None:
    """The contrary of `mute`; repeating changes nothing."""
    place = participation(hold(conversation.id, actor), actor)
    place.muted, place.muted_until = False, None


@command
def archive_conversation(conversation: Conversation, *, actor: Person) -> None:
    """Put a conversation away for oneself: the next message brings it back, unless it is muted; nobody is told.

    Repeating changes nothing.
    """
    held = hold(conversation.id, actor)
    participation(held, actor).archived_seq = held.last_seq


@command
def bring_back_conversation(conversation: Conversation, *, actor: Person) -> None:
    """The contrary of `archive_conversation`; repeating changes nothing."""
    participation(hold(conversation.id, actor), actor).archived_seq = None
