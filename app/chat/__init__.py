"""Chat: conversations, their messages in one order, and who has read what."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from app.accounts.events import PersonDeactivated, PersonRenamed
from app.accounts.hooks import me_parts
from app.accounts.models import Person
from app.chat import (
    api,
    api_belonging,
    api_history,
    api_marks,
    api_mentions,
    api_parts,
    api_presence,
    api_reminders,
    api_scheduled,
    api_shared,
    api_threads,
    api_topics,
    attaching,
    services,
    views,
)
from app.chat.drafting import DRAFTED
from app.chat.events import MessageLinked
from app.chat.listeners import follow_new_name
from app.chat.models import Conversation, Participant
from app.chat.polled import find_polled_message
from app.chat.queries import HAS_UNREAD, count_mentions, count_unread
from app.chat.services.linking import links_of_messages, preview_message_link
from app.chat.services.polling import close_due_message_poll
from app.core import outbox, scheduled
from app.core.api import register as register_api
from app.core.db import session
from app.core.events import command, on
from app.core.frame import Entry, add_entry
from app.files.hooks import holder_seen, places_of
from app.groups.events import MemberJoined
from app.links.hooks import linked_texts
from app.people.hooks import Act, acts_towards
from app.people.policy import can_contact
from app.polls.hooks import find_polled


def register(app: Flask) -> None:
    """Bring chat into the house."""
    app.register_blueprint(views.chat)
    app.register_blueprint(views.keeping)
    register_api(app, api.blueprint)
    register_api(app, api_history.blueprint)
    register_api(app, api_marks.blueprint)
    register_api(app, api_parts.blueprint)
    register_api(app, api_presence.blueprint)
    register_api(app, api_reminders.blueprint)
    register_api(app, api_mentions.blueprint)
    register_api(app, api_scheduled.blueprint)
    register_api(app, api_shared.blueprint)
    register_api(app, api_threads.blueprint)
    register_api(app, api_belonging.blueprint)
    register_api(app, api_topics.blueprint)
    entry = Entry(_l("Messages"), "chat.index", "messages-square", 20, unread=HAS_UNREAD.of, behavior="chat/unread")
    add_entry(app, entry)
    HAS_UNREAD.bring(app)
    acts_towards.answer(app, ways_to_write)
    holder_seen.answer(app, attaching.sees)
    places_of.answer(app, attaching.places)
    linked_texts.answer(app, links_of_messages)
    find_polled.answer(app, find_polled_message)
    for place in DRAFTED:
        place.bring(app)
    outbox.add_job(app, close_due_message_poll)
    outbox.every(app, services.EVERY, services.forget_past)
    outbox.every(app, scheduled.EVERY, services.send_due)
    outbox.every(app, services.REMIND_EVERY, services.remind_due)
    on(app, MemberJoined, remember_newcomer)
    on(app, PersonDeactivated, lambda fact: services.pass_on_conversations(fact.person_id))
    on(app, PersonRenamed, follow_new_name)
    on(app, MessageLinked, preview_message_link, leisurely=True)
    me_parts.answer(app, unread)


def unread(person: Person) -> dict[str, Any]:
    """How many messages wait, and how many that mention the person, in muted conversations too."""
    return {"unread": {"messages": count_unread(person), "mentions": count_mentions(person)}}


def ways_to_write(viewer: Person, other: Person) -> list[Act]:
    """A link that opens the conversation with somebody, where the viewer may write to them."""
    if viewer.id == other.id or other.deactivated_at is not None or not can_contact(viewer, other):
        return []
    return [Act(_l("Write a message"), f"/messages/new?with={other.id}", "messages-square", is_first=True)]


@command
def remember_newcomer(fact: MemberJoined) -> None:
    """What was said in a room and its topics before somebody joined does not wait for them as unread; idempotent."""
    place = Participant.conversation_id == Conversation.id, Participant.person_id == fact.person_id
    said = Conversation.group_id == fact.group_id, Conversation.last_seq > 0, ~exists().where(*place)
    for there in session.scalars(select(Conversation).where(*said)).all():
        session.add(Participant(conversation_id=there.id, person_id=fact.person_id, last_read_seq=there.last_seq))
