"""Looking after a conversation of several people: its name, who brings others in, its end, and who does it next."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select, update

from app.accounts.models import Person, is_guest_of
from app.chat import policy
from app.chat.models import Conversation, Kind, Participant
from app.chat.services.holding import hold
from app.chat.services.noting import note_act
from app.chat.services.opening import checked_title
from app.chat.services.topics import close_topic, rename_topic, reopen_topic
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, demand
from app.core.events import command
from app.people.models import Contact
from app.people.services import demand_contact


@command
def change_conversation(
    conversation: Conversation,
    *,
    title: str | None = None,
    invites: str | None = None,
    writes: str | None = None,
    calls: str | None = None,
    closed: bool | None = None,
    actor: Person,
) -> None:
    """Change what is given of a conversation of several people (`invites` is "owner" or "everybody") or of a topic, or
    who writes in a room, and in either who calls everybody (`writes` and `calls` are "keepers" or "everybody").

    Raises what renaming, choosing who invites, who writes and who calls, closing and opening again raise.
    """
    if conversation.kind == Kind.TOPIC:
        _change_topic(conversation, title=title, closed=closed, actor=actor)
        title = closed = None
    if title is not None:
        rename_conversation(conversation, title=title, actor=actor)
    if invites is not None:
        choose_who_invites(conversation, owner_alone=invites == "owner", actor=actor)
    if writes is not None:
        choose_who_writes(conversation, keepers_alone=writes == "keepers", actor=actor)
    if calls is not None:
        choose_who_calls(conversation, keepers_alone=calls == "keepers", actor=actor)
    if closed is not None:
        (close_conversation if closed else reopen_conversation)(conversation, actor=actor)


def _change_topic(topic: Conversation, *, title: str | None, closed: bool | None, actor: Person) -> None:
    if closed is False:
        reopen_topic(topic, actor=actor)
    if title is not None:
        rename_topic(topic, title=title, actor=actor)
    if closed:
        close_topic(topic, actor=actor)


@command
def rename_conversation(conversation: Conversation, *, title: str, actor: Person) -> None:
    """Give a conversation of several people another name, or none; the same again changes nothing.

    Raises Forbidden for who does not look after it, Invalid for a name that is too long.
    """
    held = _hold_own(conversation, actor)
    name = checked_title(title)
    if name != held.title:
        policy.demand_contact(actor, held)  # a name is words, that everybody there reads
        demand(held.unanswered_since is None, _("Nobody has replied yet. You can write again when somebody does."))
        held.title = name
        note_act("renamed" if name else "untitled", held, title=name, actor=actor)


@command
def hand_over_conversation(conversation: Conversation, person: Person, *, actor: Person) -> None:
    """Let somebody else who takes part look after a conversation; to oneself it changes nothing.

    Raises Forbidden for who does not look after it, Conflict for who is not in it or has not said that they want it.
    """
    held = _hold_own(conversation, actor)
    if person.id == actor.id:
        return
    place = policy.place_of(person, held)
    if place is None or place.waits_since is not None or person.deactivated_at is not None:
        raise Conflict(_("%(name)s does not take part in this conversation.", name=person.name))
    demand_contact(actor, person, by=Contact.INVITATION, words=_("You cannot write to %(name)s.", name=person.name))
    session.get_one(Participant, (held.id, actor.id)).is_owner = False
    place.is_owner = True
    note_act("handed", held, people=[person], actor=actor)


@command
def choose_who_invites(conversation: Conversation, *, owner_alone: bool, actor: Person) -> None:
    """Say whether everybody in a conversation brings others in, or its owner alone; the same again changes nothing.

    Raises Forbidden for who does not look after it.
    """
    held = _hold_own(conversation, actor)
    if owner_alone != held.owner_invites:
        held.owner_invites = owner_alone
        note_act("owner_adds" if owner_alone else "all_add", held, actor=actor)


@command
def choose_who_writes(room: Conversation, *, keepers_alone: bool, actor: Person) -> None:
    """Let all members write in the room of a group and its topics, or only those who look after it; the same again
    changes nothing.

    Raises Forbidden for who does not own the group, Conflict for a conversation that is no room.
    """
    held = hold(room.id, actor)
    if held.kind != Kind.ROOM:
        raise Conflict(_("Everybody in this conversation writes in it."))
    demand(policy.can_choose_writers(actor, held), _("The owners of the group say who writes in its room."))
    if keepers_alone != held.keepers_write:
        held.keepers_write = keepers_alone
        topics = update(Conversation).where(Conversation.room_id == held.id)
        session.execute(topics.values(keepers_write=keepers_alone))
        note_act("keepers_say" if keepers_alone else "all_say", held, actor=actor)


@command
def choose_who_calls(conversation: Conversation, *, keepers_alone: bool, actor: Person) -> None:
    """Let everybody in a conversation of several people or in a room with its topics call all the others at once, or
    only those who look after it; what is so already changes nothing.

    Raises Forbidden for who does not look after it or own its group, Conflict for a pair and for a topic.
    """
    held = hold(conversation.id, actor)
    if held.kind not in {Kind.PEOPLE, Kind.ROOM}:
        raise Conflict(_("Who calls everybody here is not chosen."))
    may = policy.can_choose_writers(actor, held) or policy.owns(actor, held)
    demand(may, _("Who looks after this conversation says who calls everybody in it."))
    if keepers_alone == policy.is_open_to_calls(held):
        held.everybody_calls = not keepers_alone
        topics = update(Conversation).where(Conversation.room_id == held.id)
        session.execute(topics.values(everybody_calls=not keepers_alone))
        note_act("keepers_call" if keepers_alone else "all_call", held, actor=actor)


@command
def close_conversation(conversation: Conversation, *, actor: Person) -> None:
    """End a conversation for everybody in it: it is read, and nothing is said any more. Repeating changes nothing.

    Raises Forbidden for who does not look after it.
    """
    held = _hold_own(conversation, actor)
    if held.closed_at is None:
        held.closed_at = clock.now()
        note_act("closed", held, actor=actor)


@command
def reopen_conversation(conversation: Conversation, *, actor: Person) -> None:
    """The contrary of `close_conversation`; repeating changes nothing. Raises Forbidden as that does."""
    held = _hold_own(conversation, actor)
    if held.closed_at is not None:
        held.closed_at = None
        note_act("reopened", held, actor=actor)


@command
def pass_on_conversations(person_id: UUID) -> None:
    """Let others look after the conversations of somebody whose account is closed; repeating changes nothing."""
    owned = select(Participant.conversation_id).where(Participant.person_id == person_id, Participant.is_owner)
    locked = select(Conversation).where(Conversation.id.in_(owned)).order_by(Conversation.id).with_for_update()
    for conversation in session.scalars(locked).all():
        pass_on(conversation)


def pass_on(conversation: Conversation) -> None:
    """Let whoever is in a conversation the longest look after it, guests last: who began it with others before who
    came later.

    Where nobody has taken it up it stays with who has it, or with nobody: then whoever does first looks after it.
    """
    places = (
        select(Participant, Person)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.conversation_id == conversation.id)
        .where(Participant.waits_since.is_(None), Person.deactivated_at.is_(None))
        .order_by(
            is_guest_of(Person.id), Participant.joined_at.is_not(None), Participant.joined_at, Participant.person_id
        )
    )
    found = session.execute(places.limit(1)).first()
    if found is None:
        return
    for owner in session.scalars(
        select(Participant).where(Participant.conversation_id == conversation.id, Participant.is_owner)
    ):
        owner.is_owner = False
    place, person = found
    place.is_owner = True
    note_act("owner", conversation, actor=person)


def _hold_own(conversation: Conversation, actor: Person) -> Conversation:
    held = hold(conversation.id, actor)
    if held.kind != Kind.PEOPLE:
        raise Conflict(_("This conversation has nobody who looks after it."))
    demand(policy.owns(actor, held), _("Only the person who looks after this conversation does that."))
    return held
