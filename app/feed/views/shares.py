"""Sharing a post as a page."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts.signin import current_person
from app.core.errors import Forbidden, Invalid, NotFound, ParvisError, demand
from app.core.ids import parse_id
from app.feed import composing, queries, services
from app.feed.models import Post
from app.feed.sharing import MARK, with_cards
from app.feed.views.blueprint import feed
from app.groups.queries import get_group


@feed.get("/posts/<uuid:post_id>/shares/new")
def write_share(post_id: UUID) -> str:
    """The form: where to, and with which words."""
    return _share_page(queries.get_post(post_id, viewer=current_person()))


@feed.post("/posts/<uuid:post_id>/shares")
def create_share(post_id: UUID) -> ResponseReturnValue:
    """Share it; a refusal keeps the words."""
    actor, group_id = current_person(), request.form.get("group_id", "")
    post = queries.get_post(post_id, viewer=actor)
    try:
        group = get_group(parse_id(group_id), viewer=actor) if group_id else None
        share = services.share_post(post, body=request.form.get("body", ""), group=group, actor=actor)
    except (Invalid, Forbidden, NotFound) as error:
        return _share_page(post, error), error.status
    return redirect(f"/posts/{share.id}", 303)


def _share_page(post: Post, error: ParvisError | None = None) -> str:
    composer = composing.compose(current_person())
    demand(composer is not None)
    errors = error.errors if isinstance(error, Invalid) else {"group_id": composing.reason_of(error)} if error else {}
    shared = post.parts.get("shared_post", {"id": post.id})["id"]
    return render_template(
        "feed/share.html",
        post=post,
        card=with_cards([Markup(f"{MARK}{shared}-->")])[0],  # noqa: S704 (an identifier)
        places=[(place.id, place.label) for place in composer.places] if composer else [],
        chosen=request.form.get("group_id", ""),
        body=request.form.get("body", ""),
        errors=errors,
    )
