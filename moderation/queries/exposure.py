"""Who is known to have met the copies of a rumour: its authors, who answered them and who reacted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, union

from app.core.db import session
from app.feed.models import Comment, Post, Reaction
from moderation.models import Notice, Rumour, RumourItem


def list_exposed(rumour: Rumour) -> list[UUID]:
    """Everybody who wrote, answered or reacted to a copy; those who only read it are not known."""
    return list(session.scalars(_exposed(rumour)))


def count_reach(rumour: Rumour) -> tuple[int, int]:
    """How many are known to have met a copy, and how many were told what is known of it."""
    exposed = set(list_exposed(rumour))
    told = set(session.scalars(select(Notice.person_id).where(Notice.rumour_id == rumour.id)))
    return len(exposed | told), len(told)


def _exposed(rumour: Rumour) -> CompoundSelect[UUID] | Select[UUID]:
    posts, comments = _copies(rumour, "post"), _copies(rumour, "comment")
    answers: ColumnElement[bool] = and_(Comment.post_id.in_(posts), Comment.deleted_at.is_(None))
    return union(
        select(Post.author_id).where(Post.id.in_(posts)),
        select(Comment.author_id).where(or_(Comment.id.in_(comments), Comment.parent_id.in_(comments), answers)),
        select(Reaction.person_id).where(or_(Reaction.post_id.in_(posts), Reaction.comment_id.in_(comments))),
    )


def _copies(rumour: Rumour, kind: str) -> Select[UUID]:
    return select(RumourItem.target_id).where(RumourItem.rumour_id == rumour.id, RumourItem.target_type == kind)
