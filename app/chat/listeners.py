"""What chat does when something happened elsewhere."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.events import PersonRenamed
from app.chat.models import MessageMention
from app.chat.services.mentioning import render_again
from app.core.db import session


def follow_new_name(fact: PersonRenamed) -> None:
    """Show a person's new name where messages mention them; each in a short transaction of its own."""
    naming = select(MessageMention.message_id).where(MessageMention.person_id == fact.person_id)
    for message_id in session.scalars(naming).all():
        render_again(message_id)
