"""Who is known to have met the copies of a rumour: its authors, who answered them and who reacted."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, or_, select, union

from app.accounts.models import Person
from app.core.db import session
from app.feed.models import Comment, Post, Reaction
from app.feed.policy import comments_visible_to, visible_to
from moderation.models import Notice, Rumour, RumourItem, TargetKind
from moderation.policy import can_moderate


def list_exposed(rumour: Rumour) -> list[UUID]:
    """Everybody who wrote, answered or reacted to a copy; those who only read it are not known."""
    return list(session.scalars(_exposed(rumour)))


def count_reach(rumour: Rumour, *, viewer: Person) -> tuple[int, int]:
    """How many are known to have met a copy, and how many were told what is known of it.

    For those who do not moderate, of the copies that they may read.
    """
    told = set(session.scalars(select(Notice.person_id).where(Notice.rumour_id == rumour.id)))
    if can_moderate(viewer):
        return len(told.union(list_exposed(rumour))), len(told)
    exposed = set(session.scalars(_met(*_copies_seen(rumour, viewer))))
    return len(exposed), len(exposed & told)


def _exposed(rumour: Rumour) -> CompoundSelect[UUID] | Select[UUID]:
    return _met(_copies(rumour, TargetKind.POST), _copies(rumour, TargetKind.COMMENT))


def _met(posts: Select[UUID], comments: Select[UUID]) -> CompoundSelect[UUID] | Select[UUID]:
    answers: ColumnElement[bool] = and_(Comment.post_id.in_(posts), Comment.deleted_at.is_(None))
    return union(
        select(Post.author_id).where(Post.id.in_(posts)),
        select(Comment.author_id).where(or_(Comment.id.in_(comments), Comment.parent_id.in_(comments), answers)),
        select(Reaction.person_id).where(or_(Reaction.post_id.in_(posts), Reaction.comment_id.in_(comments))),
    )


def _copies_seen(rumour: Rumour, viewer: Person) -> tuple[Select[UUID], Select[UUID]]:
    posts = select(Post.id).where(Post.id.in_(_copies(rumour, TargetKind.POST)), visible_to(viewer))
    comments = select(Comment.id).join(Comment.post).where(Comment.id.in_(_copies(rumour, TargetKind.COMMENT)))
    return posts.correlate(None), comments.where(comments_visible_to(viewer)).correlate(None)


def _copies(rumour: Rumour, kind: str) -> Select[UUID]:
    return select(RumourItem.target_id).where(RumourItem.rumour_id == rumour.id, RumourItem.target_type == kind)
