"""The rows of files: what was sent, where its bytes are kept, and what it hangs on."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.db import Model
from app.core.folding import fold
from app.core.ids import new_id

LONGEST_ALT = 1_000


class Holder(NamedTuple):
    """What a file hangs on: the kind of thing ("post", "comment", "message" …) and its identifier."""

    kind: str
    id: UUID


def _folded_name(context: Any) -> str:
    return fold(context.get_current_parameters()["name"])


class File(Model):
    """A file as it is kept, of a picture the one made anew; and two smaller ones of it, or of a document’s front."""

    __tablename__ = "file"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(150))
    folded: Mapped[str] = mapped_column(Text, default=_folded_name)
    """The words of its name without case and accents, by which it is looked for."""
    alt: Mapped[str] = mapped_column(Text, default="")
    """What a picture shows, or what is said in a sound or film, in words."""
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(64), index=True)
    """Where the bytes are: files with the same content share them."""
    large_key: Mapped[str | None] = mapped_column(String(64), index=True)
    thumb_key: Mapped[str | None] = mapped_column(String(64), index=True)
    uploaded_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)


class FileTotal(Model):
    """How many bytes all files take up together, those of the same content once: the one row that says it."""

    __tablename__ = "file_total"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, default=0)


class Attachment(Model):
    """That a file hangs on something; its holder keeps the order and what readers see of its files."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_holder_kind_holder_id", "holder_kind", "holder_id"),)

    file_id: Mapped[UUID] = mapped_column(ForeignKey("file.id"), primary_key=True)
    holder_kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    holder_id: Mapped[UUID] = mapped_column(primary_key=True)
