"""A page of knowledge: reading, changing, its versions."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.errors import Forbidden, Invalid, NotFound, demand
from app.groups.pages import show_page
from app.knowledge import policy, queries, services, showing
from app.knowledge.models import KnowledgePage
from app.knowledge.views.blueprint import TAB, knowledge


@knowledge.get("/knowledge/<uuid:page_id>")
def show(page_id: UUID) -> str:
    """A page."""
    return showing.show(_page(page_id))


@knowledge.get("/knowledge/<uuid:page_id>/edit")
def edit(page_id: UUID) -> str:
    """The form to change it."""
    page = _page(page_id)
    demand(policy.can_edit(current_person(), page))
    form = {"title": page.title, "body": page.body, "based_on": str(page.version)}
    return showing.show_form(page.group, form, {}, page=page)


@knowledge.post("/knowledge/<uuid:page_id>/edit")
def update(page_id: UUID) -> ResponseReturnValue:
    """Change it; a refusal keeps the words, and what somebody else wrote meanwhile is shown beside them."""
    form, based_on = request.form, showing.read_based_on(request.form)
    try:
        page, words = _page(page_id), {name: form.get(name, "") for name in ("title", "body", "note")}
        services.edit_page(page, **words, based_on=based_on, actor=current_person())
    except (NotFound, Forbidden) as error:
        return showing.keep_text(form, error)
    except Invalid as error:
        return showing.show_form(page.group, form, error.errors, page=page), 422
    except services.EditConflict as error:
        return showing.show_conflict(page, form, based_on), error.status
    return redirect(f"/knowledge/{page.id}", 303)


@knowledge.get("/knowledge/<uuid:page_id>/history")
def show_history(page_id: UUID) -> str:
    """How the page came to read as it does, and who wrote it."""
    page = _page(page_id)
    edits, may_edit = showing.list_edits(page), policy.can_edit(current_person(), page)
    return show_page("knowledge/history.html", page.group, tab=TAB, page=page, edits=edits, may_edit=may_edit)


@knowledge.post("/knowledge/<uuid:page_id>/versions/<int:number>/restoration")
def create_restoration(page_id: UUID, number: int) -> ResponseReturnValue:
    """Let it read as it did in a version."""
    page = _page(page_id)
    services.restore_version(page, number, actor=current_person())
    flash(_("Version %(number)s of the page is restored.", number=number))
    return redirect(f"/knowledge/{page.id}", 303)


def _page(page_id: UUID) -> KnowledgePage:
    return queries.get_page(page_id, viewer=current_person())
