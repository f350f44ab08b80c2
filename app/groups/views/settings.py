"""The settings of a group, for its owners: how it looks, who gets in, its welcome, and its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.accounts.signin import current_person
from app.core.errors import Invalid, ParvisError
from app.core.media import UnfitFile
from app.core.pictures import PictureTooLarge
from app.core.storage import FileTooLarge
from app.groups import forms, icons, policy, queries, services
from app.groups.models import Group
from app.groups.pages import find_group, show_page
from app.groups.views.blueprint import back_to, groups
from app.people import queries as people

MOST_SKILLS = 200
EMPTY: forms.Form = MultiDict()


def _own_group(slug: str) -> Group:
    group = find_group(slug)
    policy.demand_owner(current_person(), group)
    return group


def _page(group: Group, form: forms.Form = EMPTY, errors: dict[str, str] | None = None) -> str:
    return show_page("groups/settings.html", group, form=form, errors=errors or {}, icons=icons.ICONS)


@groups.get("/<slug>/settings")
def settings(slug: str) -> str:
    """What the group is and how it looks."""
    return _page(_own_group(slug))


@groups.post("/<slug>/settings")
def update(slug: str) -> ResponseReturnValue:
    """Change the group."""
    group = _own_group(slug)
    try:
        services.change_group(group, **forms.parse_changes(request.form), actor=current_person())
    except Invalid as error:
        return _page(group, request.form, error.errors), 422
    flash(_("The group was changed."))
    return back_to("groups.show", group)


@groups.post("/<slug>/cover")
def update_cover(slug: str) -> ResponseReturnValue:
    """Give the group another cover picture."""
    group, sent = _own_group(slug), request.files.get("cover")
    try:
        if sent is None or not sent.filename:
            raise Invalid(cover=_("Choose a picture first."))
        services.set_cover(group, sent.stream, actor=current_person())
    except (Invalid, UnfitFile, PictureTooLarge, FileTooLarge) as error:
        return _page(group, errors={"cover": _said(error)}), error.status
    return back_to("groups.show", group)


def _said(error: ParvisError) -> str:
    if isinstance(error, Invalid) and error.errors:
        return error.errors["cover"]
    words = _("This file is no picture that can be shown. Choose a JPEG, PNG or WebP.")
    return str(words if isinstance(error, UnfitFile) else _("This picture is too large. Choose a smaller one."))


@groups.post("/<slug>/cover/removal")
def remove_cover(slug: str) -> ResponseReturnValue:
    """Let the drawn scene stand there again."""
    group = _own_group(slug)
    services.remove_cover(group, actor=current_person())
    return back_to("groups.settings", group)


@groups.post("/<slug>/archive")
def update_archive(slug: str) -> ResponseReturnValue:
    """Let the group only be read from now on, or live again."""
    group, actor = _own_group(slug), current_person()
    if request.form.get("archived") == "0":
        services.restore_group(group, actor=actor)
        flash(_("The group is active again."))
    else:
        services.archive_group(group, actor=actor)
        flash(_("The group is in the archive: everybody can read it, nothing new comes in."))
    return back_to("groups.show", group)


@groups.get("/<slug>/settings/welcome")
def welcome(slug: str) -> str:
    """The welcome, the first steps and what is pinned."""
    return _welcome_page(_own_group(slug))


def _welcome_page(group: Group, form: forms.Form | None = None, errors: dict[str, str] | None = None) -> str:
    written = forms.parse_reception(form) if form is not None else queries.get_reception(group)
    return show_page("groups/welcome.html", group, tab="groups.settings", written=written, errors=errors or {})


@groups.post("/<slug>/settings/welcome")
def update_welcome(slug: str) -> ResponseReturnValue:
    """Change the welcome, the first steps and what is pinned."""
    group = _own_group(slug)
    try:
        services.change_reception(group, **forms.parse_reception(request.form), actor=current_person())
    except Invalid as error:
        return _welcome_page(group, request.form, error.errors), 422
    flash(_("The group was changed."))
    return back_to("groups.show", group)


@groups.get("/<slug>/settings/entrance")
def entrance(slug: str) -> str:
    """Who gets in, and how: questions, and the group that this one belongs to."""
    return _entrance_page(_own_group(slug))


def _entrance_page(group: Group, form: forms.Form = EMPTY, errors: dict[str, str] | None = None) -> str:
    return show_page(
        "groups/entrance.html",
        group,
        tab="groups.settings",
        form=form,
        errors=errors or {},
        place=queries.get_place(group),
        offered=_offered(group),
        rules=queries.list_rules(group, viewer=current_person()),
        **_profiles(),
    )


def _offered(group: Group) -> list[tuple[str, str]]:
    """The groups that it may belong to, the present one among them even where one does not run it."""
    viewer = current_person()
    possible = {one.id: one for one in queries.list_possible_parents(group, viewer)}
    present, _below = queries.list_relatives(group, viewer)
    if present is not None:
        possible.setdefault(present.id, present)
    return [(str(one.id), one.name) for one in possible.values()]


@groups.post("/<slug>/settings/questions")
def update_questions(slug: str) -> ResponseReturnValue:
    """Change what is asked of those who wish to join."""
    group, questions = _own_group(slug), request.form.get("join_questions", "").splitlines()
    try:
        services.change_group(group, join_questions=questions, actor=current_person())
    except Invalid as error:
        return _entrance_page(group, request.form, error.errors), 422
    flash(_("The group was changed."))
    return back_to("groups.entrance", group)


@groups.post("/<slug>/settings/parent")
def update_parent(slug: str) -> ResponseReturnValue:
    """Let the group belong to another, or to none."""
    group, joins = _own_group(slug), "parent_joins" in request.form
    try:
        services.set_parent(group, _chosen(group), parent_joins=joins, actor=current_person())
    except Invalid as error:
        return _entrance_page(group, request.form, error.errors), 422
    flash(_("The group was changed."))
    return back_to("groups.entrance", group)


def _chosen(group: Group) -> Group | None:
    wanted, place = request.form.get("parent_id", ""), queries.get_place(group)
    if not wanted:
        return None
    if place is not None and wanted == str(place.parent_id):  # kept, also where one does not run it
        return queries.get_group(place.parent_id, viewer=current_person())
    return queries.get_group(forms.parse_group_id(wanted), viewer=current_person())


def _profiles() -> dict[str, Any]:
    """What a rule can be about."""
    viewer = current_person()
    sites = [(site, site) for site in people.list_sites(viewer)]
    skills = people.list_common_skills(viewer, most=MOST_SKILLS)
    return {"departments": people.list_departments(viewer), "sites": sites, "skills": skills}


@groups.post("/<slug>/rules")
def create_rule(slug: str) -> ResponseReturnValue:
    """Let whoever has what is named belong to the group."""
    group = _own_group(slug)
    try:
        services.add_rule(group, **forms.parse_rule(request.form), actor=current_person())
    except Invalid as error:
        return _entrance_page(group, request.form, error.errors), 422
    flash(_("Whoever the rule means is brought in, and told."))
    return back_to("groups.entrance", group)


@groups.post("/<slug>/rules/<uuid:rule_id>/removal")
def remove_rule(slug: str, rule_id: UUID) -> ResponseReturnValue:
    """Let a rule bring nobody in any more."""
    group = _own_group(slug)
    services.remove_rule(group, rule_id, actor=current_person())
    return back_to("groups.entrance", group)


@groups.post("/<slug>/deletion")
def create_deletion(slug: str) -> ResponseReturnValue:
    """Close the group for good, where its name was written to confirm it."""
    group = find_group(slug)
    services.delete_group(group, confirmation=request.form.get("confirmation", ""), actor=current_person())
    return redirect(url_for("groups.index"), 303)
