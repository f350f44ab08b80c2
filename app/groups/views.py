"""Groups as pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Invalid, demand
from app.core.ids import parse_id
from app.groups import forms, policy, queries, services
from app.groups.hooks import contents_of
from app.groups.models import Group
from app.groups.pages import find_group, show_page
from app.people.queries import get_person, list_people

groups = Blueprint("groups", __name__, url_prefix="/groups")

FACES = 8
FOUND = 8


def _back_to(endpoint: str, group: Group) -> ResponseReturnValue:
    return redirect(url_for(endpoint, slug=group.slug), 303)


@groups.get("")
def index() -> str:
    """The groups one may know of, one's own first."""
    viewer, q = current_person(), request.args.get("q", "")
    page = queries.list_groups(viewer, q=q, cursor=request.args.get("cursor"))
    counts = queries.count_members([group.id for group in page.items])
    return render_template("groups/index.html", page=page, q=q, counts=counts, roles=queries.roles_of(viewer))


@groups.get("/new")
def new() -> str:
    """The form that founds a group."""
    demand(policy.can_found(current_person()))
    return render_template("groups/new.html", form={}, errors={})


@groups.post("")
def create() -> ResponseReturnValue:
    """Found a group."""
    try:
        group = services.create_group(**forms.parse_new_group(request.form), actor=current_person())
    except Invalid as error:
        return render_template("groups/new.html", form=request.form, errors=error.errors), 422
    return _back_to("groups.show", group)


@groups.get("/<slug>")
def show(slug: str) -> str:
    """A group with what is in it, or, where one may not read it, how to get in."""
    group, viewer = find_group(slug), current_person()
    can_read = policy.can_read(viewer, group)
    contents = contents_of.ask(group, viewer) if can_read else []
    faces = queries.list_members(group, viewer=viewer, limit=FACES).items if can_read else []
    return show_page("groups/show.html", group, contents=contents, faces=faces)


@groups.post("/<slug>/membership")
def create_membership(slug: str) -> ResponseReturnValue:
    """Join, or ask to."""
    group = find_group(slug)
    if services.join_group(group, actor=current_person()) is None:
        flash(_("Your request was sent to those who run the group."))
    return _back_to("groups.show", group)


@groups.post("/<slug>/departure")
def create_departure(slug: str) -> ResponseReturnValue:
    """Leave, or take one's request back."""
    person, group = current_person(), find_group(slug)
    was_member = group.id in queries.roles_of(person)
    services.remove_member(group, person, actor=person)
    if not was_member:
        flash(_("Your request is taken back."))
    elif policy.can_join(person, group):
        flash(_("You have left %(name)s.", name=group.name), url_for("groups.create_membership", slug=slug))
    else:
        flash(_("You have left %(name)s.", name=group.name))
    return redirect(url_for("groups.index"), 303)


@groups.get("/<slug>/members")
def members(slug: str) -> str:
    """The members with their roles; for owners and moderators, also who asks to join."""
    group, viewer = find_group(slug), current_person()
    page = queries.list_members(group, viewer=viewer, cursor=request.args.get("cursor"))
    asking = queries.list_requests(group, viewer=viewer).items if policy.can_keep(viewer, group) else []
    return show_page("groups/members.html", group, page=page, asking=asking, **_newcomers(group))


def _newcomers(group: Group) -> dict[str, Any]:
    """Whom a keeper looks for by name to bring them in, and who of them is in already."""
    viewer, q = current_person(), request.args.get("q", "").strip()
    found = list_people(viewer, q=q, limit=FOUND, cursor=None).items if q and policy.can_keep(viewer, group) else []
    return {"q": q, "found": found, "inside": queries.members_among(group, (one.id for one in found)) if found else ()}


@groups.post("/<slug>/members")
def create_member(slug: str) -> ResponseReturnValue:
    """Bring somebody in."""
    group, actor = find_group(slug), current_person()
    person = get_person(parse_id(request.form.get("person_id")), viewer=actor)
    services.set_member(group, person, actor=actor)
    flash(_("%(name)s is in the group now.", name=person.name))
    return _back_to("groups.members", group)


@groups.post("/<slug>/members/<uuid:person_id>/role")
def update_role(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Give a member another role."""
    group, actor = find_group(slug), current_person()
    services.set_member(group, get_person(person_id, viewer=actor), role=forms.parse_role(request.form), actor=actor)
    return _back_to("groups.members", group)


@groups.post("/<slug>/members/<uuid:person_id>/removal")
def create_removal(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Remove a member."""
    group = find_group(slug)
    services.remove_member(group, get_person(person_id, viewer=current_person()), actor=current_person())
    return _back_to("groups.members", group)


@groups.post("/<slug>/requests/<uuid:person_id>/acceptance")
def create_acceptance(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Let somebody in who asked."""
    group = find_group(slug)
    services.accept_request(group, get_person(person_id, viewer=current_person()), actor=current_person())
    return _back_to("groups.members", group)


@groups.post("/<slug>/requests/<uuid:person_id>/refusal")
def create_refusal(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Turn a request down."""
    group = find_group(slug)
    services.decline_request(group, get_person(person_id, viewer=current_person()), actor=current_person())
    return _back_to("groups.members", group)


@groups.get("/<slug>/settings")
def settings(slug: str) -> str:
    """The owner's corner."""
    group = find_group(slug)
    policy.demand_owner(current_person(), group)
    return show_page("groups/settings.html", group, form={}, errors={})


@groups.post("/<slug>/settings")
def update(slug: str) -> ResponseReturnValue:
    """Change the group."""
    group = find_group(slug)
    try:
        services.change_group(group, **forms.parse_changes(request.form), actor=current_person())
    except Invalid as error:
        return show_page("groups/settings.html", group, form=request.form, errors=error.errors), 422
    flash(_("The group was changed."))
    return _back_to("groups.show", group)


@groups.post("/<slug>/deletion")
def create_deletion(slug: str) -> ResponseReturnValue:
    """Close the group for good, where its name was written to confirm it."""
    group = find_group(slug)
    services.delete_group(group, confirmation=request.form.get("confirmation", ""), actor=current_person())
    return redirect(url_for("groups.index"), 303)
