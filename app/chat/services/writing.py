"""Writing messages, changing them and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person, Role
from app.chat import policy
from app.chat.attaching import holder_of
from app.chat.events import MessageDeleted, MessageEdited, MessageSent
from app.chat.meeting import left_before_answer
from app.chat.models import LONGEST_CLIENT_ID, Conversation, Message, MessageReaction, MessageRevision
from app.chat.services.answering import take_up
from app.chat.services.holding import hold, participation
from app.core import audit, clock, richtext
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.core.ids import new_id
from app.files.services import set_files

LONGEST_BODY = 10_000


@command
def send_message(
    conversation: Conversation,
    *,
    body: str,
    client_id: str,
    reply_to: Message | None = None,
    file_ids: Sequence[UUID] = (),
    actor: Person,
) -> Message:
    """Add a message under the next number of the conversation; the same `client_id` again gives the same message.

    Files need no words. Whoever was asked takes the conversation up by writing. Raises NotFound for who takes no part,
    Forbidden where the other wants no contact or much was said without an answer, Invalid for an unfit text or a file
    that is missing or another's.
    """
    if not 1 <= len(client_id) <= LONGEST_CLIENT_ID:
        raise Invalid(client_id=_("Use 1 to %(most)d characters.", most=LONGEST_CLIENT_ID))
    held = hold(conversation.id, actor)
    sent = _sent_before(client_id, actor)
    if sent is not None:
        return sent
    policy.demand_contact(actor, held)
    may_say_more = left_before_answer(held, actor=actor) != 0
    demand(may_say_more, _("Nobody has answered yet. You can write again when somebody does."))
    text, html = _rendered(body, may_be_empty=bool(file_ids))
    if reply_to is not None and reply_to.conversation_id != held.id:
        raise Invalid(reply_to=_("One answers a message of the same conversation."))
    message = Message(
        id=new_id(),
        conversation_id=held.id,
        client_id=client_id,
        author_id=actor.id,
        body=text,
        html=html,
        renderer_version=richtext.RENDERER_VERSION,
        reply_to=reply_to.id if reply_to else None,
    )
    return _add(message, file_ids, held, actor)


def _add(message: Message, file_ids: Sequence[UUID], conversation: Conversation, actor: Person) -> Message:
    client_id = message.client_id
    try:
        with session.begin_nested():
            message.seq = conversation.last_seq = conversation.last_seq + 1
            message.at = conversation.last_at = clock.now()
            message.files = set_files(holder_of(message), file_ids, actor=actor)
            session.add(message)
    except IntegrityError:  # on PostgreSQL: sent at the same moment to another conversation
        same = _sent_before(client_id, actor)
        if same is None:
            raise
        return same
    own = participation(conversation, actor)
    take_up(conversation, own)
    if own.last_read_seq == message.seq - 1:  # who had read everything has read their own words too
        own.last_read_seq = message.seq
    record(MessageSent(message.id, conversation.id, message.seq))
    return message


@command
def edit_message(
    message: Message, *, body: str | None = None, file_ids: Sequence[UUID] | None = None, actor: Person
) -> None:
    """Change what is given of one's own message; what the words were is kept. The same again changes nothing.

    Raises Forbidden for the words of others, Conflict for a deleted message.
    """
    policy.demand_contact(actor, hold(message.conversation_id, actor))
    demand(message.author_id == actor.id, _("Only its author changes a message."))
    if message.is_gone:
        raise Conflict(_("This message was deleted."))
    new_files = message.files if file_ids is None else set_files(holder_of(message), file_ids, actor=actor)
    text, html = _rendered(message.body if body is None else body, may_be_empty=bool(new_files))
    if (text, new_files) == (message.body, message.files):
        return
    if text != message.body:
        session.add(MessageRevision(message_id=message.id, body=message.body))
    message.body, message.html, message.renderer_version = text, html, richtext.RENDERER_VERSION
    message.files = new_files
    message.edited_at = clock.now()
    record(MessageEdited(message.id, message.conversation_id, message.seq))


@command
def delete_message(message: Message, *, actor: Person) -> None:
    """Take one's own message back: words and files are gone for good, its number stays. Repeating changes nothing."""
    hold(message.conversation_id, actor)
    demand(message.author_id == actor.id, _("Only its author deletes a message."))
    if message.deleted_at is not None:
        return
    message.body = message.html = ""
    message.files = set_files(holder_of(message), [], actor=actor)
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


def _rendered(body: str, *, may_be_empty: bool = False) -> tuple[str, str]:
    try:
        text = richtext.checked(body).strip()
    except richtext.UnfitText:
        text, may_be_empty = "", False
    if not (text or may_be_empty) or len(text) > LONGEST_BODY:
        raise Invalid(body=_("A message has 1 to %(most)d characters.", most=LONGEST_BODY))
    return text, richtext.render(text)
