"""Topics in the REST interface: those of a room, opening one, and following it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.accounts.signin import current_person
from app.chat import queries, services
from app.chat.models import Kind
from app.chat.schemas import ConversationPage, ConversationSchema
from app.chat.schemas_belonging import TopicSchema, TopicsSchema
from app.core.api import ApiBlueprint
from app.core.errors import NotFound
from app.core.paging import Page

blueprint = ApiBlueprint("chat_topics_api", __name__, description="Topics inside the rooms of groups")


@blueprint.get("/conversations/<uuid:room_id>/topics")
@blueprint.arguments(TopicsSchema, location="query")
@blueprint.response(200, ConversationPage)
def list_topics(arguments: dict[str, Any], room_id: UUID) -> Page[queries.ConversationItem]:
    """The open topics of a room, the one in which something was said last first; with `closed`, the closed ones."""
    viewer = current_person()
    room = queries.get_conversation(room_id, viewer=viewer)
    if room.kind != Kind.ROOM:
        raise NotFound
    return queries.list_topics(room, viewer=viewer, **arguments)


@blueprint.post("/conversations/<uuid:room_id>/topics")
@blueprint.arguments(TopicSchema)
@blueprint.response(201, ConversationSchema)
def open_topic(body: dict[str, Any], room_id: UUID) -> queries.ConversationItem:
    """Open a topic in a room, as whoever writes there may. 409 for what is no room and where too many are open."""
    viewer = current_person()
    room = queries.get_conversation(room_id, viewer=viewer)
    return queries.get_conversation_item(services.open_topic(room, actor=viewer, **body), viewer=viewer)


@blueprint.put("/conversations/<uuid:conversation_id>/follow")
@blueprint.response(204)
def follow(conversation_id: UUID) -> None:
    """Keep a topic in one's list, and hear it though its room is muted. 409 for what is no topic."""
    viewer = current_person()
    services.follow_topic(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer)


@blueprint.delete("/conversations/<uuid:conversation_id>/follow")
@blueprint.response(204)
def unfollow(conversation_id: UUID) -> None:
    """Have it in the list only where something waits in it."""
    viewer = current_person()
    services.unfollow_topic(queries.get_conversation(conversation_id, viewer=viewer), actor=viewer)
