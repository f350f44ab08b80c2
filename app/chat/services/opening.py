"""Beginning and leaving conversations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.chat.events import ConversationLeft, ConversationOpened
from app.chat.meeting import demand_few_first_contacts, strangers_among
from app.chat.models import Conversation, Kind, Participant, pair_key
from app.chat.policy import demand_mutual_contact
from app.chat.services.answering import take_up
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.groups.models import Group
from app.groups.policy import can_talk
from app.people.policy import can_contact

MOST_PEOPLE = 50
LONGEST_TITLE = 80


@command
def open_conversation(people: Iterable[Person], *, title: str = "", actor: Person) -> Conversation:
    """Begin a conversation with people; with one person it is the one that the two have, which may be there already.

    Whoever never met the actor is asked first. Raises Invalid for nobody, too many or a title that cannot be used,
    Forbidden where somebody wants no contact, TooMany where too many are asked in a day.
    """
    others = {person.id: person for person in people if person.id != actor.id}
    if not others:
        raise Invalid(person_ids=_("Choose at least one other person."))
    if len(others) >= MOST_PEOPLE:
        raise Invalid(person_ids=_("A conversation has at most %(most)d people.", most=MOST_PEOPLE))
    if len(others) == 1:
        return _open_pair(next(iter(others.values())), actor)
    for person in others.values():
        _demand_open(person)
        demand(can_contact(actor, person), _("You cannot write to %(name)s.", name=person.name))
    conversation = Conversation(kind=Kind.PEOPLE, title=_checked_title(title), opened_by=actor.id)
    return _begin(conversation, [actor, *others.values()], asked=_asked(others.values(), actor))


@command
def open_room(group: Group, *, actor: Person) -> Conversation:
    """The room of a group, made when it is first opened. Raises Forbidden for who is not a member."""
    demand(can_talk(actor, group), _("Only members of the group talk in its room."))
    of_group = select(Conversation).where(Conversation.group_id == group.id)
    found = session.scalar(of_group)
    return found or _begin_once(Conversation(kind=Kind.ROOM, group_id=group.id, opened_by=actor.id), [])


@command
def leave_conversation(conversation: Conversation, *, actor: Person) -> None:
    """Leave a conversation between people; leaving twice changes nothing. Raises Conflict for a pair and a room."""
    if conversation.kind != Kind.PEOPLE:
        raise Conflict(_("This conversation cannot be left. It can be muted."))
    participant = session.get(Participant, (conversation.id, actor.id))
    if participant is not None:
        session.delete(participant)
        record(ConversationLeft(conversation.id, actor.id))


def _open_pair(other: Person, actor: Person) -> Conversation:
    key = pair_key(actor.id, other.id)
    found = session.scalar(select(Conversation).where(Conversation.pair_key == key))
    if found is not None:
        take_up(found, session.get_one(Participant, (found.id, actor.id)))
        return found
    _demand_open(other)
    demand_mutual_contact(actor, other)
    pair = Conversation(kind=Kind.PAIR, pair_key=key, opened_by=actor.id)
    return _begin_once(pair, [actor, other], asked=_asked([other], actor))


def _asked(others: Iterable[Person], actor: Person) -> set[UUID]:
    """Who of these must say first whether they want to talk."""
    strangers = strangers_among(list(others), actor=actor)
    if strangers:
        demand_few_first_contacts(len(strangers), actor=actor)
    return strangers


def _begin_once(conversation: Conversation, people: list[Person], *, asked: Collection[UUID] = ()) -> Conversation:
    """Begin it, or give the one that somebody else began at the same moment (possible on PostgreSQL)."""
    pair_key, group_id = conversation.pair_key, conversation.group_id
    try:
        with session.begin_nested():
            return _begin(conversation, people, asked=asked)
    except IntegrityError:
        same = Conversation.pair_key == pair_key if pair_key else Conversation.group_id == group_id
        return session.scalars(select(Conversation).where(same)).one()


def _begin(conversation: Conversation, people: list[Person], *, asked: Collection[UUID]) -> Conversation:
    session.add(conversation)
    session.flush()
    places = {person.id: Participant(conversation_id=conversation.id, person_id=person.id) for person in people}
    for person_id in asked:
        places[person_id].waits_since = clock.now()
    if asked and len(asked) == len(people) - 1:
        conversation.unanswered_since = clock.now()
    session.add_all(places.values())
    session.flush()
    record(ConversationOpened(conversation.id))
    return conversation


def _demand_open(other: Person) -> None:
    demand(other.deactivated_at is None, _("The account of %(name)s is closed.", name=other.name))


def _checked_title(title: str) -> str:
    if len(title.strip()) > LONGEST_TITLE:
        raise Invalid(title=_("At most %(most)d characters.", most=LONGEST_TITLE))
    return title.strip()
