"""Answering the wish of somebody one never met to talk."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.chat.events import ConversationLeft, ConversationOpened
from app.chat.models import Conversation, Kind, Participant
from app.chat.services.holding import hold, participation
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict
from app.core.events import command, record


@command
def accept_request(conversation: Conversation, *, actor: Person) -> None:
    """Want to talk with whoever asked; from now on they hear when the actor is here, writes and has read.

    Repeating changes nothing, nor does it in a conversation that is no request.
    """
    held = hold(conversation.id, actor)
    take_up(held, participation(held, actor))


@command
def decline_request(conversation: Conversation, *, actor: Person) -> None:
    """Not want to talk: the conversation is gone for the actor, and for the others all stays as it was.

    A pair is there again when the actor opens it. Raises Conflict for a conversation that was taken up.
    """
    held = hold(conversation.id, actor)
    own = session.get(Participant, (held.id, actor.id))
    if own is None or own.waits_since is None:
        raise Conflict(_("You have already accepted this conversation."))
    own.declined_at = clock.now()
    record(ConversationLeft(held.id, actor.id))


def take_up(conversation: Conversation, own: Participant) -> None:
    """Let somebody who was asked into a conversation that is held be as much in it as who began it."""
    if own.waits_since is None:
        return
    was_away = own.declined_at is not None
    owners = select(Participant.person_id).where(Participant.conversation_id == conversation.id, Participant.is_owner)
    own.is_owner = conversation.kind == Kind.PEOPLE and session.scalar(owners) is None
    own.waits_since = own.declined_at = conversation.unanswered_since = None
    if was_away:
        record(ConversationOpened(conversation.id))
