"""Scheduling: posts that are written now and published later, judged anew at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.errors import ParvisError, demand
from app.core.events import command, record
from app.core.scheduled import checked_moment, demand_room, hold, let_go, refuse, reschedule
from app.feed.attaching import holder_of
from app.feed.events import ScheduledPostRefused
from app.feed.models import Post, ScheduledPost
from app.feed.parts import Part, dump_parts, say_enough
from app.feed.services.posting import demand_place, publish_post
from app.feed.services.texts import LONGEST_POST, checked, checked_title, review
from app.files.services import set_files
from app.groups.models import Group

MOST_SCHEDULED = 100


@command
def schedule_post(
    *,
    body: str,
    title: str = "",
    group: Group | None = None,
    file_ids: Sequence[UUID] = (),
    parts: Sequence[Part] = (),
    scheduled_at: datetime,
    actor: Person,
) -> ScheduledPost:
    """Write a post that is published at a moment to come, within a year; until then it is its author's alone.

    Raises what `publish_post` raises for the place, the text and the files, Invalid for another moment, Conflict where
    a hundred posts wait already. What parts raise is told when it is published.
    """
    demand_place(group, actor)
    full = _("At most %(most)d posts can wait at once.", most=MOST_SCHEDULED)
    demand_room(ScheduledPost, actor.id, most=MOST_SCHEDULED, words=full)
    scheduled = ScheduledPost(
        author_id=actor.id,
        group_id=group.id if group else None,
        title=checked_title(title),
        body=_checked(body, group, may_be_empty=bool(file_ids) or say_enough(parts), actor=actor),
        parts=dump_parts(parts),
        scheduled_at=checked_moment(scheduled_at),
    )
    session.add(scheduled)
    session.flush()
    scheduled.files = set_files(holder_of(scheduled), file_ids, actor=actor)
    return scheduled


@command
def change_scheduled(
    scheduled: ScheduledPost,
    *,
    body: str | None = None,
    title: str | None = None,
    file_ids: Sequence[UUID] | None = None,
    scheduled_at: datetime | None = None,
    actor: Person,
) -> None:
    """Change what is given, and say anew when where it was refused. Raises NotFound where it is published already."""
    hold(scheduled, actor.id)
    if title is not None:
        scheduled.title = checked_title(title)
    if file_ids is not None:
        scheduled.files = set_files(holder_of(scheduled), file_ids, actor=actor)
    if body is not None or file_ids is not None:
        text, enough = scheduled.body if body is None else body, bool(scheduled.files or scheduled.parts)
        scheduled.body = _checked(text, scheduled.group, may_be_empty=enough, actor=actor)
    reschedule(scheduled, scheduled_at)


@command
def cancel_scheduled(scheduled: ScheduledPost, *, actor: Person) -> None:
    """Let a scheduled post go, and its files. Raises NotFound where it is published already."""
    hold(scheduled, actor.id)
    set_files(holder_of(scheduled), (), actor=actor)
    let_go(scheduled)


@command
def publish_scheduled(scheduled: ScheduledPost, *, parts: Sequence[Part], actor: Person) -> Post:
    """Publish a scheduled post now, with the rights its author has now: exactly once, for it is gone in the same
    transaction. Raises what `publish_post` raises, and NotFound where it is published already."""
    hold(scheduled, actor.id)
    demand(actor.may_enter, _("Your account was closed at that moment."))
    file_ids = [UUID(file["id"]) for file in scheduled.files]
    post = publish_post(
        body=scheduled.body,
        title=scheduled.title,
        group=scheduled.group,
        file_ids=file_ids,
        parts=parts,
        actor=actor,
        post_id=scheduled.id,
    )
    set_files(holder_of(scheduled), (), actor=actor)
    let_go(scheduled)
    return post


@command
def refuse_scheduled(scheduled: ScheduledPost, error: ParvisError) -> None:
    """Keep a scheduled post that could not be published, and tell its author why; nothing where it is gone."""
    if refuse(scheduled, error, otherwise=_("You can no longer write here.")):
        record(ScheduledPostRefused(scheduled.id, scheduled.author_id, clock.now()))


def _checked(body: str, group: Group | None, *, may_be_empty: bool, actor: Person) -> str:
    """The text, of which nothing calls anybody yet: that is judged when it is published."""
    text = checked(body, longest=LONGEST_POST, may_be_empty=may_be_empty)
    review(text, group_id=group.id if group else None, actor=actor)
    return text
