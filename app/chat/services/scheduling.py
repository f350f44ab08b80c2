"""Scheduling: messages that are written now and sent later, judged anew at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.chat.attaching import holder_of
from app.chat.events import ScheduledMessageRefused
from app.chat.models import Conversation, Message, ScheduledMessage
from app.chat.services.adding import hold_for
from app.chat.services.writing import checked_body, demand_quotable, send_message
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, ParvisError, demand
from app.core.events import command, record
from app.core.scheduled import checked_moment, demand_room, do_due, hold, let_go, refuse, reschedule
from app.files.services import set_files

MOST_SCHEDULED = 100


@command
def schedule_message(
    conversation: Conversation,
    *,
    body: str,
    client_id: str,
    reply_to: Message | None = None,
    file_ids: Sequence[UUID] = (),
    scheduled_at: datetime,
    actor: Person,
) -> ScheduledMessage:
    """Write a message that is sent at a moment to come, within a year; until then it is its author's alone.

    The same `client_id` again gives the same one. Raises what `send_message` raises, Invalid for another moment,
    Conflict where a hundred wait already and for a `client_id` under which something was sent.
    """
    held, sent = hold_for(conversation, client_id, actor)
    if sent is not None:
        raise Conflict(_("This message was sent already."))
    same = select(ScheduledMessage).where(
        ScheduledMessage.author_id == actor.id, ScheduledMessage.client_id == client_id
    )
    if known := session.scalar(same):
        return known
    full = _("At most %(most)d messages can wait at once.", most=MOST_SCHEDULED)
    demand_room(ScheduledMessage, actor.id, most=MOST_SCHEDULED, words=full)
    demand_quotable(reply_to, held, actor=actor)
    scheduled = ScheduledMessage(
        author_id=actor.id,
        conversation_id=held.id,
        client_id=client_id,
        reply_to=reply_to.id if reply_to else None,
        body=checked_body(body, may_be_empty=bool(file_ids)),
        scheduled_at=checked_moment(scheduled_at),
    )
    session.add(scheduled)
    session.flush()
    scheduled.files = set_files(holder_of(scheduled), file_ids, actor=actor)
    return scheduled


@command
def change_scheduled(
    scheduled: ScheduledMessage,
    *,
    body: str | None = None,
    file_ids: Sequence[UUID] | None = None,
    scheduled_at: datetime | None = None,
    actor: Person,
) -> None:
    """Change what is given, and say anew when where it was refused. Raises NotFound where it is sent already."""
    hold(scheduled, actor.id)
    if file_ids is not None:
        scheduled.files = set_files(holder_of(scheduled), file_ids, actor=actor)
    if body is not None or file_ids is not None:
        text = scheduled.body if body is None else body
        scheduled.body = checked_body(text, may_be_empty=bool(scheduled.files))
    reschedule(scheduled, scheduled_at)


@command
def cancel_scheduled(scheduled: ScheduledMessage, *, actor: Person) -> None:
    """Let a scheduled message go, and its files. Raises NotFound where it is sent already."""
    hold(scheduled, actor.id)
    set_files(holder_of(scheduled), (), actor=actor)
    let_go(scheduled)


@command
def send_scheduled(scheduled: ScheduledMessage, *, actor: Person) -> Message:
    """Send a scheduled message now, with the rights its author has now: exactly once, for it is gone in the same
    transaction. Raises what `send_message` raises, and NotFound where it is sent already."""
    hold(scheduled, actor.id)
    demand(actor.may_enter, _("Your account was closed at that moment."))
    message = send_message(
        scheduled.conversation,
        body=scheduled.body,
        client_id=scheduled.client_id,
        reply_to=session.get(Message, scheduled.reply_to) if scheduled.reply_to else None,
        file_ids=[UUID(file["id"]) for file in scheduled.files],
        actor=actor,
    )
    set_files(holder_of(scheduled), (), actor=actor)
    let_go(scheduled)
    return message


@command
def refuse_scheduled(scheduled: ScheduledMessage, error: ParvisError) -> None:
    """Keep a scheduled message that could not be sent, and tell its author why; nothing where it is gone."""
    if refuse(scheduled, error, otherwise=_("You are no longer part of this conversation.")):
        record(ScheduledMessageRefused(scheduled.id, scheduled.author_id, clock.now()))


def send_due() -> None:
    """Send what is due; what is refused stays with its author, who is told why. Repeating does no harm."""
    do_due(ScheduledMessage, _send_now, refused=refuse_scheduled, language_of=lambda each: each.author.language)


def _send_now(scheduled: ScheduledMessage) -> Message:
    return send_scheduled(scheduled, actor=scheduled.author)
