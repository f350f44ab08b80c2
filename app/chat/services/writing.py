"""Writing messages, changing them and taking them back."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person, Role
from app.chat import policy
from app.chat.events import MessageDeleted, MessageEdited, MessageSent
from app.chat.models import LONGEST_CLIENT_ID, Conversation, Message, MessageReaction, MessageRevision
from app.chat.services.holding import hold, participation
from app.core import audit, clock, richtext
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record

LONGEST_BODY = 10_000


@command
def send_message(
    conversation: Conversation, *, body: str, client_id: str, reply_to: Message | None = None, actor: Person
) -> Message:
    """Add a message under the next number of the conversation; the same `client_id` again gives the same message.

    Raises NotFound for who takes no part, Forbidden where the other wants no contact, Invalid for an unfit text.
    """
    if not 1 <= len(client_id) <= LONGEST_CLIENT_ID:
        raise Invalid(client_id=_("Use 1 to %(most)d characters.", most=LONGEST_CLIENT_ID))
    held = hold(conversation.id, actor)
    sent = _sent_before(client_id, actor)
    if sent is not None:
        return sent
    policy.demand_contact(actor, held)
    text, html = _rendered(body)
    if reply_to is not None and reply_to.conversation_id != held.id:
        raise Invalid(reply_to=_("One answers a message of the same conversation."))
    message = Message(
        conversation_id=held.id,
        client_id=client_id,
        author_id=actor.id,
        body=text,
        html=html,
        renderer_version=richtext.RENDERER_VERSION,
        reply_to=reply_to.id if reply_to else None,
    )
    return _add(message, held, actor)


def _add(message: Message, conversation: Conversation, actor: Person) -> Message:
    client_id = message.client_id
    try:
        with session.begin_nested():
            message.seq = conversation.last_seq = conversation.last_seq + 1
            message.at = conversation.last_at = clock.now()
            session.add(message)
    except IntegrityError:  # on PostgreSQL: sent at the same moment to another conversation
        same = _sent_before(client_id, actor)
        if same is None:
            raise
        return same
    own = participation(conversation, actor)
    if own.last_read_seq == message.seq - 1:  # who had read everything has read their own words too
        own.last_read_seq = message.seq
    record(MessageSent(message.id, conversation.id, message.seq))
    return message


@command
def edit_message(message: Message, *, body: str, actor: Person) -> None:
    """Change one's own words; what they were is kept. The same words again change nothing.

    Raises Forbidden for the words of others, Conflict for a deleted message.
    """
    policy.demand_contact(actor, hold(message.conversation_id, actor))
    demand(message.author_id == actor.id, _("Only its author changes a message."))
    if message.is_gone:
        raise Conflict(_("This message was deleted."))
    text, html = _rendered(body)
    if text == message.body:
        return
    session.add(MessageRevision(message_id=message.id, body=message.body))
    message.body, message.html, message.renderer_version = text, html, richtext.RENDERER_VERSION
    message.edited_at = clock.now()
    record(MessageEdited(message.id, message.conversation_id, message.seq))


@command
def delete_message(message: Message, *, actor: Person) -> None:
    """Take one's own message back: its words are gone for good, its number stays. Repeating changes nothing."""
    hold(message.conversation_id, actor)
    demand(message.author_id == actor.id, _("Only its author deletes a message."))
    if message.deleted_at is not None:
        return
    message.body = message.html = ""
    message.deleted_at = clock.now()
    session.execute(delete(MessageRevision).where(MessageRevision.message_id == message.id))
    session.execute(delete(MessageReaction).where(MessageReaction.message_id == message.id))
    record(MessageDeleted(message.id, message.conversation_id, message.seq))


@command
def hide_message(message: Message, *, actor: Person) -> None:
    """Take a reported message out of sight, by a decision that can be appealed. Repeating changes nothing."""
    demand(actor.has(Role.MODERATOR, Role.TRUSTED_PERSON))
    if message.hidden_at is None:
        message.hidden_at = clock.now()
        audit.write("message.hidden", actor_id=actor.id, target=f"message:{message.id}")
        record(MessageDeleted(message.id, message.conversation_id, message.seq))


@command
def restore_message(message: Message, *, actor: Person) -> None:
    """Show a hidden message again. Repeating changes nothing."""
    demand(actor.has(Role.MODERATOR, Role.TRUSTED_PERSON))
    if message.hidden_at is not None:
        message.hidden_at = None
        audit.write("message.restored", actor_id=actor.id, target=f"message:{message.id}")
        record(MessageEdited(message.id, message.conversation_id, message.seq))


def _sent_before(client_id: str, author: Person) -> Message | None:
    mine = select(Message).where(Message.author_id == author.id, Message.client_id == client_id)
    sent = session.scalar(mine)
    if sent is not None and not session.scalar(
        select(Conversation.id).where(Conversation.id == sent.conversation_id, policy.visible_to(author))
    ):
        raise Conflict(_("This client_id was used in a conversation that you have left."))
    return sent


def _rendered(body: str) -> tuple[str, str]:
    try:
        text = richtext.checked(body).strip()
    except richtext.UnfitText:
        text = ""
    if not text or len(text) > LONGEST_BODY:
        raise Invalid(body=_("A message has 1 to %(most)d characters.", most=LONGEST_BODY))
    return text, richtext.render(text)
