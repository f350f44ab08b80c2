"""What people want to hear nothing of; it stands here because a conversation shows whoever muted it that they did."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.ids import new_id


class Mute(Model):
    """Something of which a person wants to hear nothing for a while: a group, a post's thread, a colleague, a kind."""

    __tablename__ = "mute"
    __table_args__ = (
        UniqueConstraint("person_id", "group_id"),
        UniqueConstraint("person_id", "post_id"),
        UniqueConstraint("person_id", "doer_id"),
        UniqueConstraint("person_id", "kind"),
        CheckConstraint(
            "(group_id IS NOT NULL AND post_id IS NULL AND doer_id IS NULL AND kind IS NULL)"
            " OR (group_id IS NULL AND post_id IS NOT NULL AND doer_id IS NULL AND kind IS NULL)"
            " OR (group_id IS NULL AND post_id IS NULL AND doer_id IS NOT NULL AND kind IS NULL)"
            " OR (group_id IS NULL AND post_id IS NULL AND doer_id IS NULL AND kind IS NOT NULL)",
            name="one_thing",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    post_id: Mapped[UUID | None] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"))
    doer_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str | None] = mapped_column(String(20))
    until: Mapped[datetime | None]
    """None is for good."""
    wholly: Mapped[bool] = mapped_column(default=False)
    """Whether being mentioned there is not told either."""
    at: Mapped[datetime] = mapped_column(default=clock.now)
