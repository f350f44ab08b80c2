"""Scheduled posts whose time has come: published one after the other, each exactly once."""

from __future__ import annotations

from datetime import timedelta

import structlog
from flask_babel import force_locale
from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.errors import ParvisError
from app.core.language import DEFAULT
from app.feed.kinds import load_parts
from app.feed.models import Post, ScheduledPost
from app.feed.services import publish_scheduled, refuse_scheduled

EVERY = timedelta(seconds=5)

log = structlog.get_logger(__name__)


def publish_due() -> None:
    """Publish what is due, each in a transaction of its own; what is refused stays with its author, who is told why.

    Repeating does no harm: a post and the end of what it was wished for are one transaction, so that a worker that is
    killed in between leaves either the wish or the post.
    """
    due = select(ScheduledPost.id).where(ScheduledPost.scheduled_at <= clock.now()).order_by(ScheduledPost.scheduled_at)
    for scheduled_id in session.scalars(due).all():
        scheduled = session.get(ScheduledPost, scheduled_id)
        if scheduled is None:
            continue
        with force_locale(scheduled.author.language or DEFAULT):
            try:
                publish_now(scheduled)
            except ParvisError as error:
                refuse_scheduled(scheduled, error)
            except Exception:  # of one post, which the others need not wait for
                log.exception("scheduled post failed", scheduled=str(scheduled_id))


def publish_now(scheduled: ScheduledPost) -> Post:
    """Publish a scheduled post with what it is to carry; raises what `publish_scheduled` raises."""
    return publish_scheduled(scheduled, parts=load_parts(scheduled.parts), actor=scheduled.author)
