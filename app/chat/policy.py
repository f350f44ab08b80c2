"""Who may read a conversation and write in it: those who take part, and nobody else, whatever their role."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, exists, func, or_, select

from app.accounts.models import Person, Role
from app.accounts.prepared import NOW, Statement, any_viewer
from app.chat.models import Conversation, Kind, Message, Participant
from app.core import clock
from app.core.db import Identifier, session
from app.core.errors import Conflict, Forbidden, demand
from app.core.prepared import prepared
from app.groups.models import Group, Membership
from app.groups.policy import can_keep, can_own, groups_of
from app.people.models import Contact
from app.people.policy import is_kept_from, stands_between
from app.people.queries import is_blocking
from app.people.services import demand_contact as demand_contact_with
from app.people.services import note_attempt

STANDING = (Message.deleted_at.is_(None), Message.hidden_at.is_(None))
"""What keeps a message among those that are read, as filters: nobody took it back, and moderation did not hide it."""

FEW = 12
"""Among so many people at most everybody knows whom they call, and may call all."""

_CONVERSATION: BindParameter[UUID] = bindparam("conversation_id", type_=Identifier())
_GROUP: BindParameter[UUID] = bindparam("group_id", type_=Identifier())
_VIEWER: BindParameter[UUID] = bindparam("viewer_id", type_=Identifier())
SPOKEN = (*STANDING, Message.act.is_(None))
"""What makes a message wait to be read, as filters: it stands, and somebody says it. A line of the house does not."""


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The conversations the viewer takes part in, as a filter for any query; a room, and with it each of its topics,
    is its group's members'.
    """
    invited = select(Participant.conversation_id).where(
        Participant.person_id == viewer.id, Participant.declined_at.is_(None)
    )
    own_groups = select(Group.id).where(Group.id.in_(groups_of(viewer)), Group.deleted_at.is_(None))
    return or_(
        and_(Conversation.group_id.is_(None), Conversation.id.in_(invited.correlate(None))),
        Conversation.group_id.in_(own_groups.correlate(None)),
    )


def one_of_the_viewers() -> Select[Conversation]:
    """The conversation `conversation_id` if `viewer_id` takes part in it: for statements that are made once."""
    return select(Conversation).where(Conversation.id == _CONVERSATION, visible_to(any_viewer()))


def conversations_of(viewer: Person) -> Select[UUID]:
    """The identifiers of the viewer's conversations, as a subquery; what filters messages in lists and in search."""
    return select(Conversation.id).where(visible_to(viewer))


def messages_of(viewer: Person) -> Select[UUID]:
    """The identifiers of the messages that the viewer may read and that still stand, as a subquery."""
    return select(Message.id).where(said_to(viewer), *STANDING)


def said_to(viewer: Person) -> ColumnElement[bool]:
    """The messages the viewer may read, as a filter for any query: those of their conversations since they came in."""
    before = select(Participant.person_id).where(
        Participant.conversation_id == Message.conversation_id,
        Participant.person_id == viewer.id,
        Participant.since_seq >= Message.seq,
    )
    return and_(Message.conversation_id.in_(conversations_of(viewer)), ~before.correlate(Message).exists())


def taking_part(conversation: Conversation) -> Select[UUID]:
    """Who takes part, as a subquery of identifiers; who declined is among them, of which the others hear nothing."""
    if conversation.group_id is not None:
        return select(Membership.person_id).where(Membership.group_id == conversation.group_id)
    return select(Participant.person_id).where(Participant.conversation_id == conversation.id)


def demand_standing(message: Message) -> None:
    """Raise Conflict for a message that nobody may read any more, and for a line of the house."""
    if message.is_gone:
        raise Conflict(_("This message was deleted."))
    demand_spoken(message)


def demand_spoken(message: Message) -> None:
    """Raise Conflict for a line of the house, with which nothing is done: it says what happened."""
    if message.act is not None:
        raise Conflict(_("This line says what happened. It stays as it is."))


def place_of(person: Person, conversation: Conversation) -> Participant | None:
    """The person's place in a conversation, where they have one."""
    return session.get(Participant, (conversation.id, person.id))


def owns(actor: Person, conversation: Conversation) -> bool:
    """Whether the actor looks after a conversation of several people."""
    place = place_of(actor, conversation)
    return conversation.kind == Kind.PEOPLE and place is not None and place.is_owner


def can_invite(actor: Person, conversation: Conversation) -> bool:
    """Everybody in a conversation of several people, unless its owner keeps that to themselves; a pair stays a pair."""
    if conversation.kind != Kind.PEOPLE or conversation.closed_at is not None:
        return False
    return owns(actor, conversation) or not conversation.owner_invites


def can_open_topic(actor: Person, room: Conversation) -> bool:
    """Whoever may say something new in a room, in which a topic is opened."""
    return room.kind == Kind.ROOM and why_closed(actor, room) is None


def can_change_topic(actor: Person, topic: Conversation) -> bool:
    """Who opened a topic renames it, closes it and opens it again, and so do those who look after the group."""
    if topic.kind != Kind.TOPIC:
        return False
    return topic.opened_by == actor.id or can_keep(actor, session.get_one(Group, topic.group_id))


def _is_put_away(conversation: Conversation) -> bool:
    """Whether the group of a room or topic is in the archive."""
    if conversation.group_id is None:
        return False
    return prepared(_archived_at).all(group_id=conversation.group_id)[0][0] is not None


def _archived_at() -> Statement:
    return select(Group.archived_at).where(Group.id == _GROUP)


def can_change_terms(actor: Person) -> bool:
    """How long messages are kept is the administration's to say, for all conversations of a kind alike."""
    return actor.has(Role.ADMIN)


def can_pin(actor: Person, conversation: Conversation) -> bool:
    """Everybody in a conversation between people; in a room and its topics those who look after the group."""
    if conversation.group_id is None:
        return True
    return can_keep(actor, session.get_one(Group, conversation.group_id))


def can_choose_writers(actor: Person, conversation: Conversation) -> bool:
    """The owners of a group say who writes in its room."""
    return conversation.kind == Kind.ROOM and can_own(actor, session.get_one(Group, conversation.group_id))


def everybody_calls(kind: str, chosen: bool | None, count: int) -> bool:
    """Whether everybody in a conversation calls all the others at once, or those alone who look after it.

    As was chosen there; else everybody does among few people, and in the room of a group those who look after it.
    """
    return chosen if chosen is not None else kind == Kind.PEOPLE and count <= FEW


def can_call_all(actor: Person, conversation: Conversation) -> bool:
    """Whether the actor calls everybody there at once; of two nobody does, for all that is said is for the other."""
    if actor.is_guest or conversation.kind == Kind.PAIR:
        return False
    return is_open_to_calls(conversation) or _looks_after(actor, conversation)


def is_open_to_calls(conversation: Conversation) -> bool:
    """Whether everybody in it calls all the others."""
    people = taking_part(conversation).subquery()
    count = session.scalar(select(func.count()).select_from(people)) or 0
    return everybody_calls(conversation.kind, conversation.everybody_calls, count)


def _looks_after(actor: Person, conversation: Conversation) -> bool:
    if conversation.group_id is None:
        return owns(actor, conversation)
    return can_keep(actor, session.get_one(Group, conversation.group_id))


def demand_word(actor: Person, conversation: Conversation) -> None:
    """Raise Forbidden where the actor must not say anything: as `demand_contact` does, and in a room that is for
    announcements, for who does not look after its group. There one reads and reacts; an answer, in a thread too, is a
    word like any other, for a room of announcements in which everybody answers is none.
    """
    demand_contact(actor, conversation)
    if conversation.keepers_write:
        may = can_keep(actor, session.get_one(Group, conversation.group_id))
        demand(may, _("Only those who look after the group write here. You can read and react."))


def taken_up_by(person: Person) -> Select[UUID]:
    """The conversations in which the others may hear when somebody is here: not those they are only asked into."""
    waiting = select(Participant.conversation_id).where(
        Participant.person_id == person.id, Participant.waits_since.is_not(None)
    )
    return conversations_of(person).where(Conversation.id.not_in(waiting))


def demand_contact(actor: Person, conversation: Conversation, *, by: Contact = Contact.MESSAGE) -> None:
    """Raise Forbidden where the actor must not write: in a closed conversation and an archived group's room, in a pair
    of which one blocked the other, and between people of whom an order of moderation keeps the actor from one, which
    is kept for who steers that case.
    """
    demand_open_place(conversation)
    if conversation.group_id is not None:
        return
    is_pair = conversation.kind == Kind.PAIR
    asked = {"conversation_id": conversation.id, "viewer_id": actor.id, "now": clock.now()}
    if not prepared(_keeps_from_writing, is_pair).all(**asked)[0][0]:  # nearly always; it is asked at each message
        return
    if not is_pair:
        note_attempt(actor, session.scalars(taking_part(conversation)).all(), by=by)
        raise Forbidden(_("A decision keeps you from writing to somebody who takes part here."))
    people = select(Person).join(Participant, Participant.person_id == Person.id)
    other = people.where(Participant.conversation_id == conversation.id, Person.id != actor.id)
    demand_mutual_contact(actor, session.scalars(other).one(), by=by)


def demand_open_place(conversation: Conversation) -> None:
    """Raise Forbidden where nothing is said any more, whoever wants to say it."""
    demand(not _is_put_away(conversation), _("The group is in the archive."))
    is_topic = conversation.kind == Kind.TOPIC
    closed = _("This topic is closed.") if is_topic else _("This conversation is closed.")
    demand(conversation.closed_at is None, closed)


def _keeps_from_writing(is_pair: bool) -> Statement:
    """Whether something between the viewer and the other of a pair may, or a decision does among several people."""
    other = Participant.conversation_id == _CONVERSATION, Participant.person_id != _VIEWER
    between = stands_between if is_pair else is_kept_from
    return select(exists().where(*other, between(_VIEWER, Participant.person_id, NOW)))


def why_closed(viewer: Person, conversation: Conversation) -> str | None:
    """Why the viewer cannot write there at present, in words; None where they can."""
    try:
        demand_word(viewer, conversation)
    except Forbidden as refusal:
        return refusal.detail
    return None


def demand_mutual_contact(actor: Person, other: Person, *, by: Contact = Contact.MESSAGE) -> None:
    """Raise Forbidden where one of the two has blocked the other, or must not contact them: who blocks somebody does
    not go on writing to a person who cannot answer.
    """
    demand_contact_with(actor, other, by=by, words=_("You cannot write to %(name)s.", name=other.name))
    demand(not is_blocking(actor, other), _("You blocked %(name)s. Lift that to write again.", name=other.name))


def demand_answerable(actor: Person, message: Message, *, by: Contact = Contact.MESSAGE) -> None:
    """Raise Forbidden where the author of a message keeps the actor away from what is theirs, or moderation does."""
    author = session.get_one(Person, message.author_id)
    if author.id != actor.id:
        demand_contact_with(actor, author, by=by, words=_("You cannot reply to %(name)s.", name=author.name))
