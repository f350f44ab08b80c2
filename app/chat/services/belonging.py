"""Who comes into a conversation of several people, and who goes."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from sqlalchemy import delete, func, select

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import ConversationLeft, ConversationOpened
from app.chat.meeting import whom_to_ask
from app.chat.models import Conversation, Kind, Message, Participant, ThreadPlace
from app.chat.services.answering import decline_request, take_up
from app.chat.services.holding import hold, participation
from app.chat.services.noting import ADDED, note_act
from app.chat.services.opening import MOST_PEOPLE, demand_reachable, demand_together
from app.chat.services.owning import pass_on
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record
from app.people.models import Contact


@command
def invite_to_conversation(
    conversation: Conversation, people: Iterable[Person], *, shows_past: bool = False, actor: Person
) -> None:
    """Bring people into a conversation of several; who is in it already stays as they are.

    Everybody in it may, unless its owner keeps that to themselves: as in the messengers people know, for whoever needs
    one more colleague should not have to wait for one other. Newcomers read what is said from now on, for those who
    spoke before did not speak to them; `shows_past` gives them what the actor reads of it, and no more. An answer
    that quotes an older message shows its words as a forwarded one would. Who never met the actor is asked first.
    Raises Invalid for nobody or too many, Forbidden where somebody wants no contact or the actor must not write there,
    TooMany where too many are asked in a day, Conflict for a pair or a room.
    """
    if conversation.kind != Kind.PEOPLE:
        raise Conflict(_("Nobody can be added to this conversation. Start one with several people."))
    invited = list(people)
    if not invited:
        raise Invalid(person_ids=_("Choose at least one other person."))
    held = hold(conversation.id, actor)
    demand(policy.can_invite(actor, held), _("Only the person who looks after this conversation adds others."))
    policy.demand_contact(actor, held, by=Contact.INVITATION)
    comers = {person.id: person for person in invited if policy.place_of(person, held) is None}
    in_it = session.scalar(select(func.count()).where(Participant.conversation_id == held.id)) or 0
    if in_it + len(comers) > MOST_PEOPLE:
        raise Invalid(person_ids=_("A conversation has at most %(most)d people.", most=MOST_PEOPLE))
    together = {*comers, *session.scalars(policy.taking_part(held))} - {actor.id}
    demand_reachable(comers.values(), by=Contact.INVITATION, actor=actor)
    demand_together(comers, together)
    own = participation(held, actor)
    take_up(held, own)
    if comers:
        _let_in(list(comers.values()), held, since=own.since_seq if shows_past else held.last_seq, actor=actor)


def _let_in(comers: list[Person], held: Conversation, *, since: int, actor: Person) -> None:
    asked = whom_to_ask(comers, actor=actor)
    now = clock.now()
    for person in comers:
        place = Participant(conversation_id=held.id, person_id=person.id, joined_at=now, brought_by=actor.id)
        place.last_read_seq = held.last_seq
        place.since_seq = since
        place.waits_since = now if person.id in asked else None
        session.add(place)
    if len(asked) < len(comers):
        held.unanswered_since = None
    held.last_at = now
    session.flush()
    record(ConversationOpened(held.id))
    note_act(ADDED, held, people=comers, actor=actor)


@command
def remove_from_conversation(conversation: Conversation, person: Person, *, actor: Person) -> None:
    """Put somebody out of a conversation of several people; who is not in it stays out.

    Its owner may, and nobody puts themselves out so. Raises Forbidden otherwise, Conflict for oneself.
    """
    held = hold(conversation.id, actor)
    demand(policy.owns(actor, held), _("Only the person who looks after this conversation does that."))
    if person.id == actor.id:
        raise Conflict(_("You leave a conversation yourself."))
    place = policy.place_of(person, held)
    if place is None:
        return
    if place.waits_since is not None:  # else putting strangers out would make room for more of them
        raise Conflict(_("%(name)s has not said yet whether they want this conversation.", name=person.name))
    _forget_place(place)
    record(ConversationLeft(held.id, person.id))
    note_act("removed", held, people=[person], actor=actor)


@command
def leave_conversation(conversation: Conversation, *, actor: Person) -> None:
    """Leave a conversation between people; leaving twice changes nothing. Raises Conflict for a pair and a room.

    Who looked after it leaves that to whoever is in it the longest. Of who was only asked nobody hears that they left.
    """
    if conversation.kind != Kind.PEOPLE:
        raise Conflict(_("This conversation cannot be left. It can be muted."))
    if policy.place_of(actor, conversation) is None:
        return
    held = hold(conversation.id, actor)
    place = participation(held, actor)
    session.refresh(place)  # it was read before the conversation was held
    if place.waits_since is not None:  # so that they are not asked into it again
        decline_request(held, actor=actor)
        return
    note_act("left", held, actor=actor)
    was_owner = place.is_owner
    _forget_place(place)
    session.flush()
    record(ConversationLeft(held.id, actor.id))
    if was_owner:
        pass_on(held)


def _forget_place(place: Participant) -> None:
    """Take somebody out, and let no thread of the conversation call for them any more, should they come back."""
    threads = select(Message.id).where(Message.conversation_id == place.conversation_id)
    session.execute(
        delete(ThreadPlace).where(ThreadPlace.person_id == place.person_id, ThreadPlace.thread_id.in_(threads))
    )
    session.delete(place)
