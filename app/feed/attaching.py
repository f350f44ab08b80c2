"""What files hang on in the feed: posts and comments, and who sees those."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.feed.models import Comment, Post, ScheduledPost
from app.feed.policy import comments_visible_to, visible_to
from app.files.hooks import Place
from app.files.models import Holder

POST, COMMENT, SCHEDULED = "post", "comment", "scheduled"


def holder_of(written: Post | Comment | ScheduledPost) -> Holder:
    """The post, also one that waits for its time, or the comment, as files know it."""
    kinds = {Post: POST, Comment: COMMENT, ScheduledPost: SCHEDULED}
    return Holder(kinds[type(written)], written.id)


def sees(viewer: Person, holder: Holder) -> bool:
    """Whether the viewer may read this post or comment now; false for other things."""
    if holder.kind == POST:
        return session.scalar(select(Post.id).where(Post.id == holder.id, visible_to(viewer))) is not None
    if holder.kind == COMMENT:
        found = select(Comment.id).join(Comment.post).where(Comment.id == holder.id, comments_visible_to(viewer))
        return session.scalar(found) is not None
    if holder.kind == SCHEDULED:
        own = select(ScheduledPost.id).where(ScheduledPost.id == holder.id, ScheduledPost.author_id == viewer.id)
        return session.scalar(own) is not None
    return False


def places(viewer: Person, holders: Collection[Holder]) -> dict[Holder, Place]:
    """Where those of these are that are posts and comments which the viewer may read."""
    posts = select(Post.id).where(Post.id.in_(_ids(holders, POST)), visible_to(viewer))
    comments = select(Comment.id, Comment.post_id).join(Comment.post)
    comments = comments.where(Comment.id.in_(_ids(holders, COMMENT)), comments_visible_to(viewer))
    found = {Holder(POST, post): Place(_("in a post"), f"/posts/{post}") for post in session.scalars(posts)}
    return found | {
        Holder(COMMENT, row.id): Place(_("in a comment"), f"/posts/{row.post_id}#comment-{row.id}")
        for row in session.execute(comments)
    }


def _ids(holders: Collection[Holder], kind: str) -> list[UUID]:
    return [holder.id for holder in holders if holder.kind == kind]
