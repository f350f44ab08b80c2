"""One's browsers among the settings."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.devices import browser_and_system
from app.accounts.models import Person
from app.accounts.signin import current_person
from app.delivery.push import queries, services

push = Blueprint("push", __name__)


@push.post("/notifications/browsers")
def create_browser() -> ResponseReturnValue:
    """Let the browser that asks take messages as long as it is signed in; the page's script sends its subscription."""
    sent = {name: request.form.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    services.subscribe(
        **sent, session_id=g.browser_session_id, device=request.user_agent.string, actor=current_person()
    )
    flash(_("From now on you are told in this browser too."))
    return redirect("/notifications/settings#browsers", 303)


@push.post("/notifications/browsers/<uuid:browser_id>/removal")
def delete_browser(browser_id: UUID) -> ResponseReturnValue:
    """Send nothing more to a browser."""
    services.remove_browser(browser_id, actor=current_person())
    flash(_("Nothing more is sent to this browser."))
    return redirect("/notifications/settings#browsers", 303)


def draw_browsers(person: Person) -> Markup:
    """The part of the settings that tells in which browsers one is told."""
    browsers = queries.list_browsers(person)
    page = render_template(
        "delivery/_browsers.html",
        browsers=[(each, *browser_and_system(each.device)) for each in browsers],
        current=g.get("browser_session_id"),
        public_key=services.find_identity()[1],
    )
    return Markup(page)  # noqa: S704 (a template of ours)
