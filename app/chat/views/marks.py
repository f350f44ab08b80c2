"""Messages that are pinned, kept or marked as unread, as pages."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import pages, queries, services
from app.chat.models import Message, address_of
from app.chat.policy import can_pin
from app.chat.views.talking import chat, find, find_message
from app.core.errors import Conflict, Forbidden
from app.core.paging import DEFAULT_LIMIT


@chat.get("/bookmarks")
def show_bookmarks() -> str:
    """What one keeps of all conversations."""
    viewer = current_person()
    page = queries.list_bookmarks(viewer, limit=DEFAULT_LIMIT, cursor=request.args.get("cursor"))
    places = pages.places(page.items, viewer=viewer)
    return render_template("chat/bookmarks.html", bookmarks=page, places=places, step="item", **pages.shell(viewer))


@chat.get("/<uuid:conversation_id>/pins")
def show_pins(conversation_id: UUID) -> str:
    """What stands on top of a conversation; the newest of it alone for a page that is open (`newest`)."""
    viewer, conversation = current_person(), find(conversation_id)
    item = queries.get_conversation_item(conversation, viewer=viewer)
    pins = queries.list_pins(conversation, viewer=viewer)
    if "newest" in request.args:
        return render_template("chat/_pins.html", item=item, pins=pins)
    return render_template("chat/pins.html", item=item, pins=pins, step="item", **pages.shell(viewer, conversation_id))


@chat.get("/<uuid:message_id>/menu")
def show_menu(message_id: UUID) -> str:
    """What can be done with a message, for a browser without scripts."""
    return _menu_page(find_message(message_id))


@chat.post("/<uuid:message_id>/bookmark")
def update_bookmark(message_id: UUID) -> ResponseReturnValue:
    """Keep a message for oneself, or keep it no longer."""
    change = services.bookmark_message if request.form.get("kept") == "yes" else services.remove_bookmark
    return _mark(find_message(message_id), change)


@chat.post("/<uuid:message_id>/pin")
def update_pin(message_id: UUID) -> ResponseReturnValue:
    """Pin a message on top of its conversation, or take it down."""
    change = services.pin_message if request.form.get("pinned") == "yes" else services.unpin_message
    return _mark(find_message(message_id), change)


@chat.post("/<uuid:message_id>/unread")
def create_unread(message_id: UUID) -> ResponseReturnValue:
    """Let what was said wait again from a message on; then the list, for to open it all would be to read it."""
    message = find_message(message_id)
    try:
        services.mark_unread(message, actor=current_person())
    except Conflict as error:
        return _menu_page(message, error.detail), error.status
    return redirect(url_for("chat.index"), 303)


def _mark(message: Message, change: Callable[..., None]) -> ResponseReturnValue:
    try:
        change(message, actor=current_person())
    except (Conflict, Forbidden) as error:
        return _menu_page(message, error.detail), error.status
    return redirect(address_of(message.conversation_id, message.seq), 303)


def _menu_page(message: Message, error: str = "") -> str:
    viewer = current_person()
    shown = {
        "said": queries.get_message_item(message.id, viewer=viewer),
        "can_pin": can_pin(viewer, queries.get_conversation(message.conversation_id, viewer=viewer)),
        "can_report": pages.can_report(),
        "error": error,
    }
    return render_template("chat/menu.html", **shown, step="item", **pages.shell(viewer, message.conversation_id))
