"""Answering a message with one word."""

from __future__ import annotations

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import MessageReactionChanged
from app.chat.models import Message, MessageReaction
from app.chat.services.answering import take_up
from app.chat.services.holding import hold, participation
from app.core.db import session
from app.core.events import command, record
from app.people.models import Contact
from app.reactions.services import demand_offered


@command
def react(message: Message, *, name: str, actor: Person) -> None:
    """React to a message; another reaction takes the place of the first, the same changes nothing.

    Raises Conflict for a deleted message and for a word that is no longer offered, Invalid for what is no word of the
    house, Forbidden where its author wants no contact.
    """
    held = hold(message.conversation_id, actor)
    policy.demand_contact(actor, held, by=Contact.REACTION)
    policy.demand_answerable(actor, message, by=Contact.REACTION)
    policy.demand_standing(message)
    demand_offered(name)
    own = session.get(MessageReaction, (message.id, actor.id))
    if own is None:
        own = MessageReaction(message_id=message.id, person_id=actor.id)
        session.add(own)
    elif own.name == name:
        return
    own.name = name
    take_up(held, participation(held, actor))
    record(MessageReactionChanged(message.id, message.conversation_id, actor.id))


@command
def take_back_reaction(message: Message, *, name: str, actor: Person) -> None:
    """Take a reaction back; one that is not there changes nothing."""
    hold(message.conversation_id, actor)
    own = session.get(MessageReaction, (message.id, actor.id))
    if own is not None and own.name == name:
        session.delete(own)
        record(MessageReactionChanged(message.id, message.conversation_id, actor.id))
