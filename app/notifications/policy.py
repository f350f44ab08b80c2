"""What of their notifications a person may read: never what they may no longer see."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_

from app.accounts.models import Person
from app.feed import policy as feed
from app.feed.models import Comment, Post
from app.groups import policy as groups
from app.groups.models import Group
from app.notifications.models import Notification


def visible_to(viewer: Person) -> ColumnElement[bool]:
    """The viewer's own notifications whose post, comment and group they may still read."""
    post = exists().where(Post.id == Notification.post_id, feed.visible_to(viewer))
    comment = exists().where(
        Comment.id == Notification.comment_id, Post.id == Comment.post_id, feed.comments_visible_to(viewer)
    )
    group = exists().where(Group.id == Notification.group_id, groups.visible_to(viewer))
    return and_(
        Notification.person_id == viewer.id,
        or_(Notification.post_id.is_(None), post),
        or_(Notification.comment_id.is_(None), comment),
        or_(Notification.group_id.is_(None), group),
    )
