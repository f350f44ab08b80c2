"""The live feed: new posts, comments and reactions reach whoever may read them at that moment."""

from __future__ import annotations

from uuid import UUID

from flask import Flask
from sqlalchemy import select

from app.core.db import session
from app.core.events import on_live
from app.feed.events import (
    CommentDeleted,
    CommentHidden,
    CommentPublished,
    CommentRestored,
    PollChanged,
    PostDeleted,
    PostHidden,
    PostMoved,
    PostPublished,
    PostRedrawn,
    PostRestored,
    ReactionChanged,
)
from app.feed.models import Comment, Post
from app.feed.queries import own_reactions
from app.groups.models import Access, Group
from app.groups.queries import member_ids, members_mark
from app.polls.reading import told_live
from realtime.sockets import HOUSE, room_of, sockets


def register(app: Flask) -> None:
    """Listen to the feed."""
    on_live(app, PostPublished, tell_post)
    on_live(app, CommentPublished, tell_comment)
    on_live(app, ReactionChanged, tell_reaction)
    on_live(app, PollChanged, tell_poll)
    on_live(app, PostRedrawn, tell_redrawn)
    on_live(app, PostMoved, tell_moved)
    on_live(app, PostDeleted, tell_post_gone_or_back)
    on_live(app, PostHidden, tell_post_gone_or_back)
    on_live(app, PostRestored, tell_post_gone_or_back)
    on_live(app, CommentDeleted, tell_comment_gone_or_back)
    on_live(app, CommentHidden, tell_comment_gone_or_back)
    on_live(app, CommentRestored, tell_comment_gone_or_back)


def _readers(group_id: UUID | None) -> list[str]:
    """The rooms of those who may read what is in a group, or in no group, at this moment."""
    if group_id is None:
        return [HOUSE]
    group = session.get(Group, group_id, populate_existing=True)
    if group is None or group.deleted_at is not None:
        return []
    room = room_of("group", group_id)
    sockets().hold_to(room, members_mark(group_id), lambda: set(member_ids(group_id)))
    return [room, HOUSE] if group.access == Access.OPEN else [room]


def _standing_post(post_id: UUID) -> Post | None:
    post = session.get(Post, post_id, populate_existing=True)
    return None if post is None or post.deleted_at or post.hidden_at else post


def tell_post(fact: PostPublished) -> None:
    """Say that there is a new post, by whom and where."""
    post = _standing_post(fact.post_id)
    if post is not None:
        payload = {
            "id": str(post.id),
            "group_id": str(post.group_id) if post.group_id else None,
            "author_id": str(post.author_id),
            "at": post.published_at.isoformat(),
        }
        sockets().send("post.created", payload, to=_readers(post.group_id))


def tell_comment(fact: CommentPublished) -> None:
    """Say that a post has a new comment, and how many it has now."""
    comment, post = session.get(Comment, fact.comment_id), _standing_post(fact.post_id)
    if comment is not None and post is not None:
        payload = {
            "id": str(comment.id),
            "post_id": str(post.id),
            "parent_id": str(comment.parent_id) if comment.parent_id else None,
            "author_id": str(comment.author_id),
            "comment_count": post.comment_count,
            "at": comment.published_at.isoformat(),
        }
        sockets().send("comment.created", payload, to=_readers(post.group_id))


def tell_reaction(fact: ReactionChanged) -> None:
    """Say how many now react to a post or comment, who changed it, and to their own pages what they say now."""
    post = _standing_post(fact.post_id)
    if post is None:
        return
    comment_reactions = select(Comment.reactions).where(Comment.id == fact.comment_id)
    reactions = session.scalar(comment_reactions) if fact.comment_id else post.reactions
    payload = {
        "post_id": str(post.id),
        "comment_id": str(fact.comment_id) if fact.comment_id else None,
        "person_id": str(fact.person_id),
        "reactions": reactions,
    }
    sockets().send_with_own(
        "reaction.changed",
        payload,
        lambda: {"my_reactions": own_reactions(fact.post_id, fact.comment_id, fact.person_id)},
        of=fact.person_id,
        to=_readers(post.group_id),
    )


def tell_poll(fact: PollChanged) -> None:
    """Say how many voted, and how, as far as all who read the post may know it."""
    post = _standing_post(fact.post_id)
    if post is not None and "poll" in post.parts:
        payload = {"post_id": str(post.id), **told_live(post.parts["poll"])}
        sockets().send("poll.changed", payload, to=_readers(post.group_id))


def tell_redrawn(fact: PostRedrawn) -> None:
    """Say that a post is to be drawn anew by whoever shows it."""
    post = _standing_post(fact.post_id)
    if post is not None:
        sockets().send("post.changed", {"id": str(post.id), "version": post.version}, to=_readers(post.group_id))


def tell_moved(fact: PostMoved) -> None:
    """Say to those who saw it where it stood, and to those who see it now, that a post is to be drawn anew.

    Of the former, who may read it no more is answered that there is none, and takes it from the page.
    """
    post = _standing_post(fact.post_id)
    if post is not None:
        rooms = list(dict.fromkeys([*_readers(fact.from_group_id), *_readers(post.group_id)]))
        sockets().send("post.changed", {"id": str(post.id), "version": post.version}, to=rooms)


def tell_post_gone_or_back(fact: PostDeleted | PostHidden | PostRestored) -> None:
    """Say to those who read it that a post is to be drawn anew: whoever asks learns whether there is one, no more."""
    post = session.get(Post, fact.post_id, populate_existing=True)
    if post is not None:
        sockets().send("post.changed", {"id": str(post.id), "version": post.version}, to=_readers(post.group_id))


def tell_comment_gone_or_back(fact: CommentDeleted | CommentHidden | CommentRestored) -> None:
    """The same of a comment, with how many there are now; of a post that is gone nothing more is said."""
    comment, post = session.get(Comment, fact.comment_id), _standing_post(fact.post_id)
    if comment is not None and post is not None:
        payload = {"id": str(comment.id), "post_id": str(post.id), "comment_count": post.comment_count}
        sockets().send("comment.changed", payload, to=_readers(post.group_id))
