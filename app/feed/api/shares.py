"""Shares in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.feed import queries, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.items import Item, post_items
from app.groups.queries import get_group


@feed_api.post("/posts/<uuid:post_id>/shares")
@feed_api.arguments(schemas.NewShare)
@feed_api.response(201, schemas.PostItem)
def share_post(values: dict[str, Any], post_id: UUID) -> Item:
    """Carry a post into another place; each reader sees it as far as they may read it, else `shared_post` is null."""
    actor, group_id = current_person(), values["group_id"]
    group = get_group(group_id, viewer=actor) if group_id else None
    post = queries.get_post(post_id, viewer=actor)
    share = services.share_post(post, body=values["body"], group=group, actor=actor)
    return post_items([share.id], viewer=actor)[0]
