"""What clients send: each event is parsed, done by the same service as elsewhere, and acknowledged after the commit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import g, request
from flask_babel import gettext as _
from marshmallow import Schema, ValidationError

from app.accounts.models import Person, Scope
from app.chat import forms, queries, services
from app.chat.policy import why_closed
from app.chat.schemas import MessageSchema
from app.core.api import invalid
from app.core.errors import Forbidden, Invalid, TooMany, Unauthenticated
from app.core.events import whisper
from app.core.http import explain
from app.core.ids import parse_id
from app.core.refusals import detail_of
from app.presence.queries import choices_of
from realtime import presence, schemas
from realtime.connections import recheck
from realtime.events import Typing
from realtime.limits import Allowance
from realtime.sockets import Sockets, sockets

Answer = dict[str, Any] | None
View = Callable[[dict[str, Any], Person], Answer]

_message, _messages = MessageSchema(), MessageSchema(many=True)
DEAR = 20
"""What an event counts for that is told in every conversation of whoever sends it."""


def register(own: Sockets) -> None:
    """Hear the events of clients."""
    _hear(own, "message.send", send_message, schemas.SendingEvent())
    _hear(own, "message.edit", edit_message, schemas.EditingEvent())
    _hear(own, "message.delete", delete_message, schemas.MessageEvent())
    _hear(own, "conversation.read", mark_read, schemas.ReadingEvent())
    _hear(own, "typing", tell_typing, schemas.ConversationEvent())
    _hear(own, "presence", set_presence, schemas.PresenceEvent(), scope=Scope.READ, cost=DEAR)
    _hear(own, "sync", catch_up, schemas.SyncEvent(), scope=Scope.READ)


def send_message(payload: dict[str, Any], viewer: Person) -> Answer:
    """Send a message; the same `client_id` again gives the same message."""
    conversation = queries.get_conversation(parse_id(payload.pop("conversation_id")), viewer=viewer)
    message = services.send_message(conversation, **forms.with_messages(payload, viewer=viewer), actor=viewer)
    item = queries.get_message_item(message.id, viewer=viewer)
    return {"message": _message.dump(item)}


def edit_message(payload: dict[str, Any], viewer: Person) -> Answer:
    """Change one's own message."""
    message = queries.get_message(parse_id(payload.pop("id")), viewer=viewer)
    services.edit_message(message, **payload, actor=viewer)
    return {}


def delete_message(payload: dict[str, Any], viewer: Person) -> Answer:
    """Take one's own message back."""
    services.delete_message(queries.get_message(parse_id(payload["id"]), viewer=viewer), actor=viewer)
    return {}


def mark_read(payload: dict[str, Any], viewer: Person) -> Answer:
    """Say how far one has read."""
    conversation = queries.get_conversation(parse_id(payload["conversation_id"]), viewer=viewer)
    services.mark_read(conversation, seq=payload["seq"], actor=viewer)
    return {}


def tell_typing(payload: dict[str, Any], viewer: Person) -> Answer:
    """Say that one is writing; nobody acknowledges it."""
    conversation = queries.get_conversation(parse_id(payload["conversation_id"]), viewer=viewer)
    may_show = choices_of(viewer.id).shows_typing and not queries.is_asked(conversation.id, viewer.id)
    if may_show and why_closed(viewer, conversation) is None:
        whisper(Typing(conversation.id, viewer.id))
    return None


def set_presence(payload: dict[str, Any], viewer: Person) -> Answer:
    """Say that this page is in use again, or has not been for a while."""
    sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
    presence.turned(sid, viewer.id, awake=payload["awake"])
    return {}


def catch_up(payload: dict[str, Any], viewer: Person) -> Answer:
    """Give what was said since the numbers that the client knows; what it may not see is left out."""
    found, more = queries.catch_up(payload["conversations"], viewer=viewer)
    conversations = {str(name): _messages.dump(items) for name, items in found.items()}
    answer: dict[str, Any] = {"conversations": conversations, "more": [str(name) for name in more]}
    if payload["topics"]:
        answer["topics"] = [str(name) for name in queries.topics_calling_for(viewer)]
    return answer


def _hear(own: Sockets, event: str, view: View, schema: Schema, *, scope: Scope = Scope.WRITE, cost: int = 1) -> None:
    allowance = Allowance()

    def receive(*sent: object) -> Answer:
        sid: str = request.sid  # type: ignore[attr-defined]  # Flask-SocketIO puts it there
        try:
            viewer = _admitted(sid, scope, allowance, cost)
            answer = view(_parsed(schema, sent), viewer)
        except Exception as error:  # noqa: BLE001 (whatever goes wrong, the client is told)
            return _refusal(sid, error)
        return answer if answer is None else {"ok": True, **answer}

    own.socketio.on_event(event, receive)


def _admitted(sid: str, scope: Scope, allowance: Allowance, cost: int) -> Person:
    viewer = recheck(sid)
    if "token_id" in g and scope not in g.scopes:
        raise Forbidden(_("This token lacks the scope %(scope)s.", scope=scope))
    if not allowance.take(viewer.id, cost):
        raise TooMany(_("This is too fast. Wait a moment."), retry_after=1)
    return viewer


def _parsed(schema: Schema, sent: tuple[object, ...]) -> dict[str, Any]:
    payload = sent[0] if sent else None
    if not isinstance(payload, dict):
        raise Invalid(_("An object is expected."))
    try:
        values: dict[str, Any] = schema.load(payload)
    except ValidationError as error:
        raise invalid(error.messages) from None
    return values


def _refusal(sid: str, error: Exception) -> Answer:
    reason = explain(error)
    if isinstance(reason, Unauthenticated):
        sockets().end_soon(sid)
    return {"ok": False, "error": {"status": reason.status, "detail": reason.detail or detail_of(reason.status)}}
