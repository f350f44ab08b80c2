"""Who may read a conversation and write in it: those who take part, and nobody else, whatever their role."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select, and_, or_, select

from app.accounts.models import Person, Role
from app.chat.models import Conversation, Kind, Message, Participant
from app.core.db import session
from app.core.errors import Conflict, demand
from app.groups.models import Group
from app.groups.policy import can_keep, groups_of
from app.people.policy import can_contact

STANDING = (Message.deleted_at.is_(None), Message.hidden_at.is_(None))
"""What keeps a message among those that are read, as filters: nobody took it back, and moderation did not hide it."""


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The conversations the viewer takes part in, as a filter for any query; a room is its group's members'."""
    invited = select(Participant.conversation_id).where(
        Participant.person_id == viewer.id, Participant.declined_at.is_(None)
    )
    own_groups = select(Group.id).where(Group.id.in_(groups_of(viewer)), Group.deleted_at.is_(None))
    return or_(
        and_(Conversation.kind != Kind.ROOM, Conversation.id.in_(invited.correlate(None))),
        and_(Conversation.kind == Kind.ROOM, Conversation.group_id.in_(own_groups.correlate(None))),
    )


def conversations_of(viewer: Person) -> Select[UUID]:
    """The identifiers of the viewer's conversations, as a subquery; what filters messages in lists and in search."""
    return select(Conversation.id).where(visible_to(viewer))


def demand_standing(message: Message) -> None:
    """Raise Conflict for a message that nobody may read any more."""
    if message.is_gone:
        raise Conflict(_("This message was deleted."))


def can_change_terms(actor: Person) -> bool:
    """How long messages are kept is the administration's to say, for all conversations of a kind alike."""
    return actor.has(Role.ADMIN)


def can_pin(actor: Person, conversation: Conversation) -> bool:
    """Everybody in a conversation between people; in a room those who look after its group."""
    if conversation.kind != Kind.ROOM:
        return True
    return can_keep(actor, session.get_one(Group, conversation.group_id))


def taken_up_by(person: Person) -> Select[UUID]:
    """The conversations in which the others may hear when somebody is here: not those they are only asked into."""
    waiting = select(Participant.conversation_id).where(
        Participant.person_id == person.id, Participant.waits_since.is_not(None)
    )
    return conversations_of(person).where(Conversation.id.not_in(waiting))


def demand_contact(actor: Person, conversation: Conversation) -> None:
    """Raise Forbidden where the other of a pair wants no contact from the actor, and in an archived group's room."""
    if conversation.kind == Kind.ROOM:
        archived = select(Group.archived_at).where(Group.id == conversation.group_id)
        demand(session.scalar(archived) is None, _("The group is in the archive."))
    if conversation.kind != Kind.PAIR:
        return
    other = session.scalar(
        select(Person)
        .join(Participant, Participant.person_id == Person.id)
        .where(Participant.conversation_id == conversation.id, Person.id != actor.id)
    )
    demand(other is None or can_contact(actor, other), _("You cannot write to this person."))
