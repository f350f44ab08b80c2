"""Writing messages, changing them and taking them back."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import delete

from app.accounts.models import Person, Role
from app.chat import policy
from app.chat.attaching import holder_of
from app.chat.events import MessageAddressed, MessageDeleted, MessageEdited
from app.chat.models import (
    Conversation,
    Message,
    MessageBallot,
    MessageBookmark,
    MessageLink,
    MessageMention,
    MessageOrigin,
    MessagePin,
    MessagePoll,
    MessageReaction,
    MessageReminder,
    MessageRevision,
)
from app.chat.queries import get_root, is_answered
from app.chat.services.adding import add_message, findable, hold_for
from app.chat.services.following import note_answer
from app.chat.services.holding import hold_message
from app.chat.services.linking import note_link
from app.chat.services.mentioning import keep_mentions, render_for
from app.chat.services.polling import asked, carry_poll
from app.core import audit, clock, richtext
from app.core.db import session
from app.core.errors import Invalid, demand
from app.core.events import command, record
from app.core.ids import new_id
from app.files.items import Item
from app.files.services import set_files
from app.polls.wishes import PollWish

LONGEST_BODY = 10_000
HANGING = (
    MessageRevision,
    MessageReaction,
    MessagePin,
    MessageBookmark,
    MessageLink,
    MessageMention,
    MessageOrigin,
    MessageReminder,
    MessageBallot,
    MessagePoll,
)
"""What hangs on a message, and goes with its words."""


@command
def send_message(
    conversation: Conversation,
    *,
    body: str,
    client_id: str,
    reply_to: Message | None = None,
    thread: Message | None = None,
    in_log: bool = False,
    file_ids: Sequence[UUID] = (),
    poll: PollWish | None = None,
    actor: Person,
) -> Message:
    """Add a message under the next number of the conversation; the same `client_id` again gives the same message.

    With `thread`, a message or an answer to it, it stands in that one's thread, and with `in_log` in the log too.
    Files need no words, nor does a poll with a question: that is then what the message says. Whoever was asked takes
    the conversation up by writing. Raises NotFound for who takes no part, Forbidden where the other wants no contact or
    much was said without an answer, Invalid for an unfit text or poll and for a file that is missing or another's,
    Conflict for a thread that would begin under a deleted message.
    """
    held, sent = hold_for(conversation, client_id, actor)
    if sent is not None:
        return sent
    body, poll = asked(body, poll, held)
    text = checked_body(body, may_be_empty=bool(file_ids))
    rendered = render_for(held, text, author=actor)
    root = None if thread is None else get_root(thread)
    demand_quotable(reply_to, held, actor=actor)
    demand_thread(root, held, actor=actor)
    message = Message(
        id=new_id(),
        conversation_id=held.id,
        client_id=client_id,
        author_id=actor.id,
        body=text,
        html=rendered.html,
        renderer_version=richtext.RENDERER_VERSION,
        reply_to=reply_to.id if reply_to else None,
        thread_id=root.id if root else None,
        in_log=root is not None and in_log,
    )
    said = add_message(message, held, actor, hang=lambda: _hang(file_ids, message, actor), rendered=rendered)
    if poll is not None and said is message:
        carry_poll(message, poll)
    if root is not None and said is message:
        note_answer(message, root, reply_to)
    return said


@command
def edit_message(
    message: Message, *, body: str | None = None, file_ids: Sequence[UUID] | None = None, actor: Person
) -> None:
    """Change what is given of one's own message; what the words were is kept. The same again changes nothing.

    Raises Forbidden for the words of others, forwarded ones too, Conflict for a deleted message.
    """
    held = hold_message(message, actor)
    policy.demand_word(actor, held)
    demand(message.author_id == actor.id, _("Only its author changes a message."))
    demand(session.get(MessageOrigin, message.id) is None, _("What was forwarded stays as it was said."))
    policy.demand_standing(message)
    new_files = message.files if file_ids is None else set_files(holder_of(message), file_ids, actor=actor)
    text = checked_body(message.body if body is None else body, may_be_empty=bool(new_files))
    if (text, new_files) == (message.body, message.files):
        return
    if text != message.body:
        session.add(MessageRevision(message_id=message.id, body=message.body))
    before = message.html
    rendered = render_for(held, text, message=message, author=actor)
    message.html, message.body, message.renderer_version = rendered.html, text, richtext.RENDERER_VERSION
    message.files = new_files
    message.folded = findable(message)
    message.edited_at = clock.now()
    note_link(message, before=before)
    if keep_mentions(message, rendered):
        record(MessageAddressed(message.id))
    record(MessageEdited(message.id, message.conversation_id, message.seq))


@command
def delete_message(message: Message, *, actor: Person) -> None:
    """Take one's own message back: words and files are gone for good, its number stays. Repeating changes nothing."""
    hold_message(message, actor)
    demand(message.author_id == actor.id, _("Only its author deletes a message."))
    if message.deleted_at is not None:
        return
    policy.demand_spoken(message)
    message.body = message.html = ""
    message.folded, message.parts = None, {}
    message.files = set_files(holder_of(message), [], actor=actor)
    message.deleted_at = clock.now()
    for hanging in HANGING:
        session.execute(delete(hanging).where(hanging.message_id == message.id))
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


def demand_quotable(reply_to: Message | None, conversation: Conversation, *, actor: Person) -> None:
    """Raise Invalid for a message of another conversation, Forbidden for one that the actor may not answer."""
    if reply_to is None:
        return
    if reply_to.conversation_id != conversation.id:
        raise Invalid(reply_to=_("A reply stands in the conversation of its message."))
    policy.demand_spoken(reply_to)
    policy.demand_answerable(actor, reply_to)


def demand_thread(root: Message | None, conversation: Conversation, *, actor: Person) -> None:
    """Raise as `demand_quotable` does, and Conflict where no thread can begin under a message that is gone."""
    if root is None:
        return
    if root.conversation_id != conversation.id:
        raise Invalid(thread_id=_("A reply stands in the conversation of its message."))
    policy.demand_answerable(actor, root)
    if not is_answered(root):
        policy.demand_standing(root)


def checked_body(body: str, *, may_be_empty: bool = False) -> str:
    """The words of a message; raises Invalid for too few, too many or unfit ones."""
    try:
        text = richtext.checked(body).strip()
    except richtext.UnfitText:
        text, may_be_empty = "", False
    if not (text or may_be_empty) or len(text) > LONGEST_BODY:
        raise Invalid(body=_("A message has 1 to %(most)d characters.", most=LONGEST_BODY))
    return text


def _hang(file_ids: Sequence[UUID], message: Message, actor: Person) -> list[Item]:
    """Hang files on a message that is new, and so has none yet."""
    return set_files(holder_of(message), file_ids, actor=actor) if file_ids else []
