"""The words' rows: what each is called, its icon and its place, and whether it is still offered."""

from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model

LONGEST_NAME = 12
"""What a word is called in rows and in the interface; reactions keep it in columns of this length."""
LONGEST_LABEL = 20


class ReactionWord(Model):
    """A word that people may say; it is never removed, for what was said with it stays readable."""

    __tablename__ = "reaction_word"

    name: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    label_fr: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    label_en: Mapped[str] = mapped_column(String(LONGEST_LABEL))
    icon: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    is_offered: Mapped[bool] = mapped_column(default=True)
