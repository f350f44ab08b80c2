"""How many questions of a group wait for an answer."""

from __future__ import annotations

from sqlalchemy import func, select

from app.core.db import session
from app.feed.models import Post, QuestionState
from app.groups.models import Group


def count_waiting(group: Group) -> int:
    """How many questions of a group that the caller knows the viewer may read wait for an answer. One statement."""
    waiting = (Post.group_id == group.id, Post.question_state == QuestionState.WAITING)
    standing = (Post.deleted_at.is_(None), Post.hidden_at.is_(None))
    return session.scalar(select(func.count()).select_from(Post).where(*waiting, *standing)) or 0
