"""Threads in the REST interface."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.chat import queries, services
from app.chat.models import Message
from app.chat.schemas import MessagePage, RangeSchema, ReadingSchema
from app.chat.schemas_threads import ThreadSchema
from app.core.api import ApiBlueprint, PageArguments
from app.core.paging import Page

blueprint = ApiBlueprint("chat_threads_api", __name__, description="Threads: the answers to a message")


@blueprint.get("/messages/threads")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, MessagePage)
def list_threads(arguments: dict[str, Any]) -> Page[queries.MessageItem]:
    """The messages whose threads one follows, that with the newest answer first; `thread` says how much waits."""
    return queries.list_threads(current_person(), **arguments)


@blueprint.get("/messages/<uuid:message_id>/thread")
@blueprint.arguments(RangeSchema, location="query")
@blueprint.response(200, ThreadSchema)
def get_thread(arguments: dict[str, Any], message_id: UUID) -> queries.Thread:
    """The thread of a message, or in which it stands: the answers rise by `seq`, as in the conversation."""
    viewer, cursor = current_person(), arguments.pop("cursor")
    if cursor:
        arguments |= queries.position_of(cursor)
    return queries.get_thread(_root(message_id), viewer=viewer, **arguments)


@blueprint.put("/messages/<uuid:message_id>/thread/follow")
@blueprint.response(204)
def follow_thread(message_id: UUID) -> None:
    """Let the answers in a thread call for one's attention; whoever writes there or is quoted there follows."""
    services.follow_thread(_root(message_id), actor=current_person())


@blueprint.delete("/messages/<uuid:message_id>/thread/follow")
@blueprint.response(204)
def unfollow_thread(message_id: UUID) -> None:
    """Hear of a thread no more."""
    services.unfollow_thread(_root(message_id), actor=current_person())


@blueprint.put("/messages/<uuid:message_id>/thread/read")
@blueprint.arguments(ReadingSchema)
@blueprint.response(204)
def mark_thread_read(body: dict[str, Any], message_id: UUID) -> None:
    """Say how far one has read a thread."""
    services.mark_thread_read(_root(message_id), actor=current_person(), **body)


def _root(message_id: UUID) -> Message:
    return queries.get_root(queries.get_message(message_id, viewer=current_person()))
