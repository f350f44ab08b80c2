"""What the feed says of a group's health: how many take part in it and have read what is to be read, never who."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from app.core import clock
from app.core.db import session
from app.feed.models import Announcement, Comment, Post, Reaction
from app.groups.hooks import Measure
from app.groups.models import Group, Membership
from app.groups.queries import count_members

MONTH = timedelta(days=30)
FEWEST = 5
"""In a smaller group a number would tell who."""
WELL = 0.5
MOST_READINGS = 3


def measure_activity(group: Group) -> list[Measure]:
    """How many members wrote or reacted in the last thirty days; nothing for a group of fewer than five."""
    members = count_members([group.id]).get(group.id, 0)
    if members < FEWEST:
        return []
    active = _count_active(group)
    return [Measure(_("Members active this month"), active, members, tone="m" if active >= members * WELL else "l")]


def measure_readings(group: Group) -> list[Measure]:
    """How many of those concerned have confirmed each announcement that still asks, and the way to remind the others.

    Who they are is known to those who run the group: everybody was told so beforehand.
    """
    asking = select(Post.id, Post.title, Announcement.confirmed, Announcement.concerned)
    asking = asking.join(Announcement, Announcement.post_id == Post.id).order_by(Post.published_at.desc())
    here = (Post.group_id == group.id, Post.deleted_at.is_(None), Post.hidden_at.is_(None))
    still = (Announcement.confirm.is_(True), Announcement.is_over.is_(False), Announcement.concerned > 0)
    return [
        Measure(
            _("Read: %(title)s", title=title) if title else _("Announcement read"),
            confirmed,
            concerned,
            tone="m" if confirmed == concerned else "l",
            url=f"/posts/{post_id}/confirmations",
            action=_("Remind") if confirmed < concerned else "",
        )
        for post_id, title, confirmed, concerned in session.execute(asking.where(*here, *still).limit(MOST_READINGS))
    ]


def _count_active(group: Group) -> int:
    since = clock.now() - MONTH
    here = Post.group_id == group.id
    commented_on = aliased(Post)
    posted = select(Post.id).where(here, Post.author_id == Membership.person_id, Post.published_at >= since)
    answered = (
        select(Comment.id)
        .join(Post, Post.id == Comment.post_id)
        .where(here, Comment.author_id == Membership.person_id, Comment.published_at >= since)
    )
    reacted = (
        select(Reaction.id)
        .outerjoin(Comment, Comment.id == Reaction.comment_id)
        .join(commented_on, commented_on.id == func.coalesce(Reaction.post_id, Comment.post_id))
        .where(commented_on.group_id == group.id, Reaction.person_id == Membership.person_id, Reaction.at >= since)
    )
    active = or_(posted.exists(), answered.exists(), reacted.exists())
    return session.scalar(select(func.count()).where(Membership.group_id == group.id, active)) or 0
