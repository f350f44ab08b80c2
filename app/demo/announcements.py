"""The demo's announcements, and those who have confirmed to have read them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert

from app.core import clock
from app.core.db import session
from app.demo.people import People
from app.demo.story import Written, moment
from app.feed.models import Post, ReadConfirmation
from app.feed.parts import Part
from app.feed.queries import list_missing
from app.feed.services import refresh_announcement
from app.feed.services.announcing import NewAnnouncement


def parts_of(row: Written) -> list[Part]:
    """What a text is beside a text."""
    wish = row.get("announcement")
    return [NewAnnouncement(confirm=wish["confirm"], deadline=moment(wish["deadline"]))] if wish else []


def confirm(people: People, posts: Mapping[str, Post], row: Written) -> None:
    """As many in a hundred as the story says have read it, put in as rows; for some of the others it waits."""
    post, wish = posts[row["key"]], row["announcement"]
    waiting = {people[handle].id for handle in wish["waits_for"]}
    asked = list_missing(post.id)
    willing = [person_id for person_id in asked if person_id not in waiting]
    at = clock.now()
    said = [{"post_id": post.id, "person_id": person_id, "at": at} for person_id in willing]
    session.execute(insert(ReadConfirmation), said[: -(-len(asked) * wish["share"] // 100)])
    refresh_announcement(str(post.id))
