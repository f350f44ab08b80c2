"""What a person keeps for themselves of a conversation: how far they have read, and whether it is quiet."""

from __future__ import annotations

from app.accounts.models import Person
from app.chat.events import ConversationRead
from app.chat.models import Conversation
from app.chat.services.holding import hold, participation
from app.core import clock
from app.core.events import command, record


@command
def mark_read(conversation: Conversation, *, seq: int, actor: Person) -> None:
    """Note that the actor has read up to a message; it never goes back, nor past the newest message."""
    held = hold(conversation.id, actor)
    own = participation(held, actor)
    if min(seq, held.last_seq) > own.last_read_seq:
        own.last_read_seq = min(seq, held.last_seq)
        own.read_at = clock.now()
        record(ConversationRead(held.id, actor.id, own.last_read_seq))


@command
def mute(conversation: Conversation, *, actor: Person) -> None:
    """Let nothing of this conversation call for the actor's attention; repeating changes nothing."""
    _set_muted(conversation, actor, muted=True)


@command
def unmute(conversation: Conversation, *, actor: Person) -> None:
    """The contrary of `mute`; repeating changes nothing."""
    _set_muted(conversation, actor, muted=False)


def _set_muted(conversation: Conversation, actor: Person, *, muted: bool) -> None:
    participation(hold(conversation.id, actor), actor).muted = muted
