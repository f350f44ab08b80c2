"""What a message's link leads to: its picture, kept by us, and taking it away."""

from __future__ import annotations

from uuid import UUID

from flask import redirect
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import services
from app.chat.models import address_of
from app.chat.services.linking import SHELF
from app.chat.views.talking import chat, find_message
from app.core.errors import NotFound
from app.files.serving import serve
from app.links.services import find_picture


@chat.get("/<uuid:message_id>/link/picture")
def show_link_picture(message_id: UUID) -> ResponseReturnValue:
    """The picture of the page that the message links to, for whoever may read the message."""
    message = find_message(message_id)
    picture = None if message.is_gone else find_picture(SHELF, message.id)
    if picture is None:
        raise NotFound
    return serve(picture, name="link.webp", media_type="image/webp")


@chat.post("/<uuid:message_id>/link/removal")
def remove_link_preview(message_id: UUID) -> ResponseReturnValue:
    """Show no longer what the link leads to."""
    message = find_message(message_id)
    services.remove_message_link(message, actor=current_person())
    return redirect(address_of(message.conversation_id, message.seq), 303)
