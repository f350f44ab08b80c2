"""Threads as pages: the panel beside a conversation, answering there, following, and all that one follows."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import answers, forms, pages, queries, services
from app.chat.models import Conversation, Message
from app.chat.views.talking import chat, find_message, show_conversation
from app.core.db import session
from app.core.errors import Conflict, Forbidden, Invalid
from app.core.paging import DEFAULT_LIMIT
from app.files.forms import read_files
from app.files.services import REFUSALS
from app.reactions.queries import get_words


def _find(message_id: UUID) -> Message:
    return queries.get_root(find_message(message_id))


def _to(root: Message) -> ResponseReturnValue:
    return redirect(f"/messages/{root.conversation_id}?thread={root.id}", 303)


@chat.get("/threads")
def show_threads() -> str:
    """The threads one follows."""
    viewer = current_person()
    page = queries.list_threads(viewer, limit=DEFAULT_LIMIT, cursor=request.args.get("cursor"))
    places = pages.places(page.items, viewer=viewer)
    return render_template("chat/threads.html", threads=page, places=places, step="item", **pages.shell(viewer))


@chat.get("/<uuid:message_id>/thread")
def show_thread(message_id: UUID) -> str:
    """The panel of a thread alone, for a page that is open."""
    panel = answers.panel(_find(message_id), request.args, viewer=current_person())
    return render_template("chat/_answers.html", words=get_words(), **panel)


@chat.post("/<uuid:message_id>/thread")
def create_answer(message_id: UUID) -> ResponseReturnValue:
    """Answer in a thread."""
    viewer, root, sent = current_person(), _find(message_id), read_files()
    there = session.get_one(Conversation, root.conversation_id)
    try:
        said = forms.parse_message(request.form, viewer=viewer) | {"thread": root, "in_log": "in_log" in request.form}
        services.send_message(there, **said, file_ids=sent.keep(actor=viewer) or (), actor=viewer)
    except (Invalid, Forbidden, Conflict, *REFUSALS) as error:
        shown = {"body": request.form.get("body", ""), "error": error.detail, "files": sent.shown(actor=viewer)}
        return show_conversation(there, opened=root, answer=shown), error.status
    return _to(root)


@chat.post("/<uuid:message_id>/thread/follow")
def update_follow(message_id: UUID) -> ResponseReturnValue:
    """Let the answers of a thread call for one, or no more."""
    root = _find(message_id)
    change = services.follow_thread if request.form.get("followed") == "yes" else services.unfollow_thread
    change(root, actor=current_person())
    return _to(root)


@chat.post("/<uuid:message_id>/thread/reading")
def create_thread_reading(message_id: UUID) -> ResponseReturnValue:
    """Say that all of a thread was read."""
    root = _find(message_id)
    newest = session.get_one(Conversation, root.conversation_id).last_seq
    services.mark_thread_read(root, seq=newest, actor=current_person())
    return _to(root)
