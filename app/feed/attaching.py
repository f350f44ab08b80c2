"""What files hang on in the feed: posts and comments, and who sees those."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.feed.models import Comment, Post
from app.feed.policy import comments_visible_to, visible_to
from app.files.models import Holder

POST, COMMENT = "post", "comment"


def holder_of(written: Post | Comment) -> Holder:
    """The post or comment as files know it."""
    return Holder(POST if isinstance(written, Post) else COMMENT, written.id)


def sees(viewer: Person, holder: Holder) -> bool:
    """Whether the viewer may read this post or comment now; false for other things."""
    if holder.kind == POST:
        return session.scalar(select(Post.id).where(Post.id == holder.id, visible_to(viewer))) is not None
    if holder.kind == COMMENT:
        found = select(Comment.id).join(Comment.post).where(Comment.id == holder.id, comments_visible_to(viewer))
        return session.scalar(found) is not None
    return False
