"""One's own settings as a page: language and time zone; and what keys do."""

from __future__ import annotations

from zoneinfo import available_timezones

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import services
from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.accounts.views.blueprint import accounts
from app.core.errors import Invalid
from app.core.http import is_fragment_request


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


@accounts.get("/settings/keys")
def show_keys() -> str:
    """What keys do, on a page or as a dialog over the one that is open."""
    template = "accounts/_keys_dialog.html" if is_fragment_request() else "accounts/keys.html"
    return render_template(template, tabs=tabs("accounts.show_keys"))


def _preferences_page(errors: dict[str, str] | None = None) -> str:
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return render_template(
        "accounts/preferences.html",
        tabs=tabs("accounts.show_preferences"),
        person=current_person(),
        zones=zones,
        errors=errors or {},
    )
