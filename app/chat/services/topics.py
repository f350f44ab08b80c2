"""Topics inside the room of a group: opening them, their name, their end, and following them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.chat import policy
from app.chat.events import ConversationOpened
from app.chat.models import Conversation, Kind
from app.chat.services.holding import hold, participation
from app.chat.services.noting import note_act
from app.chat.services.opening import checked_title
from app.core import clock
from app.core.db import session
from app.core.errors import Conflict, Invalid, demand
from app.core.events import command, record

MOST_OPEN = 100
"""How many topics of a room may be open at once: what is more than that is found by nobody."""

MOST_OF_ONE = 20
"""How many of them one person may have opened, so that nobody leaves the others no room for theirs."""


@command
def open_topic(room: Conversation, *, title: str, actor: Person) -> Conversation:
    """Open a topic in the room of a group. Whoever may write in the room does; they follow it, and the room says so.

    Nobody has a row for it before they read it. Raises Conflict for what is no room and where too many are open, in all
    or of theirs, Forbidden where the actor may say nothing new there, Invalid for a name that cannot be used or that an
    open one has.
    """
    held = hold(room.id, actor)
    if held.kind != Kind.ROOM:
        raise Conflict(_("Topics are opened in the rooms of groups."))
    policy.demand_word(actor, held)
    others = _open_ones(held)
    name = _free_name(title, others)
    _demand_few_own(others, actor)
    topic = Conversation(kind=Kind.TOPIC, title=name, group_id=held.group_id, room_id=held.id, opened_by=actor.id)
    topic.keepers_write, topic.everybody_calls = held.keepers_write, held.everybody_calls
    session.add(topic)
    session.flush()
    participation(topic, actor).is_followed = True
    record(ConversationOpened(topic.id))
    note_act("topic", held, title=name, actor=actor)
    return topic


@command
def rename_topic(topic: Conversation, *, title: str, actor: Person) -> None:
    """Give a topic another name; the same again changes nothing.

    Who opened it and those who look after the group do, where they may write. Raises as `open_topic` does.
    """
    held, others = _hold_with_others(topic, actor)
    policy.demand_word(actor, held)  # a name is words, that everybody there reads
    name = _free_name(title, others)
    if name != held.title:
        held.title = name
        note_act("topic_named", held, title=name, actor=actor)


@command
def close_topic(topic: Conversation, *, actor: Person) -> None:
    """End a topic for everybody: it is read, and nothing is said any more. Repeating changes nothing.

    Raises Forbidden for who neither opened it nor looks after the group, and once that is in the archive.
    """
    held, _others = _hold_with_others(topic, actor)
    if held.closed_at is None:
        policy.demand_open_place(held)
        held.closed_at = clock.now()
        note_act("topic_closed", held, actor=actor)


@command
def reopen_topic(topic: Conversation, *, actor: Person) -> None:
    """The contrary of `close_topic`; repeating changes nothing.

    Raises Forbidden as that does, Conflict where too many are open, Invalid where another open one has its name by now.
    """
    held, others = _hold_with_others(topic, actor)
    if held.closed_at is not None:
        _free_name(held.title, others)
        if held.opened_by == actor.id:
            _demand_few_own(others, actor)
        held.closed_at = None
        policy.demand_open_place(held)
        note_act("topic_again", held, actor=actor)


@command
def follow_topic(topic: Conversation, *, actor: Person) -> None:
    """Keep a topic in one's list, and hear it though its room is muted; repeating changes nothing.

    Raises Conflict for what is no topic.
    """
    _choose(topic, actor=actor, is_followed=True)


@command
def unfollow_topic(topic: Conversation, *, actor: Person) -> None:
    """The contrary of `follow_topic`, until one writes there again; repeating changes nothing."""
    _choose(topic, actor=actor, is_followed=False)


def _choose(topic: Conversation, *, actor: Person, is_followed: bool) -> None:
    held = hold(topic.id, actor)
    if held.kind != Kind.TOPIC:
        raise Conflict(_("Only topics are followed."))
    participation(held, actor).is_followed = is_followed


def _hold_with_others(topic: Conversation, actor: Person) -> tuple[Conversation, list[Conversation]]:
    """A topic that the actor may change, and the other open ones of its room; the room is held first, so that no two
    take a name at once.
    """
    if topic.room_id is None:
        raise Conflict(_("Topics are opened in the rooms of groups."))
    room = hold(topic.room_id, actor)
    held = hold(topic.id, actor)
    may = policy.can_change_topic(actor, held)
    demand(may, _("Whoever opened the topic does that, or those who look after the group."))
    return held, _open_ones(room, but=held.id)


def _open_ones(room: Conversation, *, but: UUID | None = None) -> list[Conversation]:
    open_ones = select(Conversation).where(Conversation.room_id == room.id, Conversation.closed_at.is_(None))
    return [topic for topic in session.scalars(open_ones) if topic.id != but]


def _demand_few_own(others: Iterable[Conversation], actor: Person) -> None:
    if sum(topic.opened_by == actor.id for topic in others) >= MOST_OF_ONE:
        words = _(
            "At most %(most)d topics that you opened are open in a room. Close one of yours first.", most=MOST_OF_ONE
        )
        raise Conflict(words)


def _free_name(title: str, others: Iterable[Conversation]) -> str:
    name = checked_title(title)
    if not name:
        raise Invalid(title=_("Give the topic a name."))
    taken = [topic.title.casefold() for topic in others]
    if name.casefold() in taken:
        raise Invalid(title=_("An open topic of this room has this name already."))
    if len(taken) >= MOST_OPEN:
        raise Conflict(_("At most %(most)d topics are open in a room. Close one first.", most=MOST_OPEN))
    return name
