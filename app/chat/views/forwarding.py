"""Repeating a message elsewhere: in a conversation one has, or to somebody one looks for."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import forms, pages, queries, services
from app.chat.models import Conversation
from app.chat.views.talking import chat, choosing_people, find, find_message, to
from app.core.errors import Conflict, Forbidden, Invalid, TooMany
from app.core.folding import each_begins, words_of
from app.core.ids import new_id, parse_id


@chat.get("/<uuid:message_id>/forwarding")
def choose_forwarding(message_id: UUID) -> str:
    """Choose the conversation or the person to whom a message is to be repeated; `q` looks for both."""
    find_message(message_id)
    return _forwarding_page(message_id)


@chat.post("/<uuid:message_id>/forwarding")
def create_forwarding(message_id: UUID) -> ResponseReturnValue:
    """Repeat a message in another conversation, or to a person, with whom one begins with it where there is none."""
    message = find_message(message_id)
    try:
        word = services.checked_body(request.form.get("body", ""), may_be_empty=True)
        there = _chosen_place()
        sent_as = f"{request.form.get('client_id') or new_id()}-{there.id}"
        services.forward_message(message, there, client_id=sent_as, word=word, actor=current_person())
    except (Conflict, Forbidden, Invalid, TooMany) as error:
        return _forwarding_page(message_id, error.detail), error.status
    return to(there.id)


def _chosen_place() -> Conversation:
    viewer = current_person()
    if "with" not in request.form:
        return find(parse_id(request.form.get("conversation", "")))
    return services.open_conversation(**forms.parse_opening(request.form, viewer=viewer), actor=viewer)


def _forwarding_page(message_id: UUID, error: str = "") -> str:
    viewer, q = current_person(), request.args.get("q", "")
    said = queries.get_message_item(message_id, viewer=viewer)
    shell = pages.shell(viewer, said.conversation_id if said else None)
    shown = {
        "named": [one for one in queries.list_named(viewer) if each_begins(q, words_of(one.name))] if q else None,
        "people": choosing_people()["found"] if q else [],
        "q": q,
        "said": said,
        "word": request.form.get("body", ""),
        "error": error,
    }
    return render_template("chat/forwarding.html", **shown, new_id=new_id(), step="item", **shell)
