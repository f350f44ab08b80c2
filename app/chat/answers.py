"""What the pages show of a thread: the message it stands under, the answers, and whether they call for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.chat import pages, queries
from app.chat.calling import call_from_thread
from app.chat.finding import find_stretch
from app.chat.forms import parse_number
from app.chat.models import Conversation, Message
from app.chat.policy import said_to, why_closed
from app.core.db import session
from app.core.errors import NotFound
from app.core.ids import new_id, parse_id


def find_opened(conversation: Conversation, wanted: Mapping[str, str], *, viewer: Person) -> Message | None:
    """The message whose thread an address asks for: by its name, or by the number of an answer that stands in it alone.

    Raises NotFound for one of another conversation.
    """
    if "thread" in wanted:
        named = queries.get_message(parse_id(wanted["thread"]), viewer=viewer)
        if named.conversation_id != conversation.id:
            raise NotFound
        return queries.get_root(named)
    at = parse_number(wanted.get("at"))
    answer = queries.find_answer(conversation, at) if at is not None else None
    if answer is None:
        return None
    root = select(Message).where(Message.id == answer.thread_id, said_to(viewer))
    return session.scalar(root)  # nothing where it was said before the viewer came


def panel(
    root: Message, wanted: Mapping[str, str], *, viewer: Person, refused: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """What a thread's panel shows: its latest answers, or those before or around a number, and what was refused."""
    conversation = session.get_one(Conversation, root.conversation_id)
    thread = queries.get_thread(root, viewer=viewer, limit=1)
    stretch = find_stretch(conversation, wanted, viewer=viewer, only=Message.thread_id == root.id)
    read = thread.last_read_seq if thread.is_followed else None
    return {
        "opened": thread,
        "opened_line": pages.Line(thread.root, day=None, is_new=False, follows=False),
        "answer_lines": pages.lines(stretch.items, viewer=viewer, read=read),
        "earlier": stretch.older,
        "later": stretch.newer,
        "answer_id": str(new_id()),
        "answer_calling": call_from_thread(root, conversation, viewer=viewer),
        "closed": why_closed(viewer, conversation),
        "answer": {"body": "", "error": "", "files": (), **(refused or {})},
    }
