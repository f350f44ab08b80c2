"""Where posts and comments are begun: with the composer, under posts and comments, and where one's own are changed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.core.db import session
from app.drafts.places import Place, among
from app.feed.models import Comment, Post, ScheduledPost
from app.feed.policy import comments_visible_to, visible_to
from app.feed.services.texts import LONGEST_COMMENT, LONGEST_POST

BESIDE = 5_000
"""Characters for a title and what is chosen beside the words: a poll, an event, for whom."""

_posts = among(Post.id, visible_to)


def _posts_and_comments(person: Person, ids: Collection[UUID]) -> Collection[UUID]:
    comments = select(Comment.id).join(Post, Post.id == Comment.post_id).where(Comment.id.in_(ids))
    return [*_posts(person, ids), *session.scalars(comments.where(comments_visible_to(person)))]


def _waiting_of(person: Person) -> ColumnElement[bool]:
    return ScheduledPost.author_id == person.id


DRAFTED = (
    Place("post", LONGEST_POST + BESIDE),
    Place("scheduled", LONGEST_POST + BESIDE, among(ScheduledPost.id, _waiting_of)),
    Place("share", LONGEST_POST + BESIDE, _posts),
    Place("comment", LONGEST_COMMENT, _posts_and_comments),
    Place("edit", LONGEST_POST + BESIDE, _posts_and_comments),
)
