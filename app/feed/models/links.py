"""What a post's first link leads to."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Model
from app.links.models import KeptLink


class LinkPreview(KeptLink, Model):
    """What the page behind a post's first link said of itself."""

    __tablename__ = "link_preview"

    post_id: Mapped[UUID] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
