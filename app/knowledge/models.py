"""Knowledge's rows: a group's pages, and every version of them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.groups.models import Group

STANDING = text("deleted_at IS NULL")


class KnowledgePage(Model):
    """A page of what a group knows; the start page is the one that is read first."""

    __tablename__ = "knowledge_page"
    __table_args__ = (
        # of two pages that stand, no two are called the same, and one alone is read first
        Index(
            "uq_knowledge_page_group_id_key",
            "group_id",
            "key",
            unique=True,
            sqlite_where=STANDING,
            postgresql_where=STANDING,
        ),
        Index("ix_knowledge_page_group_id_position", "group_id", "position"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id"))
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("knowledge_page.id"), index=True)
    """The page it stands under; pages stand under one that stands under none."""
    position: Mapped[int]
    """The order among those that stand under the same page."""
    is_start: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(400))
    """The title without case and accents, by which links name the page."""
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer_version: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    """The number of the version that is read; an edit says on which it is based."""
    is_for_keepers: Mapped[bool] = mapped_column(default=False)
    """Whether only owners and moderators change it."""
    author_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    editor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    edited_at: Mapped[datetime] = mapped_column(default=clock.now)
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    hidden_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[author_id])
    editor: Mapped[Person] = relationship(foreign_keys=[editor_id])


class KnowledgeVersion(Model):
    """A page as it read from one edit to the next; the newest is how it reads now."""

    __tablename__ = "knowledge_version"
    __table_args__ = (UniqueConstraint("page_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    page_id: Mapped[UUID] = mapped_column(ForeignKey("knowledge_page.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(400))
    body: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(String(200), default="")
    """What its writer says of the change."""
    restores: Mapped[int | None]
    """The number of the version whose words it brought back."""
    editor_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    written_at: Mapped[datetime] = mapped_column(default=clock.now)

    editor: Mapped[Person] = relationship()
