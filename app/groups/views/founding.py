"""The list of groups, and the page that founds one."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.accounts.signin import current_person
from app.core.errors import Invalid, demand
from app.groups import forms, icons, patterns, policy, queries, services
from app.groups.models import Access, Group
from app.groups.views.blueprint import back_to, groups


@groups.get("")
def index() -> str:
    """The groups one may know of, one's own first."""
    viewer, q = current_person(), request.args.get("q", "")
    page = queries.list_groups(viewer, q=q, cursor=request.args.get("cursor"))
    counts = queries.count_members([group.id for group in page.items])
    return render_template("groups/index.html", page=page, q=q, counts=counts, roles=queries.roles_of(viewer))


@groups.get("/new")
def new() -> str:
    """The form that founds a group, also below another; a pattern brings its settings and examples."""
    demand(policy.can_found(current_person()))
    sort = forms.parse_sort(request.args.get("pattern"))
    form = forms.filled_with(patterns.get_pattern(sort)) if sort else MultiDict()
    parent = _parent(request.args.get("parent", ""))
    if parent is not None and parent.access == Access.SECRET:
        form["access"] = Access.SECRET.value
    return _form(form, {}, sort)


@groups.post("")
def create() -> ResponseReturnValue:
    """Found a group."""
    try:
        parent = _parent(request.form.get("parent", ""))
        group = services.create_group(**forms.parse_new_group(request.form), parent=parent, actor=current_person())
    except Invalid as error:
        return _form(request.form, error.errors, forms.parse_sort(request.form.get("pattern"))), 422
    return back_to("groups.show", group)


def _parent(slug: str) -> Group | None:
    return queries.get_group_by_slug(slug, viewer=current_person()) if slug else None


def _form(form: forms.Form, errors: dict[str, str], sort: patterns.Sort | None) -> str:
    found = patterns.list_patterns()
    return render_template(
        "groups/new.html",
        form=form,
        errors=errors,
        patterns=found,
        sort=sort,
        examples=forms.examples_of(found[sort]) if sort else {},
        icons=icons.ICONS,
        parent=_parent(request.values.get("parent", "")),
    )
