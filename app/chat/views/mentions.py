"""Mentions in messages, as pages: where one is mentioned, and whom one may mention."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request

from app.accounts.signin import current_person
from app.chat import pages, queries
from app.chat.views.talking import chat, find
from app.core.paging import DEFAULT_LIMIT


@chat.get("/mentions")
def show_mentions() -> str:
    """Where one is mentioned, in all conversations."""
    viewer = current_person()
    page = queries.list_mentions(viewer, limit=DEFAULT_LIMIT, cursor=request.args.get("cursor"))
    places = pages.places(page.items, viewer=viewer)
    return render_template("chat/mentions.html", mentions=page, places=places, step="item", **pages.shell(viewer))


@chat.get("/<uuid:conversation_id>/names")
def list_names(conversation_id: UUID) -> str:
    """Whom of a conversation `q` may mean, while one writes."""
    typed, viewer = request.args.get("q", ""), current_person()
    found = queries.list_nameable(find(conversation_id), typed, viewer=viewer)
    return render_template("chat/_names.html", found=found)
