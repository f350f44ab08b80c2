"""Findings: what a person has not seen and should not miss, read with their rights at the moment of asking.

Each statement is built once and filled for each person, and asks for a few things only, however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import joinedload
from sqlalchemy.sql import ColumnExpressionArgument

from app.accounts.models import Grant, Person, Role
from app.accounts.prepared import NOW, Statement, some_viewer
from app.agenda.models import Answer, Event, Reply
from app.agenda.policy import visible_to as events_visible_to
from app.agenda.queries import Scope, within
from app.core import clock
from app.core.db import session
from app.feed.audiences import concerning
from app.feed.models import Announcement, Mute, Post, Question, Reader
from app.feed.muting import holds
from app.feed.policy import listed_for
from app.feed.queries import Unconfirmed, list_unconfirmed
from app.groups.models import Access, Group
from app.groups.policy import groups_of
from app.groups.policy import visible_to as groups_visible_to
from app.notifications.kinds import PERSONAL, Kind
from app.notifications.models import Notification
from app.notifications.policy import visible_to as notifications_visible_to

SPOKEN_TO = (Kind.MENTION, Kind.REPLY, Kind.COMMENT, Kind.CALL, Kind.FOLLOWED)
ASKED = (
    Kind.BALLOT,
    Kind.REQUEST,
    Kind.REVIEW,
    Kind.CASE,
    Kind.INVITED,
    Kind.ENTRUSTED,
    Kind.OWNERLESS,
    Kind.UNPUBLISHED,
)
LEFT_OUT = (Kind.REACTION, Kind.SHARED, Kind.READING, Kind.ANNOUNCED, Kind.NEAR, Kind.NOTICE)
"""What counts people needs nobody; announcements and events have a part of their own; decisions are mailed at once."""
TOLD = tuple(kind for kind in Kind if kind not in (*SPOKEN_TO, *ASKED, *LEFT_OUT))

MOST_NOTIFICATIONS, MOST_POSTS, MOST_EVENTS, MOST_GROUPS = 8, 3, 3, 2
TALKED_ABOUT = 2
"""So many comments, and a post is talked about."""

SINCE, UNTIL = (bindparam(name, type_=Post.published_at.type) for name in ("since", "until"))


@dataclass(frozen=True)
class Findings:
    """What there is for one person; the posts are identifiers, a post stands in the first list only that has it."""

    unconfirmed: Sequence[Unconfirmed]
    notifications: Sequence[Notification]
    announced: Sequence[UUID]
    coming: Sequence[Event]
    unanswered: Sequence[UUID]
    talked_about: Sequence[UUID]
    new_groups: Sequence[Group]

    @property
    def posts(self) -> list[UUID]:
        """All posts among them."""
        return [*(each.post_id for each in self.unconfirmed), *self.announced, *self.unanswered, *self.talked_about]


def find_news(viewer: Person, *, since: datetime, until: datetime) -> Findings:
    """What came since a moment and may be read now, and what takes place until another one. Seven statements."""
    values = {"viewer_id": viewer.id, "since": since, "now": clock.now(), "until": until}
    notifications = session.scalars(_notifications(viewer.is_guest), values).all()
    unconfirmed = list_unconfirmed(viewer)[:MOST_POSTS]
    seen = {item.post_id for item in [*unconfirmed, *notifications]}
    announced, unanswered, talked_about = (
        _other(session.scalars(statement(viewer.is_guest), values).all(), seen)
        for statement in (_announced, _unanswered, _talked_about)
    )
    events = session.scalars(_coming(viewer.is_guest), values).all()
    groups = session.scalars(_new_groups(viewer.is_guest), values).all()
    return Findings(unconfirmed, notifications, announced, events, unanswered, talked_about, groups)


def _other(found: Sequence[UUID], seen: set[UUID | None]) -> list[UUID]:
    other = [post_id for post_id in found if post_id not in seen]
    seen.update(other)
    return other


@cache
def _notifications(is_guest: bool) -> Statement:
    """What waits unread, the latest first."""
    waits = (Notification.read_at.is_(None), Notification.at > SINCE)
    told = Notification.kind.not_in(LEFT_OUT)
    viewer = some_viewer(is_guest=is_guest)
    place = select(Post.group_id).where(Post.id == Notification.post_id).correlate(Notification).scalar_subquery()
    silenced = or_(
        Mute.kind == Notification.kind,
        and_(
            or_(Mute.wholly, Notification.kind.not_in(PERSONAL)),
            or_(
                Mute.post_id == Notification.post_id,
                Mute.doer_id == Notification.actor_id,
                Mute.group_id.in_([Notification.group_id, place]),
            ),
        ),
    )
    found = select(Notification).where(told, *waits, _is_heard(viewer, silenced), notifications_visible_to(viewer))
    return found.order_by(Notification.at.desc(), Notification.id.desc()).limit(MOST_NOTIFICATIONS)


@cache
def _announced(is_guest: bool) -> Statement:
    """What was announced to them, and what those who speak for the house said to all of it, the newest first."""
    to_them = (Announcement.is_over.is_(False), concerning(some_viewer(is_guest=is_guest)))
    announced = exists().where(Announcement.post_id == Post.id, *to_them).correlate(Post)
    speakers = select(Grant.person_id).where(Grant.role == Role.COMMUNICATION)
    said_to_all = and_(Post.group_id.is_(None), Post.author_id.in_(speakers))
    newest = (Post.published_at.desc(), Post.id.desc())
    return _posts(is_guest, or_(announced, said_to_all)).order_by(*newest)


@cache
def _unanswered(is_guest: bool) -> Statement:
    """What was asked in their groups and has no accepted answer, that which waits longest first."""
    open_questions = select(Question.post_id).where(Question.accepted_id.is_(None))
    return _posts(is_guest, _in_their_groups(is_guest), Post.id.in_(open_questions)).order_by(
        Post.published_at, Post.id
    )


@cache
def _talked_about(is_guest: bool) -> Statement:
    """The posts of their groups with the most comments."""
    order = (Post.comment_count.desc(), Post.published_at.desc(), Post.id.desc())
    return _posts(is_guest, _in_their_groups(is_guest), Post.comment_count >= TALKED_ABOUT).order_by(*order)


@cache
def _new_groups(is_guest: bool) -> Statement:
    """The groups that were founded and that they may join or ask to join, the newest first."""
    viewer = some_viewer(is_guest=is_guest)
    others = (Group.access != Access.SECRET, Group.id.not_in(groups_of(viewer)), Group.created_at > SINCE)
    found = select(Group).where(*others, groups_visible_to(viewer))
    return found.order_by(Group.created_at.desc(), Group.id).limit(MOST_GROUPS)


@cache
def _coming(is_guest: bool) -> Statement:
    """What takes place next in their groups or for the whole house, unless they have said no; the first first."""
    viewer = some_viewer(is_guest=is_guest)
    declined = select(Answer.event_id).where(Answer.person_id == viewer.id, Answer.reply == Reply.NO)
    ahead = (
        Event.cancelled_at.is_(None),
        Event.hidden_at.is_(None),
        Event.starts_at.between(NOW, UNTIL),
        Event.id.not_in(declined),
    )
    unmuted = _is_heard(viewer, Mute.group_id == Event.group_id)
    found = select(Event).options(joinedload(Event.group)).where(*within(viewer, Scope.MINE), *ahead, unmuted)
    return found.where(events_visible_to(viewer)).order_by(Event.starts_at, Event.id).limit(MOST_EVENTS)


def _is_heard(viewer: Person, silenced: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the viewer has muted none of it, for now or for good."""
    return ~exists().where(Mute.person_id == viewer.id, holds(), silenced)


def _in_their_groups(is_guest: bool) -> ColumnElement[bool]:
    return Post.group_id.in_(groups_of(some_viewer(is_guest=is_guest)))


def _posts(is_guest: bool, *chosen: ColumnExpressionArgument[bool]) -> Statement:
    viewer = some_viewer(is_guest=is_guest)
    recent = (Post.published_at > SINCE, Post.author_id != viewer.id)
    unseen = ~exists().where(Reader.post_id == Post.id, Reader.person_id == viewer.id, Reader.seen >= Post.last_number)
    silenced = or_(Mute.post_id == Post.id, Mute.group_id == Post.group_id, Mute.doer_id == Post.author_id)
    heard = (unseen, _is_heard(viewer, silenced))
    return select(Post.id).where(*chosen, *recent, *heard, listed_for(viewer)).limit(MOST_POSTS)
