"""Reading conversations: one's own, newest first, with what was said last and how much waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, not_, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.chat.models import IN_LOG, Conversation, Kind, Message, Participant, Term, ThreadPlace, pair_key
from app.chat.muting import is_muted
from app.chat.policy import SPOKEN, one_of_the_viewers, visible_to
from app.chat.queries.archived import is_away
from app.chat.queries.authors import AuthorItem
from app.chat.queries.items import MessageItem, items_by_id
from app.chat.queries.participants import FACE
from app.chat.queries.unread import UNREAD_IN_THREAD, sum_of_mentions
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import Page, paginate
from app.groups.models import Group, GroupRole, Membership
from app.groups.policy import KEEPERS
from app.groups.queries import OwnGroup, list_own_groups

NAMES_SHOWN = 3


@dataclass(frozen=True)
class ConversationItem:
    """A conversation as one of its people sees it; `participants` is None for a room, whose people are its group's."""

    id: UUID
    kind: str
    name: str
    title: str
    group_id: UUID | None
    group_slug: str | None
    icon: str | None
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
    """Whether that is the viewer; of a room, whether they own its group."""
    owner_invites: bool
    keepers_write: bool
    is_keeper: bool
    """Whether the viewer looks after the group of a room."""
    closed: bool
    archived: bool
    """Whether the viewer has put it away."""

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


def get_conversation_item(conversation: Conversation, *, viewer: Person) -> ConversationItem:
    """The same as lists show it."""
    rows = session.execute(_rows(viewer).where(Conversation.id == conversation.id)).all()
    return _items(rows, viewer)[0]


def list_conversations(
    viewer: Person, *, limit: int, cursor: str | None = None, archived: bool = False
) -> Page[ConversationItem]:
    """The viewer's conversations, the one in which something was said last first; or those they have put away."""
    rows = _rows(viewer).where(is_away(clock.now()) if archived else not_(is_away(clock.now())))
    page = paginate(rows, by=(Conversation.last_at, Conversation.id), limit=limit, cursor=cursor, scalars=False)
    return Page(_items(page.items, viewer), page.next)


def name_conversations(conversation_ids: Collection[UUID], *, viewer: Person) -> dict[UUID, str]:
    """What the viewer calls those of these conversations in which they take part."""
    if not conversation_ids:
        return {}
    named = select(Conversation.id, func.coalesce(Group.name, Conversation.title).label("name"))
    named = named.outerjoin(Group, Group.id == Conversation.group_id).where(visible_to(viewer))
    rows = session.execute(named.where(Conversation.id.in_(conversation_ids))).all()
    people, _waiting = _people([row.id for row in rows if not row.name])
    return {row.id: row.name or _names(people[row.id], viewer) for row in rows}


def name_of(conversation_id: UUID) -> str:
    """What everybody in it calls a conversation: by its group, or its title; else empty."""
    named = select(func.coalesce(Group.name, Conversation.title)).select_from(Conversation)
    named = named.outerjoin(Group, Group.id == Conversation.group_id)
    return session.scalar(named.where(Conversation.id == conversation_id)) or ""


def find_pair(viewer: Person, other_id: UUID) -> UUID | None:
    """The conversation that the viewer has with somebody already, and wants."""
    key = pair_key(viewer.id, other_id)
    return session.scalar(select(Conversation.id).where(Conversation.pair_key == key, visible_to(viewer)))


def list_groups_without_room(viewer: Person) -> list[OwnGroup]:
    """The viewer's groups in whose room nobody has talked yet, by name."""
    own = {group.id: group for group in list_own_groups(viewer) if group.is_alive}
    with_room = set(session.scalars(select(Conversation.group_id).where(Conversation.group_id.in_(own))))
    return [group for group in own.values() if group.id not in with_room]


def _rows(viewer: Person) -> Select[*tuple[Any, ...]]:
    own = and_(Participant.conversation_id == Conversation.id, Participant.person_id == viewer.id)
    read = func.coalesce(Participant.last_read_seq, 0)
    role = select(Membership.role).where(Membership.group_id == Group.id, Membership.person_id == viewer.id)
    newest = select(Message.id).where(Message.conversation_id == Conversation.id, IN_LOG).order_by(Message.seq.desc())
    return (
        select(
            Conversation.id,
            Conversation.kind,
            Conversation.title,
            Conversation.group_id,
            Conversation.last_seq,
            Conversation.last_at,
            Group.name.label("group_name"),
            Group.slug,
            Group.icon,
            read.label("last_read_seq"),
            Participant.read_at,
            Participant.waits_since,
            func.coalesce(is_muted(clock.now()), False).label("muted"),
            Participant.muted_until,
            _unread_in_log(viewer, read).label("unread"),
            _unread_in_threads(viewer).label("unread_in_threads"),
            sum_of_mentions(viewer, read).label("unread_mentions"),
            newest.limit(1).scalar_subquery().label("newest"),
            Participant.since_seq,
            Participant.brought_by,
            Conversation.owner_invites,
            Conversation.keepers_write,
            role.scalar_subquery().label("role"),
            or_(Conversation.closed_at.is_not(None), Group.archived_at.is_not(None)).label("closed"),
            is_away(clock.now()).label("away"),
            _owner().label("owner_id"),
            select(Term.days).where(Term.kind == Conversation.kind).scalar_subquery().label("kept_days"),
        )
        .outerjoin(Participant, own)
        .outerjoin(Group, Group.id == Conversation.group_id)
        .where(visible_to(viewer))
    )


def _owner() -> ScalarSelect[UUID]:
    theirs = aliased(Participant)
    owner = select(theirs.person_id).where(theirs.conversation_id == Conversation.id, theirs.is_owner)
    return owner.correlate(Conversation).scalar_subquery()


def _unread_in_log(viewer: Person, read: ColumnElement[int]) -> ScalarSelect[int]:
    waiting = Message.conversation_id == Conversation.id, Message.seq > read, Message.author_id != viewer.id
    return select(func.count()).where(*waiting, IN_LOG, *SPOKEN).scalar_subquery()


def _unread_in_threads(viewer: Person) -> ScalarSelect[int]:
    waiting = Message.conversation_id == Conversation.id, Message.author_id != viewer.id
    found = select(func.count()).select_from(ThreadPlace).join(Message, UNREAD_IN_THREAD)
    return found.where(ThreadPlace.person_id == viewer.id, *waiting).correlate(Conversation).scalar_subquery()


def _items(rows: Sequence[Any], viewer: Person) -> list[ConversationItem]:
    people, waiting = _people(row.id for row in rows if row.kind != Kind.ROOM)
    newest = items_by_id([row.newest for row in rows if row.newest is not None])
    return [
        ConversationItem(
            id=row.id,
            kind=row.kind,
            name=row.group_name or row.title or _names(people[row.id], viewer),
            title=row.title,
            group_id=row.group_id,
            group_slug=row.slug,
            icon=row.icon,
            participants=None if row.kind == Kind.ROOM else people[row.id],
            last_seq=row.last_seq,
            last_at=row.last_at,
            last_message=newest.get(row.newest),
            last_read_seq=row.last_read_seq,
            read_at=row.read_at,
            unread=row.unread,
            unread_in_threads=row.unread_in_threads,
            unread_mentions=row.unread_mentions,
            muted=row.muted,
            muted_until=row.muted_until if row.muted else None,
            kept_days=row.kept_days,
            waiting=waiting[row.id],
            is_request=row.waits_since is not None,
            asker_id=row.brought_by,
            since_seq=row.since_seq or 0,
            owner_id=row.owner_id,
            is_own=row.owner_id == viewer.id or row.role == GroupRole.OWNER,
            keepers_write=row.keepers_write,
            is_keeper=row.role in KEEPERS,
            owner_invites=row.owner_invites,
            closed=row.closed,
            archived=bool(row.away),
        )
        for row in rows
    ]


def _people(conversation_ids: Iterable[UUID]) -> tuple[dict[UUID, list[AuthorItem]], dict[UUID, set[UUID]]]:
    """Who is in each conversation, and who of them has not said whether they want it."""
    people: dict[UUID, list[AuthorItem]] = defaultdict(list)
    waiting: dict[UUID, set[UUID]] = defaultdict(set)
    found = (
        select(Participant.conversation_id, Participant.waits_since, *FACE)
        .join(Person, Person.id == Participant.person_id)
        .where(Participant.conversation_id.in_(list(conversation_ids)))
        .order_by(Person.name)
    )
    for conversation_id, waits_since, person_id, name, handle, photo, is_guest in session.execute(found):
        people[conversation_id].append(AuthorItem(person_id, name, handle, photo, is_guest))
        if waits_since is not None:
            waiting[conversation_id].add(person_id)
    return people, waiting


def _names(people: Sequence[AuthorItem], viewer: Person) -> str:
    """The others' names: one in full, of several the first ones."""
    others = [person.name for person in people if person.id != viewer.id]
    if len(others) == 1:
        return others[0]
    if not others:
        return str(_("You alone"))
    first = [name.split()[0] for name in others[:NAMES_SHOWN]]
    rest = len(others) - len(first)
    names = ", ".join(first)
    if rest:
        return str(ngettext("%(names)s and %(num)d other", "%(names)s and %(num)d others", rest, names=names))
    return str(_("%(names)s and you", names=names))
