"""A group's own page, its cover, coming in and leaving, and the first steps of who is new."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from app.accounts.signin import current_person
from app.core.errors import Invalid, NotFound
from app.core.shells import render_shell
from app.core.storage import storage
from app.groups import forms, policy, queries, services
from app.groups.health import measure
from app.groups.hooks import contents_of
from app.groups.models import Group, GroupRole
from app.groups.pages import find_group, surroundings
from app.groups.views.blueprint import back_to, groups

FOR_A_YEAR = "private, max-age=31536000, immutable"


@groups.get("/<slug>")
def show(slug: str) -> str:
    """A group with what is in it, or, where one may not read it, how to get in."""
    return _page(find_group(slug), [], {})


def _page(group: Group, answers: list[str], errors: dict[str, str]) -> str:
    viewer = current_person()
    contents = Markup().join(contents_of.ask(group, viewer) if policy.can_read(viewer, group) else [])
    mark = queries.mark_of_page(group)

    def whole() -> dict[str, Any]:
        around = surroundings(group, "groups.show")
        return {"group": group, **around, **_inside(group), "answers": answers, "errors": errors}

    # Who has a part of their own in it, as keepers, newcomers and those outside have, gets it made for them each time.
    if policy.role_in(group, viewer) is not GroupRole.MEMBER or _is_welcomed(group, mark):
        return render_template("groups/show.html", contents=contents, **whole())
    shown = {"mark": mark, "pinned": _pinned(group, mark)}
    return render_shell("groups/show.html", viewer, shown, whole, contents=contents)


def _pinned(group: Group, mark: queries.PageMark) -> tuple[str, ...]:
    """What is pinned but for what moderation hid, of which the mark knows nothing."""
    return tuple(one["url"] for one in queries.read_reception(group).resources) if mark.reception else ()


def _is_welcomed(group: Group, mark: queries.PageMark) -> bool:
    if not mark.reception:
        return False
    return queries.find_welcome(group, queries.get_reception(group), current_person()) is not None


def _inside(group: Group) -> dict[str, Any]:
    viewer = current_person()
    can_read, reception = policy.can_read(viewer, group), queries.read_reception(group)
    return {
        "faces": queries.list_members(group, viewer=viewer, limit=queries.FACES).items if can_read else [],
        "resources": reception.resources if can_read else [],
        "welcome": queries.find_welcome(group, reception, viewer),
        "measures": measure(group) if policy.can_keep(viewer, group) else [],
        "refusal": None if policy.is_member(viewer, group) else queries.get_refusal(group, viewer),
    }


@groups.get("/<slug>/cover")
def show_cover(slug: str) -> Response:
    """The cover picture, for those who may know of the group."""
    key = find_group(slug).cover
    if key is None:
        raise NotFound
    with storage().open(key) as file:
        response = Response(file.read(), mimetype="image/webp")
    response.set_etag(key)
    response.headers["Cache-Control"] = FOR_A_YEAR if key.startswith(request.args.get("v", "-")) else "no-cache"
    response.make_conditional(request)
    return response


@groups.post("/<slug>/membership")
def create_membership(slug: str) -> ResponseReturnValue:
    """Join, or ask to."""
    group, answers = find_group(slug), forms.parse_answers(request.form)
    try:
        joined = services.join_group(group, answers=answers, actor=current_person())
    except Invalid as error:
        return _page(group, answers, error.errors), 422
    if joined is None:
        flash(_("Your request was sent to those who run the group."))
    return back_to("groups.show", group)


@groups.post("/<slug>/departure")
def create_departure(slug: str) -> ResponseReturnValue:
    """Leave, or take one's request back."""
    person, group = current_person(), find_group(slug)
    was_member = group.id in queries.roles_of(person)
    services.remove_member(group, person, actor=person)
    left = _("You have left %(name)s.", name=group.name) if was_member else _("Your request is taken back.")
    can_return = was_member and policy.can_join(person, group)
    flash(left, url_for("groups.create_membership", slug=slug) if can_return else "message")
    return redirect(url_for("groups.index"), 303)


@groups.post("/<slug>/steps/<step>")
def update_step(slug: str, step: str) -> ResponseReturnValue:
    """Tick a first step, or take that back."""
    group, actor = find_group(slug), current_person()
    note = services.untick_step if request.form.get("done") == "0" else services.tick_step
    note(group, step, actor=actor)
    return back_to("groups.show", group)


@groups.post("/<slug>/welcome/dismissal")
def dismiss_welcome(slug: str) -> ResponseReturnValue:
    """Put the welcome away."""
    group = find_group(slug)
    services.dismiss_welcome(group, actor=current_person())
    return back_to("groups.show", group)
