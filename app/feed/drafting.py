"""Where posts and comments are begun: with the composer, under posts and comments, and where one's own are changed."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select

from app.accounts.models import Person
from app.core import richtext
from app.core.db import session
from app.drafts.places import Find, Place, Spot, among, at
from app.feed.models import Comment, Post, ScheduledPost
from app.feed.policy import comments_visible_to, visible_to
from app.feed.services.texts import LONGEST_COMMENT, LONGEST_POST

BESIDE = 5_000
"""Characters for a title and what is chosen beside the words: a poll, an event, for whom."""

SHOWN = 80
"""How many characters of a text without a title stand for one."""

_posts = among(Post.id, visible_to)


def _posts_and_comments(person: Person, ids: Collection[UUID]) -> Collection[UUID]:
    comments = select(Comment.id).join(Post, Post.id == Comment.post_id).where(Comment.id.in_(ids))
    return [*_posts(person, ids), *session.scalars(comments.where(comments_visible_to(person)))]


def _waiting_of(person: Person) -> ColumnElement[bool]:
    return ScheduledPost.author_id == person.id


def _at_posts(address: str) -> Find:
    """Where one writes about posts, by an address with `{id}`."""

    def find(_person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
        posts = session.execute(select(Post.id, Post.title, Post.html).where(Post.id.in_(ids)))
        return {post.id: Spot(address.format(id=post.id), post.title or _begin(post.html)) for post in posts}

    return find


def _at_posts_and_comments(address: str, under_comments: str) -> Find:
    """The same about comments too, by an address with `{id}` and their `{post}`."""
    at_posts = _at_posts(address)

    def find(person: Person, ids: Collection[UUID]) -> dict[UUID, Spot]:
        wanted = select(Comment.id, Comment.post_id, Comment.html).where(Comment.id.in_(ids))
        return dict(at_posts(person, ids)) | {
            row.id: Spot(under_comments.format(id=row.id, post=row.post_id), _begin(row.html))
            for row in session.execute(wanted)
        }

    return find


def _begin(html: str) -> str:
    return richtext.plain_text(html, SHOWN)


DRAFTED = (
    Place("post", LONGEST_POST + BESIDE, _l("A post"), "/posts/new"),
    Place(
        "scheduled",
        LONGEST_POST + BESIDE,
        _l("A post for later"),
        open_to=among(ScheduledPost.id, _waiting_of),
        find=at("/posts/scheduled/{id}/edit"),
    ),
    Place(
        "share",
        LONGEST_POST + BESIDE,
        _l("Words with a post that you share"),
        open_to=_posts,
        find=_at_posts("/posts/{id}/shares/new"),
    ),
    Place(
        "comment",
        LONGEST_COMMENT,
        _l("A comment"),
        open_to=_posts_and_comments,
        find=_at_posts_and_comments("/posts/{id}#reply", "/posts/{post}?reply={id}#reply"),
    ),
    Place(
        "edit",
        LONGEST_POST + BESIDE,
        _l("Changes to a post or a comment"),
        open_to=_posts_and_comments,
        find=_at_posts_and_comments("/posts/{id}/edit", "/comments/{id}/edit"),
    ),
)
