"""Finding something again inside a conversation: by its words, by its day, or where one stopped reading."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.models import Person
from app.accounts.signin import current_person
from app.chat import forms, pages, queries
from app.chat.finding import find_day, find_first_unread
from app.chat.models import Conversation, Kind, address_of
from app.chat.views.talking import chat, find
from app.core.paging import DEFAULT_LIMIT


@chat.get("/<uuid:conversation_id>/search")
def search_conversation(conversation_id: UUID) -> str:
    """What was said with some words, the newest first; and the way to a day."""
    viewer, conversation, q = current_person(), find(conversation_id), request.args.get("q", "").strip()
    before = forms.parse_number(request.args.get("before"))
    page = queries.list_messages(conversation, viewer=viewer, before=before, limit=DEFAULT_LIMIT, q=q)
    found: dict[str, Any] = {"found": page.items if q else None, "older": page.items[0].seq if page.next else None}
    found["in_topics"] = find_in_topics(conversation, q, viewer=viewer) if before is None else []
    item = queries.get_conversation_item(conversation, viewer=viewer)
    shell = pages.shell(viewer, conversation_id)
    return render_template("chat/search.html", item=item, q=q, step="item", **found, **shell)


def find_in_topics(conversation: Conversation, q: str, *, viewer: Person) -> list[tuple[queries.MessageItem, str]]:
    """What was said with these words in the topics of a room."""
    wanted = q and conversation.kind == Kind.ROOM
    return queries.find_in_topics(conversation, q, viewer=viewer, limit=DEFAULT_LIMIT) if wanted else []


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
