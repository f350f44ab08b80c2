"""Questions: posts that wait for an answer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class QuestionState(StrEnum):
    """Whether a question waits for its answer; kept with the post too, for lists."""

    WAITING = "waiting"
    ANSWERED = "answered"


class Question(Model):
    """A post that asks something; answered as soon as one of its comments is accepted."""

    __tablename__ = "question"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
    accepted_id: Mapped[UUID | None] = mapped_column(ForeignKey("comment.id", ondelete="SET NULL"), index=True)
    """The comment that answers it."""
    accepted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    accepted_at: Mapped[datetime | None]
