"""Where pages stand, who changes them, and taking them away."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.signin import current_person
from app.core.http import wants_up
from app.core.ids import parse_id
from app.knowledge import queries, services
from app.knowledge.models import KnowledgePage
from app.knowledge.views.blueprint import knowledge


@knowledge.post("/knowledge/<uuid:page_id>/place")
def change_place(page_id: UUID) -> ResponseReturnValue:
    """Let a page stand under another one, or by itself."""
    page, parent = _page(page_id), request.form.get("parent", "")
    services.move_page(page, _page(parse_id(parent)) if parent else None, actor=current_person())
    return redirect(f"/knowledge/{page.id}", 303)


@knowledge.post("/knowledge/<uuid:page_id>/order")
def change_order(page_id: UUID) -> ResponseReturnValue:
    """Let a page change places with the one before (`up`) or behind it (`down`)."""
    page = _page(page_id)
    services.shift_page(page, up=wants_up(), actor=current_person())
    return redirect(f"/groups/{page.group.slug}/knowledge#page-{page.id}", 303)


@knowledge.post("/knowledge/<uuid:page_id>/guard")
def change_guard(page_id: UUID) -> ResponseReturnValue:
    """Say who changes a page."""
    page = _page(page_id)
    services.guard_page(page, is_for_keepers=request.form.get("who") == "keepers", actor=current_person())
    return redirect(f"/knowledge/{page.id}", 303)


@knowledge.post("/knowledge/<uuid:page_id>/deletion")
def remove_page(page_id: UUID) -> ResponseReturnValue:
    """Take a page away."""
    page = _page(page_id)
    services.delete_page(page, actor=current_person())
    flash(_("Page deleted."), f"/knowledge/{page.id}/restoration")
    return redirect(f"/groups/{page.group.slug}/knowledge", 303)


@knowledge.post("/knowledge/<uuid:page_id>/restoration")
def restore_page(page_id: UUID) -> ResponseReturnValue:
    """Bring back what was deleted."""
    actor = current_person()
    services.undelete_page(queries.get_deleted_page(page_id, viewer=actor), actor=actor)
    return redirect(f"/knowledge/{page_id}", 303)


def _page(page_id: UUID) -> KnowledgePage:
    return queries.get_page(page_id, viewer=current_person())
