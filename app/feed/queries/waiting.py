"""How many questions of a group wait for an answer."""

from __future__ import annotations

from sqlalchemy import func, select

from app.core.db import session
from app.feed.models import Post, QuestionState
from app.groups.hooks import THIS_GROUP
from app.groups.models import Group

_ASKED = (Post.group_id == THIS_GROUP, Post.question_state == QuestionState.WAITING)
_STANDING = (Post.deleted_at.is_(None), Post.hidden_at.is_(None), Post.archived_at.is_(None))

WAITING_IN_GROUP = select(func.count()).select_from(Post).where(*_ASKED, *_STANDING).scalar_subquery()
"""The same as a column, for the mark of the group's page."""


def count_waiting(group: Group) -> int:
    """How many questions of a group that the caller knows the viewer may read wait for an answer. One statement."""
    return session.scalar(select(WAITING_IN_GROUP), {"group_id": group.id}) or 0
