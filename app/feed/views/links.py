"""What a post's link leads to: its picture, kept by us, and taking it away."""

from __future__ import annotations

from uuid import UUID

from flask import redirect
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.core.errors import NotFound
from app.feed import queries, services
from app.feed.services.linking import SHELF
from app.feed.views.blueprint import feed
from app.files.serving import serve
from app.links.services import find_picture


@feed.get("/posts/<uuid:post_id>/link/picture")
def show_link_picture(post_id: UUID) -> ResponseReturnValue:
    """The picture of the page that the post links to, for whoever may read the post."""
    picture = find_picture(SHELF, queries.get_post(post_id, viewer=current_person()).id)
    if picture is None:
        raise NotFound
    return serve(picture, name="link.webp", media_type="image/webp")


@feed.post("/posts/<uuid:post_id>/link/removal")
def remove_link_preview(post_id: UUID) -> ResponseReturnValue:
    """Show no longer what the link leads to."""
    actor = current_person()
    services.remove_preview(queries.get_post(post_id, viewer=actor), actor=actor)
    return redirect(f"/posts/{post_id}", 303)
