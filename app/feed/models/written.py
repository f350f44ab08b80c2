"""What people wrote: posts, comments, and how they read before."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.groups.models import Group


class Written:
    """What posts and comments share: the text as it was written, its safe HTML, and what became of it."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int]
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    hidden_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    """Rises with everything that a reader sees of it; part of the keys of cached fragments."""
    reactions: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """How often each reaction was given; names that nobody gave are left out."""
    files: Mapped[list[Any]] = mapped_column(default=list)
    """What readers see of the files that hang on it, in order (see `app.files.items`)."""


_STATE = ("author_id", "deleted_at", "hidden_at", "archived_at")
_PUT_AWAY = text("archived_at IS NOT NULL")


def _questions(name: str, *columns: str) -> Index:
    """An index of the posts that ask something alone."""
    only = text("question_state IS NOT NULL")
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


class Post(Written, Model):
    """Something said to a group, or to the whole house where `group_id` is None."""

    __tablename__ = "post"
    __table_args__ = (
        # the columns behind the key let timelines choose posts without reading their rows
        Index("ix_post_group_timeline", "group_id", "published_at", "id", *_STATE),
        Index("ix_post_timeline", "published_at", "id", "group_id", *_STATE),
        Index("ix_post_author_id_published_at_id", "author_id", "published_at", "id"),
        Index("ix_post_archived", "group_id", "published_at", "id", sqlite_where=_PUT_AWAY, postgresql_where=_PUT_AWAY),
        _questions("ix_post_questions", "question_state", "published_at", "id"),
        _questions("ix_post_group_questions", "group_id", "question_state", "published_at", "id"),
    )

    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    comment_count: Mapped[int] = mapped_column(default=0)
    """How many comments can be read."""
    locked_at: Mapped[datetime | None]
    """Since when nobody comments on it or reacts to it any more."""
    archived_at: Mapped[datetime | None]
    """Since when it is put away: found and read, but in no list of what is new, and answered no more."""
    last_number: Mapped[int] = mapped_column(default=0)
    """The number of the newest comment, whatever became of it."""
    parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What readers see beside the text (a question's state, a poll's options…), by the name of its kind.

    The rows of each kind are the truth; whoever changes them changes this in the same transaction.
    """

    question_state: Mapped[str | None] = mapped_column(String(8))
    """A `QuestionState` where it is a question, for lists of those that wait."""

    author: Mapped[Person] = relationship(foreign_keys="Post.author_id")
    group: Mapped[Group | None] = relationship()


class Archived(Model):
    """Who put a post away; there is none for one that stands."""

    __tablename__ = "archived"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Comment(Written, Model):
    """An answer to a post, or to another comment of it."""

    __tablename__ = "comment"
    __table_args__ = (
        UniqueConstraint("post_id", "number"),
        Index("ix_comment_place", "post_id", "root_number", "branch_number", "number"),
        Index("ix_comment_author_id_published_at_id", "author_id", "published_at", "id"),
    )

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id"))
    number: Mapped[int]
    """The order under the post: rises by one with each comment, taken in the writing transaction."""
    root_number: Mapped[int]
    """The number of the comment that began this one's thread; its own where it began one."""
    branch_number: Mapped[int] = mapped_column(default=0)
    """That of the answer to the thread's beginning below which it stands; its own for that answer, 0 for a beginning.

    By root, branch and number a conversation is read to three levels: what lies deeper stays at the third.
    """

    author: Mapped[Person] = relationship(foreign_keys="Comment.author_id")
    post: Mapped[Post] = relationship(foreign_keys=[post_id])


class PostRevision(Model):
    """A post as it read before an edit."""

    __tablename__ = "post_revision"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), index=True)
    written_at: Mapped[datetime]
    title: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)


class CommentRevision(Model):
    """A comment as it read before an edit."""

    __tablename__ = "comment_revision"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    comment_id: Mapped[UUID] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    written_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
