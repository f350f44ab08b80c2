"""Mentioning people of a conversation in what one says there."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select

from app.accounts.handles import EVERYBODY
from app.accounts.models import Person
from app.chat.models import Conversation, Message, MessageMention
from app.chat.policy import taking_part
from app.chat.services.calling import keep_call, names_for_all
from app.chat.services.following import call_into_thread
from app.core import clock, richtext
from app.core.db import session
from app.core.events import command
from app.people.mentions import handles_in, links_to
from app.people.policy import must_not_contact, visible_to
from app.people.services import note_mentions


@dataclass(frozen=True)
class Rendered:
    """A text as HTML for the people of a conversation, and whom of them it mentions: some by name, or all at once."""

    html: str
    mentioned: frozenset[UUID] = frozenset()
    is_calling: bool = False

    @property
    def is_addressed(self) -> bool:
        """Whether it mentions anybody."""
        return bool(self.mentioned) or self.is_calling


def render_for(conversation: Conversation, text: str, *, message: Message | None = None, author: Person) -> Rendered:
    """A text for the people of a conversation.

    A handle of anybody else stays text, whether or not there is such a person, and so does that of somebody who wants
    no contact from the author, and what would call everybody where the author may not. Naming oneself links, and
    mentions nobody. `message` is the one whose words it takes the place of: the handles in those are no new attempt to
    reach somebody. Raises what `names_for_all` raises.
    """
    handles = handles_in(text)
    people = _named(handles, conversation, author)
    before = () if message is None else handles_in(message.body)
    new = {*handles} - {*before, *(person.handle for person in people)}
    note_mentions(author, new, among=taking_part(conversation))
    for_all = names_for_all(handles, conversation, author, message=message)
    html = richtext.render(text, mentions=links_to(people) | _all_by(for_all))
    is_calling = richtext.MENTION_OF_ALL in html
    return Rendered(html, frozenset(person.id for person in people if person.id != author.id), is_calling)


def _named(handles: Collection[str], conversation: Conversation, author: Person) -> list[Person]:
    if not handles:
        return []
    known = visible_to(author), Person.id.in_(taking_part(conversation))
    found = select(Person).where(Person.handle.in_(handles), *known)
    return list(session.scalars(found.where(~must_not_contact(author.id, Person.id, clock.now()))))


def keep_mentions(message: Message, rendered: Rendered) -> bool:
    """Note whom a message mentions in place of whom it did before; whether it calls somebody whom it did not yet.

    Who is mentioned by name in a thread follows it from there on.
    """
    return _keep_named(message, rendered.mentioned) | keep_call(message, is_calling=rendered.is_calling)


def _keep_named(message: Message, mentioned: Collection[UUID]) -> bool:
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
        for_all = handles_in(message.body) if richtext.MENTION_OF_ALL in message.html else ()
        message.html = richtext.render(message.body, mentions=links_to(people) | _all_by(for_all))


def _all_by(handles: Iterable[str]) -> dict[str, richtext.Mention]:
    return dict.fromkeys(EVERYBODY.intersection(handles), richtext.Mention("all"))
