"""Finding something again inside a conversation: by its words, by its day, or where one stopped reading."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import forms, pages, queries
from app.chat.finding import find_day, find_first_unread
from app.chat.models import address_of
from app.chat.views.talking import chat, find
from app.core.paging import DEFAULT_LIMIT


@chat.get("/<uuid:conversation_id>/search")
def search_conversation(conversation_id: UUID) -> str:
    """What was said with some words, the newest first; and the way to a day."""
    viewer, conversation, q = current_person(), find(conversation_id), request.args.get("q", "").strip()
    before = forms.parse_seq(request.args.get("before"))
    page = queries.list_messages(conversation, viewer=viewer, before=before, limit=DEFAULT_LIMIT, q=q)
    found = {"found": page.items if q else None, "older": page.items[0].seq if page.next else None}
    item = queries.get_conversation_item(conversation, viewer=viewer)
    shell = pages.shell(viewer, conversation_id)
    return render_template("chat/search.html", item=item, q=q, step="item", **found, **shell)


@chat.get("/<uuid:conversation_id>/place")
def show_place(conversation_id: UUID) -> ResponseReturnValue:
    """Lead to the first message of a day (`on`), or to the first one that was not read."""
    viewer, conversation = current_person(), find(conversation_id)
    day = forms.parse_day(request.args.get("on"))
    if day is not None:
        seq = find_day(conversation, day, viewer=viewer)
    else:
        read = queries.get_conversation_item(conversation, viewer=viewer).last_read_seq
        seq = find_first_unread(conversation, read=read)
    return redirect(address_of(conversation_id, seq))
