"""In what somebody was named, answered or thanked: the first words of it that the reader may see now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.folding import one_line
from app.core.richtext import plain_text, shortened
from app.feed import policy as feed
from app.feed.models import Comment, Post
from app.feed.parts import words_in
from app.notifications.kinds import Kind
from app.notifications.models import Deed, Notification

LENGTH = 140
OF_POST = frozenset({Kind.ACCEPTED, Kind.SETTLED, Kind.REACTION, Kind.SHARED, Kind.READING})
"""What tells of a post as a whole, whichever comment did it."""
OF_WORDS = frozenset({Kind.MENTION, Kind.PRAISE, Kind.CALL, Kind.COMMENT, Kind.REPLY, Kind.FOLLOWED})
"""What tells of words: those of the comment, or of the post where it is none."""


def read_excerpts(
    notifications: Sequence[Notification], deeds: Mapping[UUID, Sequence[Deed]], *, viewer: Person
) -> dict[UUID, str]:
    """For each notification what it speaks of, in two statements; nothing where that is gone, hidden or lost."""
    meant = {each.id: _meant(each, deeds.get(each.id, ())) for each in notifications}
    ids = set(meant.values()) - {None}
    comments = select(Comment.id, Comment.html).join(Post).where(Comment.id.in_(ids), feed.comments_visible_to(viewer))
    posts = select(Post.id, Post.title, Post.html, Post.parts).where(Post.id.in_(ids), feed.visible_to(viewer))
    words = {comment_id: plain_text(html, LENGTH) for comment_id, html in session.execute(comments)}
    for post_id, title, html, parts in session.execute(posts):
        words[post_id] = shortened(one_line(title or plain_text(html) or " ".join(words_in(parts)[:1])), LENGTH)
    return {each: words[thing] for each, thing in meant.items() if thing in words}


def _meant(notification: Notification, deeds: Sequence[Deed]) -> UUID | None:
    """The comment that it speaks of, the last of several, or else the post."""
    if notification.kind in OF_WORDS:
        comment_id = deeds[-1].comment_id if deeds else notification.comment_id
        return comment_id or notification.post_id
    return notification.post_id if notification.kind in OF_POST else None
