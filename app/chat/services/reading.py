"""What a person keeps for themselves of a conversation: how far they have read, and whether it is quiet."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from app.accounts.models import Person
from app.chat.events import ConversationRead
from app.chat.models import Conversation
from app.chat.services.holding import hold, participation
from app.core import clock
from app.core.errors import Invalid
from app.core.events import command, record


@command
def mark_read(conversation: Conversation, *, seq: int, actor: Person) -> None:
    """Note that the actor has read up to a message; it never goes back, nor past the newest message."""
    held = hold(conversation.id, actor)
    own = participation(held, actor)
    reached = min(seq, held.last_seq)
    if reached > own.last_read_seq:
        own.last_read_seq = reached
        own.read_at = clock.now()
        record(ConversationRead(held.id, actor.id, own.last_read_seq))


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
