"""Reading conversations: one's own, newest first, with what was said last and how much waits."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.prepared import asking_at
from app.chat.models import (
    IN_LOG,
    Conversation,
    Kind,
    Message,
    Participant,
    Term,
    pair_key,
    term_kind,
)
from app.chat.muting import is_muted, is_silent
from app.chat.policy import everybody_calls, one_of_the_viewers, visible_to
from app.chat.queries.archived import is_away
from app.chat.queries.authors import AuthorItem
from app.chat.queries.items import MessageItem, items_by_id
from app.chat.queries.naming import BETWEEN, names_of, people_of
from app.chat.queries.unread import sum_in_log, sum_in_threads, sum_of_mentions
from app.core.db import session
from app.core.errors import NotFound
from app.core.folding import each_begins, words_of
from app.groups.models import Group, GroupRole, Membership
from app.groups.policy import KEEPERS
from app.groups.queries import OwnGroup, list_own_groups

PLAIN = (
    Conversation.id,
    Conversation.kind,
    Conversation.title,
    Conversation.group_id,
    Conversation.room_id,
    Conversation.opened_by,
    Conversation.last_seq,
    Conversation.last_at,
    Conversation.owner_invites,
    Conversation.keepers_write,
    Conversation.everybody_calls,
)
"""What is read of a conversation as it stands in its row."""
SAME: tuple[str, ...] = ("id", "kind", "title", "group_id", "room_id", "icon", "last_seq", "last_at", "last_read_seq")
SAME += ("read_at", "unread", "unread_in_threads", "unread_mentions", "muted", "kept_days")
SAME += ("owner_id", "keepers_write", "owner_invites", "closed")
"""What a conversation shows as it is read."""


@dataclass(frozen=True)
class ConversationItem:
    """A conversation as one of its people sees it; `participants` is None for a room and its topics, whose people are
    the group's.
    """

    id: UUID
    kind: str
    name: str
    title: str
    group_id: UUID | None
    group_slug: str | None
    icon: str | None
    room_id: UUID | None
    """The room of a topic, and None for what is none."""
    room_name: str | None
    participants: Sequence[AuthorItem] | None
    last_seq: int
    last_at: datetime
    last_message: MessageItem | None
    last_read_seq: int
    read_at: datetime | None
    unread: int
    """How many messages of others wait in the log."""
    unread_in_threads: int
    """How many answers of others wait in the threads that the viewer follows, and not in the log too."""
    unread_mentions: int
    """In how many of those that wait, in whatever thread, the viewer is mentioned."""
    muted: bool
    is_muted_by_room: bool
    """Whether it is a topic, which is muted with its room alone."""
    muted_until: datetime | None
    """When the muting ends by itself; None where it is not muted, or for good."""
    kept_days: int | None
    """For how many days what is said here is kept; None for without end."""
    waiting: Set[UUID]
    """Who was asked into it and has not said whether they want it."""
    is_request: bool
    """Whether the viewer is one of those."""
    asker_id: UUID | None
    """Who brought the viewer in."""
    since_seq: int
    """What has this number or a lower one was said before the viewer came."""
    owner_id: UUID | None
    """Who looks after it, where several people talk."""
    is_own: bool
    """Whether that is the viewer; of a room, whether they own its group, of a topic, whether they may change it."""
    owner_invites: bool
    keepers_write: bool
    everybody_calls: bool
    """Whether everybody here calls all the others at once, or those alone who look after it."""
    is_keeper: bool
    """Whether the viewer looks after the group of a room or topic."""
    is_guest: bool
    """Whether the viewer comes from outside."""
    closed: bool
    archived: bool
    """Whether the viewer has put it away."""
    is_followed: bool
    """Of a topic: whether it stays in the viewer's list when nothing waits in it."""

    @property
    def full_name(self) -> str:
        """Its name, of a topic after that of its room, for where it stands among others."""
        return f"{self.room_name}{BETWEEN}{self.name}" if self.room_name else self.name

    @property
    def invites(self) -> str:
        """Who brings others in."""
        return "owner" if self.owner_invites else "everybody"

    @property
    def can_write(self) -> bool:
        """Whether the viewer may say something new here, as far as the conversation goes."""
        return not self.closed and (self.is_keeper or not self.keepers_write)

    @property
    def writes(self) -> str:
        """Who writes in a room."""
        return "keepers" if self.keepers_write else "everybody"

    @property
    def calls(self) -> str:
        """Who calls everybody at once."""
        return "everybody" if self.everybody_calls else "keepers"

    @property
    def can_call_all(self) -> bool:
        """Whether the viewer may."""
        if self.is_guest or self.kind == Kind.PAIR:
            return False
        return self.everybody_calls or (self.is_own if self.group_id is None else self.is_keeper)

    @property
    def can_invite(self) -> bool:
        """Whether the viewer may bring others in."""
        return self.kind == Kind.PEOPLE and not self.closed and (self.is_own or not self.owner_invites)


def get_conversation(conversation_id: UUID, *, viewer: Person) -> Conversation:
    """A conversation that the viewer takes part in; raises NotFound otherwise."""
    conversation = session.scalar(_one(), {"conversation_id": conversation_id, "viewer_id": viewer.id})
    if conversation is None:
        raise NotFound
    return conversation


@cache
def _one() -> Select[Conversation]:
    return one_of_the_viewers()


def find_pair(viewer: Person, other_id: UUID) -> UUID | None:
    """The conversation that the viewer has with somebody already, and wants."""
    key = pair_key(viewer.id, other_id)
    return session.scalar(select(Conversation.id).where(Conversation.pair_key == key, visible_to(viewer)))


def list_groups_without_room(viewer: Person, *, q: str = "") -> list[OwnGroup]:
    """The viewer's groups in whose room nobody has talked yet, by name; the words of `q` begin words of it."""
    own = {group.id: group for group in list_own_groups(viewer) if group.is_alive}
    with_room = set(session.scalars(select(Conversation.group_id).where(Conversation.group_id.in_(own))))
    without = [group for group in own.values() if group.id not in with_room]
    return [group for group in without if each_begins(q, words_of(group.name))]


def rows_of(viewer: Person) -> Select[*tuple[Any, ...]]:
    """What is read of the conversations in which the viewer takes part, for `items_of_rows`."""
    now = asking_at(viewer)
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    read = func.coalesce(Participant.last_read_seq, 0)
    role = select(Membership.role).where(Membership.group_id == Group.id, Membership.person_id == viewer.id)
    newest = select(Message.id).where(Message.conversation_id == Conversation.id, IN_LOG).order_by(Message.seq.desc())
    return (
        select(
            *PLAIN,
            Group.name.label("group_name"),
            Group.slug,
            Group.icon,
            read.label("last_read_seq"),
            Participant.read_at,
            Participant.waits_since,
            is_muted(now, viewer.id).label("muted"),
            is_silent(now).label("is_silent"),
            Participant.muted_until,
            sum_in_log(viewer, read).label("unread"),
            sum_in_threads(viewer).label("unread_in_threads"),
            sum_of_mentions(viewer, read).label("unread_mentions"),
            newest.limit(1).scalar_subquery().label("newest"),
            Participant.since_seq,
            Participant.brought_by,
            role.scalar_subquery().label("role"),
            or_(Conversation.closed_at.is_not(None), Group.archived_at.is_not(None)).label("closed"),
            is_away(now, viewer.id).label("away"),
            Participant.is_followed,
            _owner().label("owner_id"),
            select(Term.days).where(Term.kind == term_kind).scalar_subquery().label("kept_days"),
        )
        .outerjoin(Participant, own)
        .outerjoin(Group, Group.id == Conversation.group_id)
        .where(visible_to(viewer))
    )


def _is_own(row: Any, viewer: Person) -> bool:
    if row.kind == Kind.TOPIC:
        return bool(row.opened_by == viewer.id or row.role in KEEPERS)
    return bool(row.owner_id == viewer.id or row.role == GroupRole.OWNER)


def _owner() -> ScalarSelect[UUID]:
    theirs = aliased(Participant)
    owner = select(theirs.person_id).where(theirs.conversation_id == Conversation.id, theirs.is_owner)
    return owner.correlate(Conversation).scalar_subquery()


def items_of_rows(rows: Sequence[Any], viewer: Person) -> list[ConversationItem]:
    """These rows as conversations."""
    people, waiting = people_of(row.id for row in rows if row.group_id is None)
    newest = items_by_id([row.newest for row in rows if row.newest is not None])
    return [
        ConversationItem(
            **{name: getattr(row, name) for name in SAME},
            name=(row.group_name if row.room_id is None else None) or row.title or names_of(people[row.id], viewer),
            group_slug=row.slug,
            room_name=row.group_name if row.room_id else None,
            participants=None if row.group_id else people[row.id],
            last_message=newest.get(row.newest),
            is_muted_by_room=row.muted and not row.is_silent,
            muted_until=row.muted_until if row.muted and row.is_silent else None,
            waiting=waiting[row.id],
            is_request=row.waits_since is not None,
            asker_id=row.brought_by,
            since_seq=row.since_seq or 0,
            is_own=_is_own(row, viewer),
            everybody_calls=everybody_calls(row.kind, row.everybody_calls, len(people[row.id])),
            is_keeper=row.role in KEEPERS,
            is_guest=viewer.is_guest,
            archived=bool(row.away),
            is_followed=bool(row.is_followed),
        )
        for row in rows
    ]
