"""Announcements in the REST interface: confirming them, and who has."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.errors import NotFound
from app.core.paging import Page
from app.feed import queries, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.items import Item, post_items
from app.feed.queries import Addressee


@feed_api.put("/posts/<uuid:post_id>/read-confirmation")
@feed_api.response(200, schemas.PostItem)
def confirm_reading(post_id: UUID) -> Item:
    """Say to have read and understood an announcement, once and for good; 403 for whom it does not concern."""
    actor = current_person()
    post = queries.get_post(post_id, viewer=actor)
    services.confirm_reading(post, actor=actor)
    return post_items([post.id], viewer=actor)[0]


@feed_api.get("/posts/<uuid:post_id>/confirmations")
@feed_api.arguments(schemas.ReaderArguments, location="query")
@feed_api.response(200, schemas.ReaderPage)
def list_confirmations(arguments: dict[str, Any], post_id: UUID) -> Page[Addressee]:
    """Who has confirmed an announcement, or who has not, by name; for its author and the keepers of the place."""
    viewer = current_person()
    post = queries.get_post(post_id, viewer=viewer)
    announcement = queries.get_announcement(post, viewer=viewer)
    if announcement is None:
        raise NotFound
    return queries.list_readers(announcement, post, which=arguments.pop("state"), **arguments)


@feed_api.post("/posts/<uuid:post_id>/reminders")
@feed_api.response(201, schemas.ReminderItem)
def remind_readers(post_id: UUID) -> Item:
    """Tell an announcement again to those who have not confirmed it; 409 less than a day after the last time."""
    actor = current_person()
    post = queries.get_post(post_id, viewer=actor)
    return {"reminded": services.remind_readers(post, actor=actor)}
