"""What the feed does when something happened elsewhere."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, or_, select

from app.accounts.events import PersonRenamed
from app.core.db import session
from app.feed.events import ValueChanged
from app.feed.models import Announcement, Archived, Comment, Mention, Post, Praise, Praised, Question
from app.feed.services.announcing import refresh_announcement
from app.feed.services.answering import show_answer_again
from app.feed.services.archiving import show_archiver_again
from app.feed.services.praising import show_praise_again
from app.feed.services.rendering import render_again
from app.groups.events import MemberJoined, MemberLeft
from app.people.events import ProfileChanged

COUNTED_EVERY = timedelta(minutes=10)


def follow_new_name(fact: PersonRenamed) -> None:
    """Show a person's new name where they are mentioned; each text in a short transaction of its own."""
    mentions = select(Mention.post_id, Mention.comment_id).where(Mention.person_id == fact.person_id)
    for post_id, comment_id in session.execute(mentions).all():
        written = session.get(Comment, comment_id) if comment_id else session.get(Post, post_id)
        if written is not None:
            render_again(written)


def follow_members(fact: MemberJoined | MemberLeft) -> None:
    """Count anew whom a group's announcements concern, because somebody came or left."""
    in_it = select(Post.id).where(Post.group_id == fact.group_id)
    _count(select(Announcement.post_id).where(Announcement.post_id.in_(in_it)))


def count_readers() -> None:
    """The same for all of them, because people come to the house and to its departments, and leave them."""
    _count(select(Announcement.post_id))


def _count(announcements: Select[UUID]) -> None:
    """Each in a short transaction of its own; those that are over stay as they were."""
    for post_id in session.scalars(announcements.where(Announcement.is_over.is_(False))).all():
        refresh_announcement(str(post_id))


def follow_answerer(fact: PersonRenamed | ProfileChanged) -> None:
    """Show a person as they are now where a comment of theirs is the answer, or they accepted one."""
    theirs = or_(Comment.author_id == fact.person_id, Question.accepted_by == fact.person_id)
    answered = select(Question).join(Comment, Comment.id == Question.accepted_id).where(theirs)
    for question in session.scalars(answered).all():
        show_answer_again(question)


def follow_praised(fact: PersonRenamed | ProfileChanged) -> None:
    """Show a person as they are now where a post thanks them."""
    theirs = select(Praised.post_id).where(Praised.person_id == fact.person_id, Praised.withdrawn_at.is_(None))
    for post_id in session.scalars(theirs).all():
        show_praise_again(post_id)


def follow_archiver(fact: PersonRenamed) -> None:
    """Show a person's new name on what they put away."""
    for post_id in session.scalars(select(Archived.post_id).where(Archived.person_id == fact.person_id)).all():
        show_archiver_again(post_id)


def follow_value(fact: ValueChanged) -> None:
    """Show a value as it reads now where people were thanked for it."""
    for post_id in session.scalars(select(Praise.post_id).where(Praise.value_id == fact.value_id)).all():
        show_praise_again(post_id)
