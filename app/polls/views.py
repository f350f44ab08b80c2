"""Polls as pages: voting by a plain form, closing, and who voted."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid
from app.polls.page import show_poll_page
from app.polls.queries import get_polled

polls = Blueprint("polls", __name__, url_prefix="/polls")


@polls.get("/<uuid:poll_id>")
def show_poll(poll_id: UUID) -> str:
    """A poll with what the viewer chose, its result and who voted, as far as they may know."""
    return _page(poll_id)


@polls.post("/<uuid:poll_id>/votes")
def create_votes(poll_id: UUID) -> ResponseReturnValue:
    """Vote, in place of an earlier vote; for nothing takes that back."""
    polled, chosen = get_polled(poll_id, viewer=current_person()), request.form.getlist(f"poll-{poll_id}")
    try:
        polled.vote(chosen, actor=current_person())
    except (Invalid, Conflict) as error:
        return _page(poll_id, error=error.detail), error.status
    flash(_("Your vote counts. You can change it until the close.") if chosen else _("Your vote is taken back."))
    return redirect(f"{same_site(request.form.get('next'))}#{polled.anchor}", 303)


@polls.post("/<uuid:poll_id>/closing")
def close_poll(poll_id: UUID) -> ResponseReturnValue:
    """End the vote now."""
    get_polled(poll_id, viewer=current_person()).close(actor=current_person())
    flash(_("The poll is closed."))
    return redirect(f"/polls/{poll_id}", 303)


def _page(poll_id: UUID, error: str = "") -> str:
    polled = get_polled(poll_id, viewer=current_person())
    return show_poll_page(polled, poll_id, cursor=request.args.get("cursor"), error=error)
