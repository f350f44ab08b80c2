"""Single posts and comments, whom they mention, and what the viewer said to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.prepared import Statement, some_viewer
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.paging import Page
from app.feed.models import Comment, Mention, Post, Praised, Reaction
from app.feed.policy import comments_visible_to, visible_to
from app.feed.queries.own import Own, own_columns, with_own
from app.feed.queries.threads import shown_to
from app.groups.models import Group
from app.groups.policy import can_read
from app.groups.queries import get_group
from app.reactions.queries import Reacted, list_reacted


def get_post(post_id: UUID, *, viewer: Person) -> Post:
    """A post the viewer may read, with its author and its group; raises NotFound otherwise. One statement."""
    post = session.scalar(_post(viewer.is_guest), {"post_id": post_id, "viewer_id": viewer.id})
    if post is None:
        raise NotFound
    return post


@cache
def _post(is_guest: bool) -> Select[Post]:
    whole = (joinedload(Post.author).lazyload(Person.grants), joinedload(Post.group))
    chosen = Post.id == bindparam("post_id", type_=Post.id.type)
    return select(Post).options(*whole).where(chosen, visible_to(some_viewer(is_guest=is_guest)))


def get_comment(comment_id: UUID, *, viewer: Person) -> Comment:
    """A comment the viewer may read, with its post; raises NotFound otherwise."""
    comment = find_comment(comment_id, viewer=viewer)
    if comment is None:
        raise NotFound
    return comment


def get_standing_comment(comment_id: UUID, *, viewer: Person) -> Comment:
    """A comment that stands in a conversation the viewer may read, be it only by its place; raises NotFound."""
    standing = select(Comment).join(Comment.post).where(Comment.id == comment_id, shown_to(viewer))
    comment = session.scalar(standing)
    if comment is None:
        raise NotFound
    return comment


def find_comment(comment_id: UUID, *, viewer: Person) -> Comment | None:
    """The same, or None."""
    return session.scalar(
        select(Comment).join(Comment.post).where(Comment.id == comment_id, comments_visible_to(viewer))
    )


def get_readable_group(group_id: UUID, *, viewer: Person) -> Group:
    """A group whose posts the viewer may read; raises NotFound where it is unknown, Forbidden where it is closed."""
    group = get_group(group_id, viewer=viewer)
    demand(can_read(viewer, group))
    return group


def get_deleted_post(post_id: UUID, *, viewer: Person) -> Post:
    """A post that the viewer deleted themselves, for bringing it back; raises NotFound otherwise."""
    post = session.scalar(select(Post).where(Post.id == post_id, Post.deleted_by == viewer.id))
    if post is None:
        raise NotFound
    return post


def get_deleted_comment(comment_id: UUID, *, viewer: Person) -> Comment:
    """A comment that the viewer deleted themselves, for bringing it back; raises NotFound otherwise."""
    comment = session.scalar(select(Comment).where(Comment.id == comment_id, Comment.deleted_by == viewer.id))
    if comment is None:
        raise NotFound
    return comment


def list_mentioned(post_id: UUID, comment_id: UUID | None = None) -> list[UUID]:
    """Who is named in a post, or in a comment of it; for listeners, which ask whether each person may see it."""
    same = Mention.comment_id == comment_id if comment_id else Mention.comment_id.is_(None)
    return list(session.scalars(select(Mention.person_id).where(Mention.post_id == post_id, same)))


def list_praised(post_id: UUID) -> list[UUID]:
    """Whom a post thanks and who let their name stand; for listeners, which ask whether each person may see it."""
    standing = select(Praised.person_id).where(Praised.post_id == post_id, Praised.withdrawn_at.is_(None))
    return list(session.scalars(standing))


def is_thanked(viewer: Person, post: Post) -> bool | None:
    """Whether a post thanks the viewer by name; False where they took it off, None where it never did."""
    praised = session.get(Praised, (post.id, viewer.id)) if "praise" in post.parts else None
    return praised.withdrawn_at is None if praised else None


def read_own(viewer: Person, post_ids: Sequence[UUID]) -> dict[UUID, Own]:
    """What is the viewer's own about these posts. One statement."""
    if not post_ids:
        return {}
    chosen: Statement = select(Post.id, *own_columns(viewer)).select_from(Post).where(Post.id.in_(post_ids))
    return {row[0]: Own(*row[1:]) for row in session.execute(with_own(chosen, viewer))}


def my_comment_reactions(viewer: Person, comment_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """What the viewer said to these comments."""
    mine = select(Reaction.comment_id, Reaction.name).where(
        Reaction.comment_id.in_(comment_ids), Reaction.person_id == viewer.id
    )
    return {comment_id: [name] for comment_id, name in session.execute(mine) if comment_id} if comment_ids else {}


def own_reactions(post_id: UUID, comment_id: UUID | None, person_id: UUID) -> list[str]:
    """What a person says to a post, or to a comment of it, which the caller has found that they may read."""
    to = Reaction.comment_id == comment_id if comment_id else Reaction.post_id == post_id
    return list(session.scalars(select(Reaction.name).where(to, Reaction.person_id == person_id)))


def list_reacted_to(written: Post | Comment, *, viewer: Person, **wanted: Any) -> Page[Reacted]:
    """Who reacted to a post or comment that the viewer may read, the newest first (see `list_reacted`)."""
    is_post = isinstance(written, Post)
    which = Reaction.post_id == written.id if is_post else Reaction.comment_id == written.id
    return list_reacted(Reaction, which, viewer=viewer, **wanted)


def hidden_among(ids: Collection[UUID]) -> set[UUID]:
    """Which of these are posts that moderation hid."""
    return set(session.scalars(select(Post.id).where(Post.id.in_(ids), Post.hidden_at.is_not(None))))
