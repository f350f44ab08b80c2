"""What a group knows: its start page and contents, and writing new pages."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.core.errors import Forbidden, Invalid, NotFound, demand
from app.core.ids import parse_id
from app.groups.pages import find_group, show_page
from app.knowledge import policy, queries, services
from app.knowledge.models import KnowledgePage
from app.knowledge.showing import keep_text, show_form
from app.knowledge.views.blueprint import knowledge


@knowledge.get("/groups/<slug>/knowledge")
def index(slug: str) -> str:
    """The start page with the contents; with `q`, the pages of that title."""
    group, viewer, q = find_group(slug), current_person(), request.args.get("q", "")
    found = queries.list_contents(group, viewer=viewer, q=q)
    return show_page(
        "knowledge/index.html",
        group,
        contents=found,
        q=q,
        start=queries.find_start(group, viewer=viewer),
        has_start=queries.has_start(group),
        deleted=queries.list_deleted(group, viewer=viewer),
        may_write=policy.can_write(viewer, group),
    )


@knowledge.get("/groups/<slug>/knowledge/new")
def new(slug: str) -> str:
    """The form of a new page, of the title that a link names, or of the start page."""
    group = find_group(slug)
    demand(policy.can_write(current_person(), group))
    return show_form(group, request.args, {})


@knowledge.post("/groups/<slug>/knowledge")
def create(slug: str) -> ResponseReturnValue:
    """Write a new page; a refusal keeps the words."""
    actor, form = current_person(), request.form
    try:
        group = find_group(slug)
        words, parent = {name: form.get(name, "") for name in ("title", "body")}, _parent(form.get("parent", ""))
        page = services.write_page(group, **words, parent=parent, is_start="start" in form, actor=actor)
    except (NotFound, Forbidden) as error:
        return keep_text(form, error)
    except Invalid as error:
        return show_form(group, form, error.errors), 422
    except services.EditConflict as error:
        return show_form(group, form, {"body": error.detail}), error.status
    return redirect(f"/knowledge/{page.id}", 303)


def _parent(written: str) -> KnowledgePage | None:
    return queries.get_page(parse_id(written), viewer=current_person()) if written else None
