"""Moving posts to another place in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.feed import queries, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.items import Item, post_items
from app.groups.queries import get_group


@feed_api.put("/posts/<uuid:post_id>/place")
@feed_api.arguments(schemas.NewPlace)
@feed_api.response(200, schemas.PostItem)
def move_post(values: dict[str, Any], post_id: UUID) -> Item:
    """Move a post with its conversation and its files; null is the whole house. 409 for what stays where it is."""
    actor, group_id = current_person(), values["group_id"]
    post = queries.get_post(post_id, viewer=actor)
    services.move_post(post, get_group(group_id, viewer=actor) if group_id else None, actor=actor)
    return post_items([post_id], viewer=actor)[0]
