"""Which kind of post a timeline is narrowed to."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from app.accounts.models import Person
from app.feed.models import Announcement, Bookmark, Post, QuestionState
from app.feed.policy import listed_for, visible_to
from app.feed.queries.scopes import Only
from app.people.models import Profile


def put_away(viewer: Person) -> ColumnElement[bool]:
    """The posts that somebody put away, as far as the viewer may read them."""
    return and_(Post.archived_at.is_not(None), visible_to(viewer))


def narrowed(only: Only, viewer: Person) -> ColumnElement[bool]:
    """The posts of one kind that the viewer may read, as a filter."""
    if only is Only.ARCHIVED:
        return put_away(viewer)
    if only is Only.BOOKMARKS:  # what one keeps is there, wherever it was put
        kept = select(Bookmark.post_id).where(Bookmark.person_id == viewer.id)
        return and_(Post.id.in_(kept), visible_to(viewer))
    return and_(_of_its_kind(only, viewer), listed_for(viewer))


def _of_its_kind(only: Only, viewer: Person) -> ColumnElement[bool]:
    if only is Only.DEPARTMENT:
        own = select(Profile.department_id).where(Profile.person_id == viewer.id).scalar_subquery()
        return Post.author_id.in_(select(Profile.person_id).where(Profile.department_id == own))
    if only is Only.QUESTIONS:
        return Post.question_state == QuestionState.WAITING
    return Post.id.in_(select(Announcement.post_id))
