"""Polls as pages: voting by a plain form, closing, and who voted."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.forms import same_site
from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid
from app.core.paging import Page
from app.polls.queries import Voter, get_polled, list_voters, why_voters_stay_unknown

polls = Blueprint("polls", __name__, url_prefix="/polls")


@polls.get("/<uuid:poll_id>")
def show_poll(poll_id: UUID) -> str:
    """A poll with what the viewer chose, its result and who voted, as far as they may know."""
    return _page(poll_id)


@polls.post("/<uuid:poll_id>/votes")
def create_votes(poll_id: UUID) -> ResponseReturnValue:
    """Vote, in place of an earlier vote."""
    polled = get_polled(poll_id, viewer=current_person())
    try:
        polled.vote(request.form.getlist(f"poll-{poll_id}"), actor=current_person())
    except (Invalid, Conflict) as error:
        return _page(poll_id, error=error.detail), error.status
    flash(_("Your vote counts. You can change it until the close."))
    return redirect(f"{same_site(request.form.get('next'))}#{polled.anchor}", 303)


@polls.post("/<uuid:poll_id>/closing")
def close_poll(poll_id: UUID) -> ResponseReturnValue:
    """End the vote now."""
    get_polled(poll_id, viewer=current_person()).close(actor=current_person())
    flash(_("The poll is closed."))
    return redirect(f"/polls/{poll_id}", 303)


def _page(poll_id: UUID, error: str = "") -> str:
    viewer = current_person()
    polled = get_polled(poll_id, viewer=viewer)
    poll = polled.item()
    words = {option["id"]: option["text"] for option in poll["options"]}
    unknown = why_voters_stay_unknown(polled.box, poll_id, viewer)
    cursor = request.args.get("cursor")
    voters = Page[Voter]([]) if unknown else list_voters(polled.box, poll_id, viewer=viewer, cursor=cursor)
    shown = {
        "poll": poll,
        "words": words,
        "unknown": unknown,
        "voters": [(each.person, " · ".join(words[option] for option in each.option_ids)) for each in voters.items],
        "next": f"/polls/{poll_id}?cursor={voters.next}" if voters.next else None,
        "may_close": polled.may_close,
        "error": error,
    }
    return polled.render(shown)
