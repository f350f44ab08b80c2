"""Marking messages: on top of their conversation for everybody, or kept for oneself."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import MessagePinned, MessageUnpinned
from app.chat.models import Conversation, Message, MessageBookmark, MessagePin
from app.chat.services.answering import take_up
from app.chat.services.holding import hold, participation
from app.core.db import session
from app.core.errors import Conflict, demand
from app.core.events import command, record

MOST_PINS = 20


@command
def pin_message(message: Message, *, actor: Person) -> None:
    """Let a message stand on top of its conversation; repeating changes nothing. Whoever was asked takes it up so.

    Raises Forbidden in a room for who does not look after its group and where one may not write, Conflict for a
    deleted message and where too many are pinned.
    """
    held = _hold_to_pin(message, actor)
    policy.demand_standing(message)
    if session.get(MessagePin, message.id) is not None:
        return
    if (session.scalar(select(func.count()).where(MessagePin.conversation_id == held.id)) or 0) >= MOST_PINS:
        raise Conflict(_("At most %(most)d messages are pinned. Unpin one first.", most=MOST_PINS))
    session.add(MessagePin(message_id=message.id, conversation_id=held.id, person_id=actor.id))
    take_up(held, participation(held, actor))
    record(MessagePinned(message.id, held.id))


@command
def unpin_message(message: Message, *, actor: Person) -> None:
    """Take a message down from the top; one that is not there changes nothing. Raises Forbidden as pinning does."""
    held = _hold_to_pin(message, actor)
    pin = session.get(MessagePin, message.id)
    if pin is not None:
        session.delete(pin)
        take_up(held, participation(held, actor))
        record(MessageUnpinned(message.id, held.id))


@command
def bookmark_message(message: Message, *, actor: Person) -> None:
    """Keep a message for later; nobody is told. Repeating changes nothing. Raises Conflict for a deleted one."""
    hold(message.conversation_id, actor)
    policy.demand_standing(message)
    if session.get(MessageBookmark, (actor.id, message.id)) is None:
        session.add(MessageBookmark(person_id=actor.id, message_id=message.id))


@command
def remove_bookmark(message: Message, *, actor: Person) -> None:
    """Keep it no longer; one that is not kept changes nothing."""
    mark = session.get(MessageBookmark, (actor.id, message.id))
    if mark is not None:
        session.delete(mark)


def _hold_to_pin(message: Message, actor: Person) -> Conversation:
    held = hold(message.conversation_id, actor)
    policy.demand_contact(actor, held)
    demand(policy.can_pin(actor, held), _("Those who look after the group pin messages in its room."))
    return held
