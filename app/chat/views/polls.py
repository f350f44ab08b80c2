"""Asking the people of a conversation with a poll, as a page and as a dialog over the conversation."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import forms, pages, services
from app.chat.models import Conversation
from app.chat.views.talking import chat, find
from app.core.errors import Conflict, Forbidden, Invalid
from app.core.http import is_fragment_request
from app.core.ids import new_id


@chat.get("/<uuid:conversation_id>/polls/new")
def new_poll(conversation_id: UUID) -> str:
    """The form for a poll."""
    conversation = find(conversation_id)
    if is_fragment_request():
        return render_template("chat/_new_poll_dialog.html", **_asking(conversation, {}))
    return _page(conversation, {})


@chat.post("/<uuid:conversation_id>/polls")
def create_poll(conversation_id: UUID) -> ResponseReturnValue:
    """Send a message that asks, and lead to it: like who writes at the end, who asks has read what stands above."""
    viewer, conversation = current_person(), find(conversation_id)
    try:
        asked = services.send_message(conversation, **forms.parse_poll(request.form), actor=viewer)
    except (Invalid, Forbidden, Conflict) as error:
        errors = error.errors if isinstance(error, Invalid) else {}
        return _page(conversation, errors or {"poll": error.detail}), error.status
    services.mark_read(conversation, seq=asked.seq, actor=viewer)
    return redirect(asked.url, 303)


def _page(conversation: Conversation, errors: dict[str, str]) -> str:
    shell = pages.shell(current_person(), conversation.id)
    return render_template("chat/new_poll.html", step="item", **_asking(conversation, errors), **shell)


def _asking(conversation: Conversation, errors: dict[str, str]) -> dict[str, object]:
    sent_as = request.form.get("client_id") or str(new_id())
    return {"conversation_id": conversation.id, "sent": request.form, "errors": errors, "client_id": sent_as}
