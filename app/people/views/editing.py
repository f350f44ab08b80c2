"""Changing a profile: one's own from the settings, another's by the administration."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.settings import tabs
from app.accounts.signin import current_person
from app.core.errors import Invalid, ParvisError, demand
from app.core.media import UnfitFile
from app.core.pictures import PictureTooLarge
from app.core.storage import FileTooLarge
from app.people import policy, queries, services
from app.people.forms import read_manager, read_profile, read_skills
from app.people.models import Profile
from app.people.views.blueprint import people

OWN = "/settings/profile"

own = Blueprint("own_profile", __name__)


@own.get(OWN)
def edit_own_profile() -> str:
    """One’s own profile, to be changed."""
    person = current_person()
    return _edit_page(queries.get_profile(person.id, viewer=person))


@people.get("/people/<handle>/edit")
def edit_profile(handle: str) -> str:
    """A profile, to be changed."""
    return _edit_page(queries.get_profile_by_handle(handle, viewer=current_person()))


@people.post("/people/<uuid:person_id>/profile")
def change_profile(person_id: UUID) -> ResponseReturnValue:
    """Change what colleagues read."""
    profile = queries.get_profile(person_id, viewer=current_person())
    try:
        _save(profile)
    except Invalid as error:
        return _edit_page(profile, error.errors), error.status
    flash(_("Saved."))
    return redirect(f"/people/{profile.person.handle}", 303)


@people.post("/people/<uuid:person_id>/photo")
def change_photo(person_id: UUID) -> ResponseReturnValue:
    """Give the person another photo."""
    actor = current_person()
    profile, sent = queries.get_profile(person_id, viewer=actor), request.files.get("photo")
    demand(policy.can_edit(actor, profile.person))
    try:
        if sent is None or not sent.filename:
            raise Invalid(photo=_("Choose a picture first."))
        services.set_photo(profile.person, sent.stream, actor=actor)
    except (Invalid, UnfitFile, PictureTooLarge, FileTooLarge) as error:
        return _edit_page(profile, {"photo": _said(error)}), error.status
    return redirect(_page_of(profile), 303)


@people.post("/people/<uuid:person_id>/photo/removal")
def remove_photo(person_id: UUID) -> ResponseReturnValue:
    """Take the photo away."""
    actor = current_person()
    profile = queries.get_profile(person_id, viewer=actor)
    services.remove_photo(profile.person, actor=actor)
    return redirect(_page_of(profile), 303)


def _save(profile: Profile) -> None:
    services.save_profile(
        profile,
        name=request.form.get("name"),
        **read_profile(request.form),
        skills=read_skills(request.form) if "skills" in request.form else None,
        place=_place() if "department" in request.form else None,
        actor=current_person(),
    )


def _place() -> services.Place:
    demand(policy.can_place(current_person()))  # first of all, for the answer tells who has an account
    typed = request.form.get("manager", "").strip()
    manager = read_manager(typed) if typed else None
    if typed and manager is None:
        raise Invalid(manager=_("Nobody has this name or address."))
    return services.Place(request.form["department"].strip(), manager)


def _said(error: ParvisError) -> str:
    """What to tell somebody whose picture was not taken."""
    if error.status == 413:
        return str(_("This picture is too large: 20 MB at most."))
    return error.detail or str(_("This is not a picture we can read. JPEG, PNG, WebP and HEIC will do."))


def _page_of(profile: Profile) -> str:
    return OWN if profile.person_id == current_person().id else f"/people/{profile.person.handle}/edit"


def _edit_page(profile: Profile, errors: dict[str, str] | None = None) -> str:
    actor = current_person()
    demand(policy.can_edit(actor, profile.person))
    return render_template(
        "people/edit.html",
        tabs=tabs("own_profile.edit_own_profile") if actor.id == profile.person_id else None,
        profile=profile,
        skills=", ".join(skill.name for skill in queries.list_skills(profile)),
        departments=queries.list_departments(actor),
        sites=[(site, site) for site in queries.list_sites(actor)],
        can_place=policy.can_place(actor),
        form=request.form,
        errors=errors or {},
    )
