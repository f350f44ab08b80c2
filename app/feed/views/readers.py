"""Following a conversation, muting it, and saying that one has seen it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.feed import forms, queries, services
from app.feed.conversations import address_of
from app.feed.models import Post
from app.feed.views.blueprint import feed


@feed.post("/posts/<uuid:post_id>/follow")
def change_follow(post_id: UUID) -> ResponseReturnValue:
    """Follow the conversation, or follow it no longer where one did."""
    post, actor = _post(post_id), current_person()
    follows = queries.read_own(actor, [post.id])[post.id].follows
    (services.unfollow_post if follows else services.follow_post)(post, actor=actor)
    followed = _("You are notified of the answers to this post.")
    return _back(post, _("You are no longer notified of its answers.") if follows else followed)


@feed.post("/posts/<uuid:post_id>/mute")
def change_mute(post_id: UUID) -> ResponseReturnValue:
    """Mute the conversation, or hear of it again where one had muted it."""
    post, actor = _post(post_id), current_person()
    is_muted = queries.read_own(actor, [post.id])[post.id].is_muted
    (services.unmute_post if is_muted else services.mute_post)(post, actor=actor)
    muted = _("Muted: no more notifications of this post, unless you are mentioned.")
    return _back(post, _("No longer muted.") if is_muted else muted)


@feed.get("/posts/<uuid:post_id>/new")
def show_first_new(post_id: UUID) -> ResponseReturnValue:
    """The first comment that came since the viewer last saw the conversation, at its place."""
    post, viewer = _post(post_id), current_person()
    seen = queries.read_own(viewer, [post.id])[post.id].seen
    first = None if seen is None else queries.find_first_new(post, after=seen, viewer=viewer)
    return redirect(address_of(first) if first else f"/posts/{post.id}#comments")


@feed.post("/posts/<uuid:post_id>/seen")
def change_seen(post_id: UUID) -> ResponseReturnValue:
    """Have seen the conversation up to a comment, by its number."""
    post = _post(post_id)
    services.mark_seen(post, number=forms.read_seen(), actor=current_person())
    return redirect(f"/posts/{post.id}", 303)


def _post(post_id: UUID) -> Post:
    return queries.get_post(post_id, viewer=current_person())


def _back(post: Post, told: str) -> ResponseReturnValue:
    """Say what was done; the same once more undoes it."""
    flash(told, request.path)
    return redirect(f"{same_site(request.form.get('next'))}#post-{post.id}", 303)
