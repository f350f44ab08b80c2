"""Putting posts on top of their group or away, and closing conversations, from a post's menu."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.core.errors import Conflict
from app.feed import queries, services
from app.feed.views.blueprint import feed


@feed.post("/posts/<uuid:post_id>/pin")
def change_pin(post_id: UUID) -> ResponseReturnValue:
    """Put the post on top of its group, first of all, or take it down where it stands there."""
    actor = current_person()
    post = queries.get_post(post_id, viewer=actor)
    try:
        (services.unpin_post if "pinned" in post.parts else services.pin_post)(post, actor=actor)
    except Conflict as error:
        flash(error.detail)
    return redirect(f"{same_site(request.form.get('next'))}#post-{post_id}", 303)


@feed.post("/posts/<uuid:post_id>/archive")
def change_archive(post_id: UUID) -> ResponseReturnValue:
    """Put the post away, or bring it back where it was put away."""
    actor = current_person()
    post = queries.get_post(post_id, viewer=actor)
    was_there = post.archived_at is None
    (services.archive_post if was_there else services.bring_back_post)(post, actor=actor)
    flash(_("Post archived.") if was_there else _("The post stands where it stood."), f"/posts/{post_id}/archive")
    return redirect(f"{same_site(request.form.get('next'))}#post-{post_id}", 303)


@feed.post("/posts/<uuid:post_id>/lock")
def change_lock(post_id: UUID) -> ResponseReturnValue:
    """Let nobody answer any more, or everybody again."""
    actor = current_person()
    post = queries.get_post(post_id, viewer=actor)
    (services.lock_post if post.locked_at is None else services.unlock_post)(post, actor=actor)
    return redirect(f"{same_site(request.form.get('next'))}#post-{post_id}", 303)
