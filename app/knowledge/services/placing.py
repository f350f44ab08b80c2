"""Where a page may stand."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.core.db import session
from app.core.errors import Invalid
from app.groups.models import Group
from app.knowledge.models import KnowledgePage


def checked_parent(parent: KnowledgePage | None, group: Group, page: KnowledgePage | None = None) -> UUID | None:
    """The page to stand under; raises Invalid where one cannot: pages stand under those that stand by themselves."""
    if parent is None:
        return None
    fits = (
        parent.group_id == group.id and parent.deleted_at is None and parent.parent_id is None and not parent.is_start
    )
    if not fits or (page is not None and (page.id == parent.id or page.is_start or _has_pages(page))):
        raise Invalid(parent=_("It cannot be placed under this page."))
    return parent.id


def last_position(group: Group) -> int:
    """The position of the last page of a group; 0 where there is none."""
    return session.scalar(select(func.max(KnowledgePage.position)).where(KnowledgePage.group_id == group.id)) or 0


def _has_pages(page: KnowledgePage) -> bool:
    under = KnowledgePage.parent_id == page.id, KnowledgePage.deleted_at.is_(None)
    return session.scalar(select(KnowledgePage.id).where(*under).limit(1)) is not None
