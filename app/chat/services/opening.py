"""Beginning conversations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.chat.events import ConversationOpened
from app.chat.meeting import whom_to_ask
from app.chat.models import Conversation, Kind, Participant, pair_key
from app.chat.policy import demand_mutual_contact
from app.chat.services.answering import take_up
from app.core import clock
from app.core.db import savepoint, session
from app.core.errors import Forbidden, Invalid, demand
from app.core.events import command, record
from app.core.folding import one_line
from app.groups.models import Group
from app.groups.policy import can_talk
from app.people.models import Contact
from app.people.policy import are_kept_apart, must_not_contact
from app.people.services import note_attempt

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
    demand_reachable(others.values(), actor=actor)
    demand_together(others, others)
    conversation = Conversation(kind=Kind.PEOPLE, title=checked_title(title), opened_by=actor.id)
    return _begin(conversation, [actor, *others.values()], asked=whom_to_ask(others.values(), actor=actor))


@command
def open_room(group: Group, *, actor: Person) -> Conversation:
    """The room of a group, made when it is first opened. Raises Forbidden for who is not a member."""
    demand(can_talk(actor, group), _("Only members of the group talk in its room."))
    found = session.scalar(
        select(Conversation).where(Conversation.group_id == group.id, Conversation.kind == Kind.ROOM)
    )
    return found or _begin_once(Conversation(kind=Kind.ROOM, group_id=group.id, opened_by=actor.id), [])


def _open_pair(other: Person, actor: Person) -> Conversation:
    key = pair_key(actor.id, other.id)
    found = session.scalar(select(Conversation).where(Conversation.pair_key == key))
    if found is not None:
        take_up(found, session.get_one(Participant, (found.id, actor.id)))
        return found
    _demand_open(other)
    demand_mutual_contact(actor, other)
    pair = Conversation(kind=Kind.PAIR, pair_key=key, opened_by=actor.id)
    return _begin_once(pair, [actor, other], asked=whom_to_ask([other], actor=actor))


def _begin_once(conversation: Conversation, people: list[Person], *, asked: Collection[UUID] = ()) -> Conversation:
    """Begin it, or give the one that somebody else began at the same moment (possible on PostgreSQL)."""
    pair_key, group_id = conversation.pair_key, conversation.group_id
    try:
        with savepoint():
            return _begin(conversation, people, asked=asked)
    except IntegrityError:
        same = Conversation.pair_key == pair_key if pair_key else Conversation.group_id == group_id
        same_kind = Conversation.kind == conversation.kind
        return session.scalars(select(Conversation).where(same, same_kind)).one()


def _begin(conversation: Conversation, people: list[Person], *, asked: Collection[UUID]) -> Conversation:
    session.add(conversation)
    session.flush()
    places = {person.id: Participant(conversation_id=conversation.id, person_id=person.id) for person in people}
    for place in places.values():
        began_it = place.person_id == conversation.opened_by
        place.is_owner = began_it and conversation.kind == Kind.PEOPLE
        place.brought_by = None if began_it else conversation.opened_by
    for person_id in asked:
        places[person_id].waits_since = clock.now()
    if asked and len(asked) == len(people) - 1:
        conversation.unanswered_since = clock.now()
    session.add_all(places.values())
    session.flush()
    record(ConversationOpened(conversation.id))
    return conversation


def demand_reachable(people: Collection[Person], *, by: Contact = Contact.MESSAGE, actor: Person) -> None:
    """Raise Forbidden where somebody wants no contact from the actor or must have none, or has a closed account."""
    for person in people:
        _demand_open(person)
    away = Person.id.in_([person.id for person in people]), must_not_contact(actor.id, Person.id, clock.now())
    found = session.scalars(select(Person).where(*away).order_by(Person.name)).all()
    if found:
        note_attempt(actor, [person.id for person in found], by=by)
        raise Forbidden(_("You cannot write to %(name)s.", name=found[0].name))


def demand_together(comers: Collection[UUID], others: Collection[UUID]) -> None:
    """Raise Forbidden where an order of moderation keeps a comer and one of some others apart, whoever brings them
    together: the one would silence the other, or listen.
    """
    other = aliased(Person)
    pairs = select(Person.name).join(other, other.id.in_(others)).where(Person.id.in_(comers))
    apart = pairs.where(are_kept_apart(Person.id, other.id, clock.now()))
    name = session.scalar(apart.order_by(Person.name).limit(1))
    demand(name is None, _("%(name)s cannot be added to this conversation.", name=name))


def _demand_open(other: Person) -> None:
    demand(other.deactivated_at is None, _("The account of %(name)s is closed.", name=other.name))


def checked_title(title: str) -> str:
    """A title that can be used, none being one too; raises Invalid for one that is too long."""
    words = one_line(title)
    if len(words) > LONGEST_TITLE:
        raise Invalid(title=_("At most %(most)d characters.", most=LONGEST_TITLE))
    return words
