"""What waits, as pages."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.core.errors import NotFound
from app.notifications import queries, services
from app.notifications.items import describe_all
from app.notifications.kinds import COMPULSORY
from app.notifications.views.blueprint import notifications


@notifications.get("")
def index() -> str:
    """What waits, the latest first."""
    person = current_person()
    page = queries.list_notifications(person, cursor=request.args.get("cursor"))
    items = describe_all(page.items, viewer=person)
    return render_template("notifications/index.html", items=items, next=page.next, always=COMPULSORY)


@notifications.get("/<uuid:notification_id>")
def show(notification_id: UUID) -> ResponseReturnValue:
    """Mark as read, and go where it leads."""
    found = queries.find_notification(notification_id, viewer=current_person())
    if found is None:
        raise NotFound
    services.mark_read(ids=[found.id], actor=current_person())
    return redirect(found.url, 303)


@notifications.post("/<uuid:notification_id>/reading")
def create_reading(notification_id: UUID) -> ResponseReturnValue:
    """Mark one as read without going there; another's is left alone."""
    services.mark_read(ids=[notification_id], actor=current_person())
    return redirect(url_for("notifications.index"), 303)


@notifications.post("/readings")
def create_readings() -> ResponseReturnValue:
    """Mark all as read."""
    services.mark_read(actor=current_person())
    return redirect(url_for("notifications.index"), 303)
