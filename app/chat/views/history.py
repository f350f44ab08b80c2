"""How a message came to read as it does, as a page."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from app.accounts.signin import current_person
from app.chat import pages, queries
from app.chat.history import history_of
from app.chat.views.talking import chat, find_message


@chat.get("/<uuid:message_id>/history")
def show_history(message_id: UUID) -> str:
    """The last hundred versions of a message, for whoever may read it."""
    viewer = current_person()
    message = find_message(message_id)
    shell = pages.shell(viewer, message.conversation_id)
    said, versions = queries.get_message_item(message_id, viewer=viewer), history_of(message)
    return render_template("chat/history.html", said=said, versions=versions, step="item", **shell)
