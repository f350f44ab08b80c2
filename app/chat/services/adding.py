"""Adding a message to a conversation under its next number, once for each `client_id`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import MessageAddressed, MessageSent
from app.chat.meeting import left_before_answer
from app.chat.models import LONGEST_CLIENT_ID, Conversation, Message
from app.chat.services.answering import take_up
from app.chat.services.holding import hold, participation
from app.chat.services.linking import note_link
from app.chat.services.mentioning import Rendered, keep_mentions
from app.core import clock
from app.core.db import savepoint, session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import record
from app.core.folding import fold
from app.files.items import Item, words_for


def hold_for(conversation: Conversation, client_id: str, actor: Person) -> tuple[Conversation, Message | None]:
    """The conversation, held for words of the actor, and what they said under this `client_id` already.

    Raises NotFound for who takes no part, Forbidden where they may say nothing new.
    """
    if not 1 <= len(client_id) <= LONGEST_CLIENT_ID:
        raise Invalid(client_id=_("Use 1 to %(most)d characters.", most=LONGEST_CLIENT_ID))
    held = hold(conversation.id, actor)
    sent = _sent_before(client_id, actor)
    if sent is None:
        policy.demand_word(actor, held)
        may_say_more = left_before_answer(held, actor=actor) != 0
        demand(may_say_more, _("Nobody has replied yet. You can write again when somebody does."))
    return held, sent


def add_message(
    message: Message,
    conversation: Conversation,
    actor: Person,
    *,
    hang: Callable[[], list[Item]],
    rendered: Rendered | None = None,
) -> Message:
    """Give a new message the next number of a conversation that is held, hang its files on it, note whom it mentions.

    Gives another one where that was sent under the same `client_id` at the same moment.
    """
    client_id = message.client_id
    own = participation(conversation, actor)
    try:
        with savepoint():
            message.seq = conversation.last_seq = conversation.last_seq + 1
            message.at = clock.now()
            if message.is_in_log:  # what is answered in a thread moves no conversation up the list
                conversation.last_at = message.at
            if own.last_read_seq == message.seq - 1:  # who had read everything has read their own words too
                own.last_read_seq = message.seq
            message.files = hang()
            message.folded = findable(message)
            session.add(message)
            session.flush()  # with all of this at once: what hangs on a message follows its row
    except IntegrityError:  # on PostgreSQL: sent at the same moment to another conversation
        same = _sent_before(client_id, actor)
        if same is None:
            raise
        return same
    take_up(conversation, own)
    if conversation.room_id is not None:  # who writes in a topic follows it
        own.is_followed = True
    record(MessageSent(message.id, conversation.id, message.seq))
    note_link(message)
    calls = rendered is not None and rendered.is_addressed and keep_mentions(message, rendered)
    if calls or conversation.group_id is None:
        record(MessageAddressed(message.id))
    return message


def findable(message: Message) -> str:
    """What a message is looked for by."""
    return fold(f"{message.body} {words_for(message.files)}")


def _sent_before(client_id: str, author: Person) -> Message | None:
    sent = session.scalar(_own_message(), {"author_id": author.id, "client_id": client_id})
    if sent is not None and not session.scalar(
        select(Conversation.id).where(Conversation.id == sent.conversation_id, policy.visible_to(author))
    ):
        raise Conflict(_("This client_id was used in a conversation that you have left."))
    return sent


@cache
def _own_message() -> Select[Message]:
    return select(Message).where(
        Message.author_id == bindparam("author_id"), Message.client_id == bindparam("client_id")
    )
