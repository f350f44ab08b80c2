"""Polls: voting by a plain form, and the page that tells who voted."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid
from app.feed import queries, services
from app.feed.models import Post
from app.feed.pollpage import show_poll_page
from app.feed.views.blueprint import feed


@feed.get("/polls/<uuid:poll_id>")
def show_poll(poll_id: UUID) -> str:
    """A poll with what the viewer chose, its result and who voted, as far as they may know."""
    return show_poll_page(_post(poll_id))


@feed.post("/polls/<uuid:poll_id>/votes")
def create_votes(poll_id: UUID) -> ResponseReturnValue:
    """Vote, in place of an earlier vote."""
    post = _post(poll_id)
    try:
        services.vote(post, request.form.getlist(f"poll-{poll_id}"), actor=current_person())
    except (Invalid, Conflict) as error:
        return show_poll_page(post, error=error.detail), error.status
    flash(_("Your vote counts. You can change it until the close."))
    return redirect(f"{same_site(request.form.get('next'))}#post-{poll_id}", 303)


@feed.post("/polls/<uuid:poll_id>/closing")
def close_poll(poll_id: UUID) -> ResponseReturnValue:
    """End the vote now."""
    services.close_poll(_post(poll_id), actor=current_person())
    flash(_("The poll is closed."))
    return redirect(f"/polls/{poll_id}", 303)


def _post(poll_id: UUID) -> Post:
    """A poll has the identifier of its post."""
    post = queries.get_post(poll_id, viewer=current_person())
    queries.get_poll(post)
    return post
