"""What people leave on posts and comments: reactions, mentions and bookmarks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.reactions.models import LONGEST_NAME


class Reaction(Model):
    """What a person says in one word to a post or to a comment; one word of the house for each of them."""

    __tablename__ = "reaction"
    __table_args__ = (
        CheckConstraint("(post_id IS NULL) <> (comment_id IS NULL)", name="one_target"),
        UniqueConstraint("post_id", "person_id"),
        UniqueConstraint("comment_id", "person_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    at: Mapped[datetime] = mapped_column(default=clock.now)


class Mention(Model):
    """A person named in a post, or in a comment of it."""

    __tablename__ = "mention"
    __table_args__ = (Index("ix_mention_post_id_comment_id", "post_id", "comment_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    comment_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class Bookmark(Model):
    """A post that a person keeps for later; nobody else knows."""

    __tablename__ = "bookmark"
    __table_args__ = (Index("ix_bookmark_person_id_at_post_id", "person_id", "at", "post_id"),)

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
