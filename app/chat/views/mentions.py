"""Mentions in messages, as pages: where one is mentioned, and whom one may mention."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request

from app.accounts.signin import current_person
from app.chat import pages, queries
from app.chat.calling import call_from_log, call_from_thread
from app.chat.views.talking import chat, find, find_message
from app.core.errors import NotFound
from app.core.ids import parse_id
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
    """Whom of a conversation `q` may mean, while one writes: people, or everybody there; of the thread `within`, who
    follows it.
    """
    typed, viewer, conversation = request.args.get("q", ""), current_person(), find(conversation_id)
    found = queries.list_nameable(conversation, typed, viewer=viewer)
    if request.args.get("within"):
        root = queries.get_root(find_message(parse_id(request.args["within"])))
        if root.conversation_id != conversation.id:
            raise NotFound
        call = call_from_thread(root, conversation, viewer=viewer)
    else:
        item = queries.get_conversation_item(conversation, viewer=viewer)
        call = call_from_log(item, queries.count_others(conversation, viewer=viewer))
    named = call.offered(typed) if call else None
    return render_template("chat/_names.html", found=found, call=call, for_all=named, typed=typed.strip().lower())
