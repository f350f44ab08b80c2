"""The ways into a group as pages: invitations and their answers, links, and rules of automatic membership."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.services.links import secret_of
from app.accounts.signin import current_person
from app.core.errors import Invalid, demand
from app.core.ids import parse_id
from app.groups import forms, policy, queries, services
from app.groups.models import Group, GroupLink
from app.groups.pages import find_group, show_page
from app.groups.views.blueprint import back_to, groups
from app.people.queries import get_person


@groups.get("/invitations")
def own_invitations() -> str:
    """The groups one is invited into."""
    return render_template("groups/own_invitations.html", invitations=queries.list_own_invitations(current_person()))


@groups.post("/invitations/<uuid:group_id>/acceptance")
def accept_invitation(group_id: UUID) -> ResponseReturnValue:
    """Come in."""
    group = services.accept_invitation(group_id, actor=current_person())
    return back_to("groups.show", group)


@groups.post("/invitations/<uuid:group_id>/refusal")
def decline_invitation(group_id: UUID) -> ResponseReturnValue:
    """Stay out."""
    services.decline_invitation(group_id, actor=current_person())
    flash(_("You have declined. Nobody is told."))
    return redirect(url_for("groups.own_invitations"), 303)


@groups.get("/<slug>/invitations")
def invitations(slug: str) -> str:
    """Who is invited, and the links that hold; for those who run the group."""
    return _page(find_group(slug), {})


def _page(group: Group, errors: dict[str, str]) -> str:
    viewer, cursor = current_person(), request.args.get("cursor")
    return show_page(
        "groups/invitations.html",
        group,
        tab="groups.members",
        page=queries.list_invitations(group, viewer=viewer, cursor=cursor),
        links=[(link, _address(link)) for link in queries.list_links(group, viewer=viewer)],
        guests=queries.list_expected(group, viewer=viewer),
        can_invite_guests=policy.can_invite_guests(viewer, group),
        errors=errors,
        form=request.form,
    )


def _address(link: GroupLink) -> str:
    return url_for("groups.show_link", secret=secret_of(link.id), _external=True)


@groups.post("/<slug>/invitations")
def create_invitation(slug: str) -> ResponseReturnValue:
    """Invite somebody."""
    group, actor = find_group(slug), current_person()
    demand(policy.can_keep(actor, group))
    person = get_person(parse_id(request.form.get("person_id")), viewer=actor)
    services.invite_person(group, person, actor=actor)
    flash(_("%(name)s is invited.", name=person.name))
    return back_to("groups.invitations", group)


@groups.post("/<slug>/invitations/<uuid:person_id>/withdrawal")
def withdraw_invitation(slug: str, person_id: UUID) -> ResponseReturnValue:
    """Take an invitation back."""
    group, actor = find_group(slug), current_person()
    services.withdraw_invitation(group, get_person(person_id, viewer=actor), actor=actor)
    return back_to("groups.invitations", group)


@groups.post("/<slug>/guests")
def create_guest(slug: str) -> ResponseReturnValue:
    """Invite somebody from outside the house."""
    group, email = find_group(slug), request.form.get("email", "")
    try:
        services.invite_outsider(group, email, actor=current_person())
    except Invalid as error:
        return _page(group, error.errors), 422
    flash(_("%(name)s is invited.", name=email.strip()))
    return back_to("groups.invitations", group)


@groups.post("/<slug>/guests/withdrawal")
def withdraw_guest(slug: str) -> ResponseReturnValue:
    """Wait for somebody from outside no more."""
    group = find_group(slug)
    services.withdraw_outsider(group, request.form.get("email", ""), actor=current_person())
    return back_to("groups.invitations", group)


@groups.post("/<slug>/links")
def create_link(slug: str) -> ResponseReturnValue:
    """Make a link that lets people in."""
    group = find_group(slug)
    try:
        services.make_link(group, **forms.parse_link(request.form), actor=current_person())
    except Invalid as error:
        return _page(group, error.errors), 422
    return back_to("groups.invitations", group)


@groups.post("/<slug>/links/<uuid:link_id>/withdrawal")
def withdraw_link(slug: str, link_id: UUID) -> ResponseReturnValue:
    """Let a link hold no more."""
    group = find_group(slug)
    services.withdraw_link(group, link_id, actor=current_person())
    return back_to("groups.invitations", group)


@groups.get("/join/<secret>")
def show_link(secret: str) -> ResponseReturnValue:
    """Where a link leads: the group's name and purpose, and the button that lets one in."""
    link, viewer = services.find_link(secret, viewer=current_person()), current_person()
    if policy.is_member(viewer, link.group):
        return back_to("groups.show", link.group)
    return render_template("groups/link.html", group=link.group, secret=secret)


@groups.post("/join/<secret>")
def use_link(secret: str) -> ResponseReturnValue:
    """Come in by a link."""
    return back_to("groups.show", services.use_link(secret, actor=current_person()).group)
