"""The administration's pages: the organisation, and the first start of an instance."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts.forms import HOME, read_addresses
from app.accounts.inviting import invite_all
from app.accounts.models import Person, Role
from app.accounts.queries import has_accounts, where_mail_stays
from app.accounts.signin import current_person, public_page
from app.accounts.views.entering import begin_session
from app.admin import policy, queries, services
from app.admin.queries import FIRST_START, FIRST_START_PAGE
from app.admin.wording import ACCENT_NAMES
from app.core.errors import Conflict, Forbidden, Invalid, demand
from app.core.house import base_url
from app.core.language import language
from app.core.richtext import shortened
from app.files.quotas import use_of, use_of_house
from app.governance.queries import list_articles
from app.governance.services import default_articles

admin = Blueprint("admin", __name__)

COOKIE_KEY = "first_start_code"
MOST_TOLD, LONGEST_TOLD = 3, 60  # what the next page says travels in the cookie, which browsers take small alone
FORWARDING = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


@admin.get("/admin")
def show_organisation() -> str:
    """The organisation’s name and colour."""
    demand(policy.can_change_organisation(current_person()))
    return _organisation_page({})


@admin.post("/admin/organisation")
def change_organisation() -> ResponseReturnValue:
    """Change the organisation’s name and colour."""
    name, accent = request.form.get("organisation", ""), request.form.get("accent", "")
    try:
        services.change_organisation(name=name, accent=accent, actor=current_person())
    except Invalid as error:
        return _organisation_page(error.errors), error.status
    flash(_("Saved."))
    return redirect("/admin", 303)


@admin.post("/admin/guests")
def change_guests() -> ResponseReturnValue:
    """Let those who run groups invite people from outside, or not."""
    services.allow_guests("by_keepers" in request.form, actor=current_person())
    flash(_("Saved."))
    return redirect("/admin", 303)


@admin.post("/admin/previews")
def change_previews() -> ResponseReturnValue:
    """Show what links in posts and messages lead to, or not."""
    services.show_previews("shown" in request.form, actor=current_person())
    flash(_("Saved."))
    return redirect("/admin", 303)


def _organisation_page(errors: dict[str, str]) -> str:
    return render_template(
        "admin/organisation.html",
        accents=ACCENT_NAMES,
        form=request.form,
        errors=errors,
        guests_by_keepers=queries.guests_by_keepers(),
        shows_previews=queries.shows_previews(),
        room=use_of_house(),
        own_room=use_of(current_person()),
    )


@admin.get(FIRST_START_PAGE)
@public_page
def first_start() -> ResponseReturnValue:
    """The first start: four parts, then a living home page."""
    if has_accounts():
        return redirect(HOME)
    code = request.args.get("code")
    if code is not None:
        cookie[COOKIE_KEY] = code  # kept out of the address bar and of what other pages see of it
        return redirect(FIRST_START_PAGE)
    return _first_start_page({}) if _may_found() else _closed_page()


@admin.post(FIRST_START_PAGE)
@public_page
def found_house() -> ResponseReturnValue:
    """Begin the instance."""
    if has_accounts():
        return redirect(HOME, 303)
    if "code" in request.form:
        cookie[COOKIE_KEY] = request.form["code"].strip()
        return redirect(FIRST_START_PAGE, 303)
    if not _may_found():
        raise Forbidden
    try:
        founder = _found()
    except (Invalid, Conflict) as error:
        return _first_start_page(error.errors if isinstance(error, Invalid) else {"name": error.detail}), error.status
    response = begin_session(founder, HOME)
    _invite(founder)
    return response


def _found() -> Person:
    fields = ("organisation", "accent", "name", "email", "password")
    said = {field: request.form.get(field, "") for field in fields}
    return services.found_house(**said, language=language())


def _invite(founder: Person) -> None:
    outcome = invite_all(read_addresses(request.form), role=Role.MEMBER, actor=founder)
    if outcome.sent:
        flash(ngettext("%(num)d invitation is on its way.", "%(num)d invitations are on their way.", outcome.sent))
    for address, reason in outcome.refused[:MOST_TOLD]:
        flash(f"{shortened(address, LONGEST_TOLD)} – {reason}")
    if more := outcome.refused[MOST_TOLD:]:
        flash(ngettext("%(num)d more was not invited.", "%(num)d more were not invited.", len(more)))


def _may_found() -> bool:
    expected = (queries.get_setting(FIRST_START) or {}).get("code")
    return policy.can_found(
        address=request.remote_addr or "",
        is_forwarded=any(name in request.headers for name in FORWARDING),
        code=cookie.get(COOKIE_KEY, ""),
        expected=expected,
    )


def _closed_page() -> ResponseReturnValue:
    return render_template("admin/first_start_closed.html", is_wrong=COOKIE_KEY in cookie), 403


def _first_start_page(errors: dict[str, str]) -> str:
    return render_template(
        "admin/first_start.html",
        accents=ACCENT_NAMES,
        articles=list_articles() or default_articles(),
        base_url=base_url(),
        mail_stays=where_mail_stays(),
        form=request.form,
        errors=errors,
    )
