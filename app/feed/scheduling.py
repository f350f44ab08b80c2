"""Scheduled posts whose time has come: published one after the other, each exactly once."""

from __future__ import annotations

from app.core.scheduled import do_due
from app.feed.kinds import load_parts
from app.feed.models import Post, ScheduledPost
from app.feed.services import publish_scheduled, refuse_scheduled


def publish_due() -> None:
    """Publish what is due; what is refused stays with its author, who is told why. Repeating does no harm."""
    do_due(ScheduledPost, publish_now, refused=refuse_scheduled, language_of=lambda each: each.author.language)


def publish_now(scheduled: ScheduledPost) -> Post:
    """Publish a scheduled post with what it is to carry; raises what `publish_scheduled` raises."""
    return publish_scheduled(scheduled, parts=load_parts(scheduled.parts), actor=scheduled.author)
