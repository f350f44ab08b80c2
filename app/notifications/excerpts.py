"""In what somebody was named, answered or thanked: the first words of it that the reader may see now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, literal, null, select, union_all

from app.accounts.models import Person
from app.accounts.prepared import some_viewer
from app.core.folding import one_line
from app.core.prepared import of_each, several
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
    """For each notification what it speaks of, in one statement; nothing where that is gone, hidden or lost."""
    meant = {each.id: _meant(each, deeds.get(each.id, ())) for each in notifications}
    things = list({thing for thing in meant.values() if thing})
    said = of_each(_said, viewer.is_guest, name="thing", values=things, viewer_id=viewer.id)
    words = {thing: _begin(title, html, parts or {}) for thing, title, html, parts in said}
    return {each: words[thing] for each, thing in meant.items() if thing in words}


def _said(is_guest: bool, count: int) -> CompoundSelect[*tuple[Any, ...]]:
    """What so many comments and posts say, as far as the viewer may read them."""
    viewer, things = some_viewer(is_guest=is_guest), several("thing", Post.id.type, count)
    no_title, no_parts = literal("", Post.title.type).label("title"), null().cast(Post.parts.type).label("parts")
    comments = select(Comment.id, no_title, Comment.html, no_parts).join(Post)
    posts = select(Post.id, Post.title, Post.html, Post.parts)
    return union_all(
        comments.where(Comment.id.in_(things), feed.comments_visible_to(viewer)),
        posts.where(Post.id.in_(things), feed.visible_to(viewer)),
    )


def _begin(title: str, html: str, parts: Mapping[str, Any]) -> str:
    return shortened(one_line(title or plain_text(html) or " ".join(words_in(parts)[:1])), LENGTH)


def _meant(notification: Notification, deeds: Sequence[Deed]) -> UUID | None:
    """The comment that it speaks of, the last of several, or else the post."""
    if notification.kind in OF_WORDS:
        comment_id = deeds[-1].comment_id if deeds else notification.comment_id
        return comment_id or notification.post_id
    return notification.post_id if notification.kind in OF_POST else None
