"""Governance's rows: the code of conduct in its versions, and who has acknowledged which."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.core import clock
from app.core.db import Model


class Code(Model):
    """One version of the code of conduct; a published version never changes."""

    __tablename__ = "code_of_conduct"
    __table_args__ = (CheckConstraint("version > 0", name="version"),)

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))

    articles: Mapped[list[Article]] = relationship(order_by="Article.number", cascade="all, delete-orphan")
    author: Mapped[Person | None] = relationship()


class Article(Model):
    """A numbered article in both languages; reports and decisions cite its number."""

    __tablename__ = "code_article"

    version: Mapped[int] = mapped_column(ForeignKey("code_of_conduct.version", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title_fr: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    text_fr: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)

    def title(self, language: str) -> str:
        return self.title_fr if language == "fr" else self.title_en

    def text(self, language: str) -> str:
        return self.text_fr if language == "fr" else self.text_en


class Acknowledgement(Model):
    """A person who has read a version and agrees to live by it."""

    __tablename__ = "code_acknowledgement"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(ForeignKey("code_of_conduct.version", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now)
