"""Following conversations in the REST interface, muting them, and saying how far one has read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.feed import queries, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.models import Post


@feed_api.put("/posts/<uuid:post_id>/follow")
@feed_api.response(204)
def follow_post(post_id: UUID) -> None:
    """Be told of what is answered to a post; authors, those who answer and those who are named are so already."""
    services.follow_post(_post(post_id), actor=current_person())


@feed_api.delete("/posts/<uuid:post_id>/follow")
@feed_api.response(204)
def unfollow_post(post_id: UUID) -> None:
    """Be told of it no longer; whoever names or answers the caller is still heard."""
    services.unfollow_post(_post(post_id), actor=current_person())


@feed_api.put("/posts/<uuid:post_id>/mute")
@feed_api.response(204)
def mute_post(post_id: UUID) -> None:
    """Hear nothing more of a conversation, unless it names the caller; nobody else knows."""
    services.mute_post(_post(post_id), actor=current_person())


@feed_api.delete("/posts/<uuid:post_id>/mute")
@feed_api.response(204)
def unmute_post(post_id: UUID) -> None:
    """Hear of it again as before."""
    services.unmute_post(_post(post_id), actor=current_person())


@feed_api.put("/posts/<uuid:post_id>/seen")
@feed_api.arguments(schemas.SeenUntil)
@feed_api.response(204)
def mark_seen(values: dict[str, Any], post_id: UUID) -> None:
    """Say up to which comment one has seen the conversation; it never goes back, and nobody else knows."""
    services.mark_seen(_post(post_id), **values, actor=current_person())


def _post(post_id: UUID) -> Post:
    return queries.get_post(post_id, viewer=current_person())
