"""Moving a post to another place as a page."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Conflict, Forbidden, NotFound, ParvisError, demand
from app.core.ids import parse_id
from app.feed import composing, queries, services
from app.feed.audiences import can_move
from app.feed.models import Post
from app.feed.views.blueprint import feed
from app.groups.queries import get_group


@feed.get("/posts/<uuid:post_id>/place")
def choose_place(post_id: UUID) -> str:
    """The form: where to."""
    post = queries.get_post(post_id, viewer=current_person())
    demand(can_move(current_person(), post))
    return _place_page(post)


@feed.post("/posts/<uuid:post_id>/place")
def move_post(post_id: UUID) -> ResponseReturnValue:
    """Move it; a refusal says why."""
    actor, group_id = current_person(), request.form.get("group_id", "")
    post = queries.get_post(post_id, viewer=actor)
    demand(can_move(actor, post))
    try:
        group = get_group(parse_id(group_id), viewer=actor) if group_id else None
        services.move_post(post, group, actor=actor)
    except (Conflict, Forbidden, NotFound) as error:
        return _place_page(post, error), error.status
    flash(_("Post moved."), f"/posts/{post_id}/place/undoing")
    return redirect(f"/posts/{post_id}", 303)


@feed.post("/posts/<uuid:post_id>/place/undoing")
def undo_move(post_id: UUID) -> ResponseReturnValue:
    """Move it back."""
    actor = current_person()
    services.undo_move(queries.get_post(post_id, viewer=actor), actor=actor)
    return redirect(f"/posts/{post_id}", 303)


def _place_page(post: Post, error: ParvisError | None = None) -> str:
    composer = composing.compose(current_person())
    here = str(post.group_id) if post.group_id else ""
    places = [(place.id, place.label) for place in composer.places if place.id != here] if composer else []
    return render_template(
        "feed/place.html",
        post=post,
        places=places,
        chosen=request.form.get("group_id", ""),
        refusal=composing.reason_of(error) if error else "",
    )
