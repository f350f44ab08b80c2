"""Muting something, as a page, and taking that back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import NotFound
from app.core.spans import Span
from app.notifications import queries, services
from app.notifications.forms import parse_mute
from app.notifications.mutes import Sort, find_thing, things_in
from app.notifications.views.blueprint import notifications


@notifications.get("/<uuid:notification_id>/less")
def show_less(notification_id: UUID) -> str:
    """What of a notification one could mute."""
    viewer = current_person()
    found = queries.find_notification(notification_id, viewer=viewer)
    things = things_in(found, viewer=viewer) if found else []
    if not things:
        raise NotFound
    return render_template("notifications/less.html", things=things, spans=Span)


@notifications.get("/mutes/new/<any(group, post, person, kind):sort>/<value>")
def new_mute(sort: str, value: str) -> str:
    """Mute one thing."""
    thing = find_thing(Sort(sort), value, viewer=current_person())
    return render_template("notifications/less.html", things=[thing], spans=Span)


@notifications.post("/mutes")
def create_mute() -> ResponseReturnValue:
    """Mute it."""
    person = current_person()
    wish = parse_mute(request.form, time_zone=person.time_zone)
    made = services.mute(wish.sort, wish.value, until=wish.until, wholly=wish.wholly, actor=person)
    flash(_("Muted."), f"/notifications/mutes/{made.id}/removal")
    return redirect("/notifications", 303)


@notifications.post("/mutes/<uuid:mute_id>/removal")
def delete_mute(mute_id: UUID) -> ResponseReturnValue:
    """Hear of it again."""
    services.hear_again(mute_id, actor=current_person())
    flash(_("No longer muted."))
    return redirect("/notifications/settings#mutes", 303)
