"""Scheduled posts in the REST interface: written by `POST /posts` with `scheduled_at`, seen by their author alone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.core.paging import Page
from app.feed import queries, scheduling, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.items import Item, post_items, scheduled_item


@feed_api.get("/posts/scheduled")
@feed_api.response(200, schemas.ScheduledPage)
def list_scheduled() -> Page[Item]:
    """The caller's posts that wait: those that were refused first, then the first to come. A hundred at most."""
    return Page([scheduled_item(each) for each in queries.list_scheduled(current_person())])


@feed_api.patch("/posts/scheduled/<uuid:post_id>")
@feed_api.arguments(schemas.ChangedScheduled)
@feed_api.response(200, schemas.ScheduledItem)
def change_scheduled(values: dict[str, Any], post_id: UUID) -> Item:
    """Change one's own post that waits, or when it is to be published."""
    actor = current_person()
    scheduled = queries.get_scheduled(post_id, author=actor)
    services.change_scheduled(scheduled, **values, actor=actor)
    return scheduled_item(scheduled)


@feed_api.delete("/posts/scheduled/<uuid:post_id>")
@feed_api.response(204)
def cancel_scheduled(post_id: UUID) -> None:
    """Let it go."""
    actor = current_person()
    services.cancel_scheduled(queries.get_scheduled(post_id, author=actor), actor=actor)


@feed_api.post("/posts/scheduled/<uuid:post_id>/publication")
@feed_api.response(201, schemas.PostItem)
def publish_scheduled(post_id: UUID) -> Item:
    """Publish it now."""
    actor = current_person()
    post = scheduling.publish_now(queries.get_scheduled(post_id, author=actor))
    return post_items([post.id], viewer=actor)[0]
