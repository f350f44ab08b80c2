"""Notifications as pages."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.core.errors import NotFound
from app.notifications import queries, services
from app.notifications.forms import parse_settings
from app.notifications.items import describe
from app.notifications.kinds import choices_of

notifications = Blueprint("notifications", __name__, url_prefix="/notifications")


@notifications.get("")
def index() -> str:
    """What waits, the latest first."""
    page = queries.list_notifications(current_person(), cursor=request.args.get("cursor"))
    items = [describe(item) for item in page.items]
    return render_template("notifications/index.html", items=items, next=page.next)


@notifications.get("/<uuid:notification_id>")
def show(notification_id: UUID) -> ResponseReturnValue:
    """Mark as read, and go where it leads."""
    found = queries.find_notification(notification_id, viewer=current_person())
    if found is None:
        raise NotFound
    services.mark_read(ids=[found.id], actor=current_person())
    return redirect(found.url, 303)


@notifications.post("/readings")
def create_readings() -> ResponseReturnValue:
    """Mark all as read."""
    services.mark_read(actor=current_person())
    return redirect(url_for("notifications.index"), 303)


@notifications.get("/settings")
def settings() -> str:
    """By which ways one is told what."""
    person = current_person()
    chosen, kinds = queries.settings_of(person.id), choices_of(person)
    return render_template(
        "notifications/settings.html", chosen=chosen, kinds=kinds, tabs=tabs("notifications.settings")
    )


@notifications.post("/settings")
def update_settings() -> ResponseReturnValue:
    """Choose."""
    person = current_person()
    services.choose(parse_settings(request.form, choices_of(person)), actor=person)
    flash(_("Your choice is kept."))
    return redirect(url_for("notifications.settings"), 303)
