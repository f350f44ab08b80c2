"""What files hang on in chat: messages, also those that wait for their time, and who sees those."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.chat.models import Message, ScheduledMessage
from app.chat.policy import STANDING, said_to
from app.core.db import session
from app.files.hooks import Place
from app.files.models import Holder

MESSAGE, SCHEDULED = "message", "unsent"


def holder_of(written: Message | ScheduledMessage) -> Holder:
    """The message, also one that waits for its time, as files know it."""
    return Holder(MESSAGE if isinstance(written, Message) else SCHEDULED, written.id)


def sees(viewer: Person, holder: Holder) -> bool:
    """Whether the viewer may read this message now; false for other things, and for a message that is gone."""
    if holder.kind == SCHEDULED:
        own = select(ScheduledMessage.id).where(ScheduledMessage.author_id == viewer.id)
        return session.scalar(own.where(ScheduledMessage.id == holder.id)) is not None
    if holder.kind != MESSAGE:
        return False
    standing = (Message.id == holder.id, *STANDING)
    found = select(Message.id).where(*standing, said_to(viewer))
    return session.scalar(found) is not None


def places(viewer: Person, holders: Collection[Holder]) -> dict[Holder, Place]:
    """Where those of these are that are messages which the viewer may read."""
    ids = [holder.id for holder in holders if holder.kind == MESSAGE]
    standing = (Message.id.in_(ids), *STANDING)
    found = select(Message.id, Message.conversation_id).where(*standing)
    return {
        Holder(MESSAGE, row.id): Place(_("in a message"), f"/messages/{row.conversation_id}")
        for row in session.execute(found.where(said_to(viewer)))
    }
