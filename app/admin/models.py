"""The administration's rows: what the instance knows of itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model


class Setting(Model):
    """One thing that the instance knows of itself, by its name."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    content: Mapped[dict[str, Any]]
