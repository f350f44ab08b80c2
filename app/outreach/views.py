"""The library, publications and channels as pages."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.signin import current_person
from app.core.errors import Conflict, Invalid, ParvisError
from app.outreach import forms, policy, presenting, queries, services
from app.outreach.items import address_of
from app.outreach.models import LibraryItem
from app.outreach.policy import can_publish
from app.outreach.reasons import words_for

outreach = Blueprint("outreach", __name__, url_prefix="/outreach")


@outreach.get("")
def library() -> str:
    """The library, with its newest item open where there is room."""
    page = queries.list_library(current_person(), cursor=request.args.get("cursor"))
    return _page(page.items[0] if page.items else None, step="list")


@outreach.get("/items/<uuid:item_id>")
def show_item(item_id: UUID) -> str:
    """An item: exactly what will go out, and what it brought."""
    return _page(queries.get_item(item_id, viewer=current_person()), step="item")


def _page(item: LibraryItem | None, *, step: str, error: ParvisError | None = None) -> str:
    viewer = current_person()
    return render_template(
        "outreach/library.html",
        shelf=queries.list_library(viewer, cursor=request.args.get("cursor")),
        item=item,
        step=step,
        may_publish=can_publish(viewer),
        error=error,
        form=request.values,
        **presenting.item_parts(item),
    )


@outreach.get("/items/<uuid:item_id>/publications/new")
def new_publications(item_id: UUID) -> ResponseReturnValue:
    """The last step before an item goes out: where to, when and in which words, and that nobody calls it back."""
    item, wish = queries.get_item(item_id, viewer=current_person()), request.args
    scheduled_at = wish.get("scheduled_at", "").strip()
    policy.demand_publish(current_person())
    try:
        at = services.checked_time(forms.parse_moment(scheduled_at, "scheduled_at"))
        parts = presenting.going_parts(item, forms.parse_channels(wish))
    except (Invalid, Conflict) as error:
        return _page(item, step="item", error=error), error.status
    return render_template("outreach/going.html", item=item, at=at, scheduled_at=scheduled_at, **parts)


@outreach.post("/items/<uuid:item_id>/publications")
def create_publications(item_id: UUID) -> ResponseReturnValue:
    """Schedule an item for the networks that were ticked."""
    actor = current_person()
    item = queries.get_item(item_id, viewer=actor)
    try:
        at = forms.parse_moment(request.form.get("scheduled_at", ""), "scheduled_at")
        chosen = [queries.get_channel(channel_id) for channel_id in forms.parse_channels(request.form)]
        services.schedule_publications(item, chosen, scheduled_at=at, actor=actor)
    except (Invalid, Conflict) as error:
        return _page(item, step="item", error=error), error.status
    flash(ngettext("Scheduled for %(num)d network.", "Scheduled for %(num)d networks.", len(chosen)))
    return redirect(f"/outreach/items/{item.id}", 303)


@outreach.post("/items/<uuid:item_id>/terms")
def update_terms(item_id: UUID) -> ResponseReturnValue:
    """Say from when and until when the words may go out."""
    item = queries.get_item(item_id, viewer=current_person())
    try:
        services.set_terms(
            item,
            embargo_until=forms.parse_moment(request.form.get("embargo_until", ""), "embargo_until"),
            valid_until=forms.parse_moment(request.form.get("valid_until", ""), "valid_until"),
            actor=current_person(),
        )
    except Invalid as error:
        return _page(item, step="item", error=error), 422
    return redirect(f"/outreach/items/{item.id}", 303)


@outreach.get("/publications/<uuid:publication_id>")
def show_publication(publication_id: UUID) -> str:
    """A publication: where it stands, what happened, what was sent."""
    publication = queries.get_publication(publication_id, viewer=current_person())
    return _publication_page(publication_id, presenting.sent_of([publication])[0])


def _publication_page(publication_id: UUID, sent: presenting.Sent, error: ParvisError | None = None) -> str:
    publication = sent.publication
    return render_template(
        "outreach/publication.html",
        sent=sent,
        publication=publication,
        url=address_of(publication),
        attempt=queries.last_attempt(publication_id),
        links=queries.list_links(publication),
        journal=presenting.journal_of(publication),
        figures=presenting.totals([sent]),
        reason=words_for(publication.reason),
        may_publish=can_publish(current_person()),
        error=error,
    )


@outreach.post("/publications/<uuid:publication_id>/withdrawal")
def create_withdrawal(publication_id: UUID) -> ResponseReturnValue:
    """Take a publication back."""
    publication = queries.get_publication(publication_id, viewer=current_person())
    services.withdraw_publication(publication, actor=current_person())
    flash(_("Withdrawn. The network is asked to delete it."))
    return redirect(f"/outreach/publications/{publication.id}", 303)


@outreach.post("/publications/<uuid:publication_id>/decision")
def create_decision(publication_id: UUID) -> ResponseReturnValue:
    """Say that it is there, or have it sent again."""
    publication = queries.get_publication(publication_id, viewer=current_person())
    try:
        decision = forms.parse_decision(request.form)
        services.decide_publication(publication, decision, url=request.form.get("url", ""), actor=current_person())
    except Invalid as error:
        return _publication_page(publication_id, presenting.sent_of([publication])[0], error), 422
    return redirect(f"/outreach/publications/{publication.id}", 303)


@outreach.get("/channels")
def channels() -> str:
    """The accounts of the house, for communication."""
    return _channels_page()


def _channels_page(error: Invalid | None = None) -> str:
    page = queries.list_channels(current_person(), cursor=request.args.get("cursor"))
    return render_template(
        "outreach/channels.html",
        page=page,
        networks={channel.id: presenting.network_of(channel) for channel in page.items},
        accesses=presenting.ACCESSES,
        form=request.form,
        errors=error.errors if error else {},
    )


@outreach.post("/channels")
def create_channel() -> ResponseReturnValue:
    """Set up a channel."""
    policy.demand_set_up(current_person())
    try:
        services.create_channel(**forms.parse_new_channel(request.form), actor=current_person())
    except Invalid as error:
        return _channels_page(error), 422
    return redirect("/outreach/channels", 303)


@outreach.post("/channels/<uuid:channel_id>/access")
def update_access(channel_id: UUID) -> ResponseReturnValue:
    """Give a channel's account another token."""
    policy.demand_set_up(current_person())
    services.renew_access(
        queries.get_channel(channel_id), config=forms.parse_config(request.form), actor=current_person()
    )
    return redirect("/outreach/channels", 303)
