"""What a message's link leads to: its picture, kept by us, and taking it away."""

from __future__ import annotations

from uuid import UUID

from flask import redirect
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import queries, services
from app.chat.services.linking import SHELF
from app.chat.views.talking import chat
from app.core.errors import NotFound
from app.files.serving import serve
from app.links.services import find_picture


@chat.get("/<uuid:message_id>/link/picture")
def show_link_picture(message_id: UUID) -> ResponseReturnValue:
    """The picture of the page that the message links to, for whoever may read the message."""
    message = queries.get_message(message_id, viewer=current_person())
    picture = None if message.is_gone else find_picture(SHELF, message.id)
    if picture is None:
        raise NotFound
    return serve(picture, name="link.webp", media_type="image/webp")


@chat.post("/<uuid:message_id>/link/removal")
def remove_link_preview(message_id: UUID) -> ResponseReturnValue:
    """Show no longer what the link leads to."""
    actor = current_person()
    message = queries.get_message(message_id, viewer=actor)
    services.remove_message_link(message, actor=actor)
    return redirect(f"/messages/{message.conversation_id}?at={message.seq}#m-{message.seq}", 303)
