"""Topics as pages: those of a room, opening one, and following it."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.signin import current_person
from app.chat import pages, queries, services
from app.chat.models import Conversation, Kind
from app.chat.policy import can_open_topic
from app.chat.views.talking import chat, find, to
from app.core.errors import Conflict, Forbidden, Invalid, NotFound
from app.core.paging import DEFAULT_LIMIT


def find_room(room_id: UUID) -> Conversation:
    """A room of the viewer's; raises NotFound for what is none."""
    room = find(room_id)
    if room.kind != Kind.ROOM:
        raise NotFound
    return room


@chat.get("/<uuid:room_id>/topics")
def show_topics(room_id: UUID) -> str:
    """The topics of a room, open and closed ones, and opening one."""
    return _topics_page(find_room(room_id))


@chat.post("/<uuid:room_id>/topics")
def create_topic(room_id: UUID) -> ResponseReturnValue:
    """Open a topic in a room."""
    room, title = find_room(room_id), request.form.get("title", "")
    try:
        topic = services.open_topic(room, title=title, actor=current_person())
    except (Conflict, Forbidden, Invalid) as error:
        return _topics_page(room, title=title, error=error.detail), error.status
    return to(topic.id)


def _topics_page(room: Conversation, *, title: str = "", error: str = "") -> str:
    viewer, cursor = current_person(), request.args.get("cursor")
    shown = {
        "item": queries.get_conversation_item(room, viewer=viewer),
        "topics": [] if cursor else queries.list_topics(room, viewer=viewer, limit=services.MOST_OPEN).items,
        "ended": queries.list_topics(room, viewer=viewer, limit=DEFAULT_LIMIT, cursor=cursor, closed=True),
        "may_open": can_open_topic(viewer, room),
    }
    own = {"title": title, "error": error, "step": "item"}
    return render_template("chat/topics.html", **shown, **own, **pages.shell(viewer, room.id))


@chat.get("/<uuid:conversation_id>/topics/strip")
def show_strip(conversation_id: UUID) -> str:
    """The topics at the head of a room or of one of them, for a page that is open."""
    viewer, conversation = current_person(), find(conversation_id)
    item = queries.get_conversation_item(conversation, viewer=viewer)
    return render_template("chat/_topics.html", item=item, **pages.topics(conversation, viewer=viewer))


@chat.post("/<uuid:conversation_id>/topic/follow")
def update_topic_follow(conversation_id: UUID) -> ResponseReturnValue:
    """Follow a topic, or follow it no longer."""
    change = services.follow_topic if request.form.get("followed") == "yes" else services.unfollow_topic
    change(find(conversation_id), actor=current_person())
    return to(conversation_id)
