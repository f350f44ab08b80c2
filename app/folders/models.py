"""The rows of a group's files: folders, documents in them, and each document's versions."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model
from app.core.ids import new_id
from app.files.models import File
from app.groups.models import Group


class Folder(Model):
    """A folder of a group, in another one or at the top."""

    __tablename__ = "folder"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id"), index=True)
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("folder.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)
    deleted_with: Mapped[UUID | None] = mapped_column(index=True)
    """The folder or document whose deletion took it along: itself, or one above it."""

    group: Mapped[Group] = relationship()
    made_by: Mapped[Person] = relationship()


class Document(Model):
    """A file as a group keeps it: its name, its place, and the version that is the present one."""

    __tablename__ = "document"
    __table_args__ = (Index("ix_document_group_id_name_id", "group_id", "name", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id"))
    folder_id: Mapped[UUID | None] = mapped_column(ForeignKey("folder.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id"))
    number: Mapped[int] = mapped_column(default=1)
    """Of the present version; they rise by one."""
    added_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(default=clock.now)
    changed_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)
    """When the present version came, and by whom."""
    deleted_at: Mapped[datetime | None] = mapped_column(index=True)
    deleted_with: Mapped[UUID | None] = mapped_column(index=True)
    hidden_at: Mapped[datetime | None]

    group: Mapped[Group] = relationship()
    file: Mapped[File] = relationship()
    added_by: Mapped[Person] = relationship(foreign_keys=added_by_id)
    changed_by: Mapped[Person] = relationship(foreign_keys=changed_by_id)


class Version(Model):
    """What a document was from some moment on; never changed."""

    __tablename__ = "document_version"

    document_id: Mapped[UUID] = mapped_column(ForeignKey("document.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id"))
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    restored_from: Mapped[int | None]
    """The number of the version that it brought back, if it brought one back."""

    file: Mapped[File] = relationship()
    made_by: Mapped[Person] = relationship()
