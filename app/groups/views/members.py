"""Members as a page: who is in, who asks to be, and what those who run the group do about them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Invalid, demand
from app.core.ids import parse_id
from app.groups import forms, policy, queries, services
from app.groups.models import Group
from app.groups.pages import find_group, show_page
from app.groups.views.blueprint import back_to, groups
from app.people.queries import get_person, list_people

FOUND = 8


@groups.get("/<slug>/members")
def members(slug: str) -> str:
    """The members with their roles; for owners and moderators, also who asks to join."""
    group, viewer = find_group(slug), current_person()
    sought = forms.parse_members_sought(request.args)
    page = queries.list_members(group, viewer=viewer, **sought, cursor=request.args.get("cursor"))
    asking = queries.list_requests(group, viewer=viewer).items if policy.can_keep(viewer, group) else []
    return show_page(
        "groups/members.html", group, page=page, asking=asking, sought=sought, **_around(group), **_newcomers(group)
    )


def _around(group: Group) -> dict[str, Any]:
    return {
        "role_counts": queries.count_roles(group),
        "departments": queries.list_member_departments(group),
        "can_name_owner": policy.can_name_owner(current_person(), group),
    }


def _newcomers(group: Group) -> dict[str, Any]:
    """Whom a keeper looks for by name to bring them in, and who of them is in already."""
    viewer, who = current_person(), request.args.get("who", "").strip()
    found = list_people(viewer, q=who, limit=FOUND, cursor=None).items if who and policy.can_keep(viewer, group) else []
    inside = queries.members_among(group, (one.id for one in found)) if found else ()
    return {"who": who, "found": found, "inside": inside}


@groups.post("/<slug>/members")
def create_member(slug: str) -> ResponseReturnValue:
    """Bring somebody in."""
    group, actor = find_group(slug), current_person()
    person = get_person(parse_id(request.form.get("person_id")), viewer=actor)
    services.set_member(group, person, actor=actor)
    flash(_("%(name)s is in the group now.", name=person.name))
    return back_to("groups.members", group)


@groups.post("/<slug>/members/<uuid:person_id>/role")
def update_role(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Give a member another role."""
    group, actor = find_group(slug), current_person()
    services.set_member(group, get_person(person_id, viewer=actor), role=forms.parse_role(request.form), actor=actor)
    return back_to("groups.members", group)


@groups.post("/<slug>/members/<uuid:person_id>/removal")
def create_removal(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Remove a member."""
    group = find_group(slug)
    services.remove_member(group, get_person(person_id, viewer=current_person()), actor=current_person())
    return back_to("groups.members", group)


@groups.post("/<slug>/requests/<uuid:person_id>/acceptance")
def create_acceptance(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Let somebody in who asked."""
    group = find_group(slug)
    services.accept_request(group, get_person(person_id, viewer=current_person()), actor=current_person())
    return back_to("groups.members", group)


@groups.post("/<slug>/requests/<uuid:person_id>/refusal")
def create_refusal(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Turn a request down."""
    group = find_group(slug)
    person, reason = get_person(person_id, viewer=current_person()), request.form.get("reason", "")
    services.decline_request(group, person, reason=reason, actor=current_person())
    return back_to("groups.members", group)


@groups.get("/<slug>/owners/new")
def new_owner(slug: str) -> str:
    """What handing the group over to a member means, before it is done."""
    return _handing_over(find_group(slug), request.args.get("person_id"), {})


def _handing_over(group: Group, person_id: str | None, errors: dict[str, str]) -> str:
    viewer = current_person()
    demand(policy.can_own(viewer, group) or policy.can_name_owner(viewer, group))
    heir = get_person(parse_id(person_id), viewer=viewer)
    return show_page("groups/handing_over.html", group, tab="groups.members", heir=heir, errors=errors)


@groups.post("/<slug>/owners")
def create_owner(slug: str) -> ResponseReturnValue:
    """Hand the group over to a member, or name an owner where it has none."""
    group, actor, sent = find_group(slug), current_person(), request.form
    person = get_person(parse_id(sent.get("person_id")), viewer=actor)
    try:
        services.hand_over(group, person, steps_down="steps_down" in sent, actor=actor)
    except Invalid as error:
        return _handing_over(group, sent.get("person_id"), error.errors), 422
    flash(_("%(name)s runs the group now.", name=person.name))
    return back_to("groups.members", group)
