"""Mentioning people of a conversation in what one says there."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select

from app.accounts.models import Person
from app.chat.models import Conversation, Message, MessageMention
from app.chat.policy import taking_part
from app.chat.services.following import call_into_thread
from app.core import clock, richtext
from app.core.db import session
from app.core.events import command
from app.people.mentions import handles_in, links_to
from app.people.policy import must_not_contact, visible_to
from app.people.services import note_mentions


def render_for(
    conversation: Conversation, text: str, *, before: str = "", author: Person
) -> tuple[str, frozenset[UUID]]:
    """A text as HTML for the people of a conversation, and whom of them it mentions.

    A handle of anybody else stays text, whether or not there is such a person, and so does that of somebody who wants
    no contact from the author; `before` is how the text read, whose handles are no new attempt to reach somebody.
    Naming oneself links, and mentions nobody.
    """
    handles = handles_in(text)
    people = _named(handles, conversation, author)
    new = {*handles} - {*handles_in(before), *(person.handle for person in people)}
    note_mentions(author, new, among=taking_part(conversation))
    html = richtext.render(text, mentions=links_to(people))
    return html, frozenset(person.id for person in people if person.id != author.id)


def _named(handles: Collection[str], conversation: Conversation, author: Person) -> list[Person]:
    if not handles:
        return []
    known = visible_to(author), Person.id.in_(taking_part(conversation))
    found = select(Person).where(Person.handle.in_(handles), *known)
    return list(session.scalars(found.where(~must_not_contact(author.id, Person.id, clock.now()))))


def keep_mentions(message: Message, mentioned: Collection[UUID]) -> bool:
    """Note whom a message mentions in place of whom it did before; whether somebody is new among them.

    Who is mentioned in a thread follows it from there on.
    """
    same = MessageMention.message_id == message.id
    before = set(session.scalars(select(MessageMention.person_id).where(same)))
    gone, new = before.difference(mentioned), before.symmetric_difference(mentioned) - before
    if gone:
        session.execute(delete(MessageMention).where(same, MessageMention.person_id.in_(gone)))
    place = {"message_id": message.id, "conversation_id": message.conversation_id, "seq": message.seq}
    session.add_all(MessageMention(person_id=person_id, **place) for person_id in new)
    call_into_thread(message, new)
    return bool(new)


@command
def render_again(message_id: UUID) -> None:
    """Make the HTML of a message anew, with the names that those whom it mentions have now; repeating does no harm."""
    message = session.scalars(select(Message).where(Message.id == message_id).with_for_update(of=Message)).one()
    named = select(MessageMention.person_id).where(MessageMention.message_id == message.id)
    people = session.scalars(select(Person).where(Person.id.in_(named) | (Person.id == message.author_id)))
    if message.deleted_at is None:
        message.html = richtext.render(message.body, mentions=links_to(people))
