"""Where messages are begun: in conversations, in the threads under their messages, and for later."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.chat.models import Conversation, Message, ScheduledMessage
from app.chat.policy import STANDING, said_to, visible_to
from app.chat.queries.naming import name_conversations
from app.chat.services.writing import LONGEST_BODY
from app.core.db import session
from app.drafts.places import Find, Place, Spot, among

BESIDE = 100
"""Characters for what is chosen beside the words."""


def _read_by(person: Person) -> ColumnElement[bool]:
    return and_(*STANDING, said_to(person))


def _waiting_of(person: Person) -> ColumnElement[bool]:
    return ScheduledMessage.author_id == person.id


def _in_conversations(person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
    return {each: Spot(f"/messages/{each}", name) for each, name in name_conversations(ids, viewer=person).items()}


def _in_those_of(identifier: InstrumentedAttribute[UUID], place: InstrumentedAttribute[UUID], address: str) -> Find:
    """In the conversations of messages, or of what waits to be one, at an address with `{conversation}` and `{id}`."""

    def find(person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
        found = session.execute(select(identifier, place).where(identifier.in_(ids))).all()
        names = name_conversations({conversation for _each, conversation in found}, viewer=person)
        return {
            each: Spot(address.format(id=each, conversation=conversation), names.get(conversation, ""))
            for each, conversation in found
        }

    return find


DRAFTED = (
    Place("chat", LONGEST_BODY, _l("A message"), open_to=among(Conversation.id, visible_to), find=_in_conversations),
    Place(
        "thread",
        LONGEST_BODY + BESIDE,
        _l("A reply in a thread"),
        open_to=among(Message.id, _read_by),
        find=_in_those_of(Message.id, Message.conversation_id, "/messages/{conversation}?thread={id}"),
    ),
    Place(
        "scheduled-message",
        LONGEST_BODY + BESIDE,
        _l("A message for later"),
        open_to=among(ScheduledMessage.id, _waiting_of),
        find=_in_those_of(ScheduledMessage.id, ScheduledMessage.conversation_id, "/messages/scheduled/{id}/edit"),
    ),
)
