"""Which posts stand on top of their group, are put away or take no more answers, in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.feed import queries, schemas, services
from app.feed.api.blueprint import feed_api
from app.feed.models import Post


@feed_api.put("/posts/<uuid:post_id>/pin")
@feed_api.arguments(schemas.NewPin)
@feed_api.response(204)
def pin_post(values: dict[str, Any], post_id: UUID) -> None:
    """Let a post stand on top of its group, or move it among the others; 409 where three stand there already."""
    services.pin_post(_post(post_id), **values, actor=current_person())


@feed_api.delete("/posts/<uuid:post_id>/pin")
@feed_api.response(204)
def unpin_post(post_id: UUID) -> None:
    """Let it stand there no longer."""
    services.unpin_post(_post(post_id), actor=current_person())


@feed_api.put("/posts/<uuid:post_id>/lock")
@feed_api.response(204)
def lock_post(post_id: UUID) -> None:
    """Let nobody comment on a post or react to it any more."""
    services.lock_post(_post(post_id), actor=current_person())


@feed_api.delete("/posts/<uuid:post_id>/lock")
@feed_api.response(204)
def unlock_post(post_id: UUID) -> None:
    """Let people answer again."""
    services.unlock_post(_post(post_id), actor=current_person())


@feed_api.put("/posts/<uuid:post_id>/archive")
@feed_api.response(204)
def archive_post(post_id: UUID) -> None:
    """Put a post away: found and read, but in no list of what is new, and answered no more."""
    services.archive_post(_post(post_id), actor=current_person())


@feed_api.delete("/posts/<uuid:post_id>/archive")
@feed_api.response(204)
def bring_back_post(post_id: UUID) -> None:
    """Bring it back to where it stood."""
    services.bring_back_post(_post(post_id), actor=current_person())


def _post(post_id: UUID) -> Post:
    return queries.get_post(post_id, viewer=current_person())
