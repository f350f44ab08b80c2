"""What of their notifications a person may read: never what they may no longer see."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.agenda import policy as agenda
from app.agenda.models import Event
from app.chat.policy import messages_of
from app.chat.queries import mentions_waiting_for, waiting_for
from app.feed import policy as feed
from app.feed.models import Comment, Post, Reaction, Share
from app.groups import policy as groups
from app.groups.models import Group, JoinRequest
from app.notifications.kinds import Kind
from app.notifications.models import Deed, Notification

NAMING_KINDS = (Kind.NAMED, Kind.CALLED)
"""What is told of a message as long as it mentions somebody and waits for them."""
STANDING_KINDS = (Kind.REMINDER, Kind.BROUGHT_IN)
"""What is told of a message as long as one may read it, whether or not one has."""


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The viewer's own notifications whose post, comment, group and event they may still read, and messages they have
    still to read, wanted to be reminded of, or that say they were brought in.

    What gathers several deeds is there as long as one of them stands.
    """
    post = exists().where(Post.id == Notification.post_id, feed.visible_to(viewer))
    group = exists().where(Group.id == Notification.group_id, groups.known_to(viewer))
    event = exists().where(Event.id == Notification.event_id, agenda.visible_to(viewer))
    message = or_(
        Notification.message_id.in_(waiting_for(viewer)),
        and_(Notification.kind.in_(NAMING_KINDS), Notification.message_id.in_(mentions_waiting_for(viewer))),
        and_(Notification.kind.in_(STANDING_KINDS), Notification.message_id.in_(messages_of(viewer))),
    )
    deed = exists().where(Deed.notification_id == Notification.id, standing(viewer))
    return and_(
        Notification.person_id == viewer.id,
        or_(Notification.post_id.is_(None), post),
        or_(Notification.comment_id.is_(None), _may_read_comment(viewer, Notification.comment_id)),
        or_(Notification.group_id.is_(None), group),
        or_(Notification.event_id.is_(None), event),
        or_(Notification.message_id.is_(None), message),
        or_(Notification.about.is_(None), deed),
    )


def standing(viewer: Person) -> ColumnElement[bool]:
    """The deeds of a notification that still hold: words that one may read, a reaction or request not taken back."""
    reaction = exists().where(Reaction.post_id == Notification.post_id, Reaction.person_id == Deed.actor_id)
    request = exists().where(JoinRequest.group_id == Notification.group_id, JoinRequest.person_id == Deed.actor_id)
    share = exists().where(
        Share.shared_id == Notification.post_id,
        Post.id == Share.post_id,
        Post.author_id == Deed.actor_id,
        feed.visible_to(viewer),
    )
    return or_(
        _may_read_comment(viewer, Deed.comment_id),
        and_(Notification.kind == Kind.REACTION, reaction.correlate(Notification, Deed)),
        and_(Notification.kind == Kind.REQUEST, request.correlate(Notification, Deed)),
        and_(Notification.kind == Kind.SHARED, share.correlate(Notification, Deed)),
    )


def _may_read_comment(viewer: Person, comment_id: InstrumentedAttribute[UUID | None]) -> ColumnElement[bool]:
    return exists().where(Comment.id == comment_id, Post.id == Comment.post_id, feed.comments_visible_to(viewer))
