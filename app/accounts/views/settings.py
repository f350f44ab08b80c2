"""One's own settings as pages: language and time zone, password, sessions and tokens."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import available_timezones

from flask import flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import queries, services
from app.accounts.devices import browser_and_system
from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.accounts.views.arriving import TRIES_A_MINUTE
from app.accounts.views.blueprint import accounts
from app.accounts.wording import SCOPE_NAMES
from app.core.errors import Invalid, TooMany
from app.core.limits import at_most

SECURITY = "/settings/security"


@accounts.get("/settings")
def show_preferences() -> str:
    """Language and time zone."""
    return _preferences_page()


@accounts.post("/settings")
def change_preferences() -> ResponseReturnValue:
    """Change language and time zone."""
    wish = {name: request.form[name] for name in ("language", "time_zone") if name in request.form}
    person = current_person()
    try:
        services.change_preferences(person, **wish, actor=person)
    except Invalid as error:
        return _preferences_page(error.errors), error.status
    flash(_("Saved."))
    return redirect("/settings", 303)


def _preferences_page(errors: dict[str, str] | None = None) -> str:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return render_template(
        "accounts/preferences.html", tabs=tabs(), person=current_person(), zones=zones, errors=errors or {}
    )


@accounts.get(SECURITY)
def show_security() -> str:
    """Password, sessions and tokens."""
    return _security_page()


@accounts.post("/settings/password")
@at_most(TRIES_A_MINUTE)
def change_password() -> ResponseReturnValue:
    """Choose another password; other sessions and all tokens end."""
    old, new = request.form.get("old", ""), request.form.get("password", "")
    try:
        services.change_password(old=old, new=new, keep_session=g.get("browser_session_id"), actor=current_person())
    except (Invalid, TooMany) as error:
        errors = error.errors if isinstance(error, Invalid) else {"old": error.detail}
        return _security_page(errors), error.status
    flash(_("Your password has changed. Other sessions have ended."))
    return redirect(SECURITY, 303)


@accounts.post("/settings/sessions/<uuid:session_id>/end")
def end_session(session_id: UUID) -> ResponseReturnValue:
    """End one of one's sessions."""
    services.end_session(session_id, actor=current_person())
    flash(_("This session has ended."))
    return redirect(SECURITY, 303)


@accounts.post("/settings/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    """End all of one's sessions but this one."""
    services.end_other_sessions(keep=g.get("browser_session_id"), actor=current_person())
    flash(_("All other sessions have ended."))
    return redirect(SECURITY, 303)


@accounts.post("/settings/tokens/<uuid:token_id>/revoke")
def revoke_token(token_id: UUID) -> ResponseReturnValue:
    """Take one of one's tokens back."""
    services.revoke_token(token_id, actor=current_person())
    flash(_("This token no longer works."))
    return redirect(SECURITY, 303)


def _security_page(errors: dict[str, str] | None = None) -> str:
    person = current_person()
    return render_template(
        "accounts/security.html",
        tabs=tabs(),
        sessions=[(row, *browser_and_system(row.device)) for row in queries.list_sessions(person)],
        current=g.get("browser_session_id"),
        tokens=queries.list_tokens(person, limit=100, cursor=None).items,
        scopes=SCOPE_NAMES,
        errors=errors or {},
    )
