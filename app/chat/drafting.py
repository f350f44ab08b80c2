"""Where messages are begun: in conversations, in the threads under their messages, and for later."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from app.accounts.models import Person
from app.chat.models import Conversation, Message, ScheduledMessage
from app.chat.policy import STANDING, said_to, visible_to
from app.chat.services.writing import LONGEST_BODY
from app.drafts.places import Place, among

BESIDE = 100
"""Characters for what is chosen beside the words."""


def _read_by(person: Person) -> ColumnElement[bool]:
    return and_(*STANDING, said_to(person))


def _waiting_of(person: Person) -> ColumnElement[bool]:
    return ScheduledMessage.author_id == person.id


DRAFTED = (
    Place("chat", LONGEST_BODY, among(Conversation.id, visible_to)),
    Place("thread", LONGEST_BODY + BESIDE, among(Message.id, _read_by)),
    Place("scheduled-message", LONGEST_BODY + BESIDE, among(ScheduledMessage.id, _waiting_of)),
)
