"""One's own presence, as a page of the settings."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.core import clock
from app.core.errors import Invalid
from app.core.spans import Span
from app.presence import forms, queries, services, wording

presence = Blueprint("presence", __name__, url_prefix="/settings/presence")

HERE = "/settings/presence"


@presence.get("")
def show() -> str:
    """What one says of oneself for now, and lets others see."""
    return _page()


@presence.post("/status")
def update_status() -> ResponseReturnValue:
    """Say something of oneself."""
    person = current_person()
    try:
        services.say_status(**forms.parse_status(request.form, viewer=person), actor=person)
    except Invalid as error:
        return _page(error.errors), error.status
    flash(_("Your status is shown."), f"{HERE}/status/removal")
    return redirect(HERE, 303)


@presence.post("/status/removal")
def delete_status() -> ResponseReturnValue:
    """Say nothing any more."""
    services.clear_status(actor=current_person())
    flash(_("Your status is gone."))
    return redirect(HERE, 303)


@presence.post("/quiet")
def update_quiet() -> ResponseReturnValue:
    """Not be disturbed for a while."""
    person = current_person()
    try:
        services.be_busy(forms.parse_end(request.form, viewer=person), actor=person)
    except Invalid as error:
        return _page({f"quiet_{name}": words for name, words in error.errors.items()}), error.status
    flash(_("Nobody disturbs you until then."), f"{HERE}/quiet/removal")
    return redirect(HERE, 303)


@presence.post("/quiet/removal")
def delete_quiet() -> ResponseReturnValue:
    """Be disturbed again."""
    services.be_available(actor=current_person())
    flash(_("You can be reached again."))
    return redirect(HERE, 303)


@presence.post("")
def update() -> ResponseReturnValue:
    """Choose what others see."""
    services.choose_what_is_seen(**forms.parse_shown(request.form), actor=current_person())
    flash(_("Your choice is kept."))
    return redirect(f"{HERE}#shown", 303)


def _page(errors: dict[str, str] | None = None) -> str:
    return render_template(
        "presence/settings.html",
        tabs=tabs("presence.show"),
        own=queries.choices_of(current_person().id),
        signs=wording.ICON_NAMES,
        spans=Span,
        now=clock.now(),
        form=request.form,
        errors=errors or {},
    )
