"""The list of one's conversations, and one as it stands there: by statements that are made once."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, not_, or_

from app.accounts.models import Person
from app.accounts.prepared import NOW, Statement, any_viewer
from app.chat.models import Conversation, Participant
from app.chat.queries.archived import is_away
from app.chat.queries.conversations import ConversationItem, items_of_rows, rows_of
from app.chat.queries.listening import THIS_CONVERSATION
from app.chat.queries.unread import calls_for
from app.core import clock
from app.core.db import Identifier
from app.core.paging import Keyset, Page
from app.core.prepared import MANY, prepared

ORDER = Keyset(Conversation.last_at, Conversation.id)


def get_conversation_item(conversation: Conversation, *, viewer: Person) -> ConversationItem:
    """The same as lists show it."""
    asked = {"viewer_id": viewer.id, "now": clock.now(), "conversation_id": conversation.id}
    return items_of_rows(prepared(_one_row).named(**asked), viewer)[0]


def _one_row() -> Statement:
    return rows_of(any_viewer()).where(Conversation.id == THIS_CONVERSATION)


def list_conversations(
    viewer: Person, *, limit: int, cursor: str | None = None, archived: bool = False, also: UUID | None = None
) -> Page[ConversationItem]:
    """The viewer's conversations, the one in which something was said last first; or those they have put away.

    Of topics those alone in which something waits for the viewer, or which they follow as long as they are open, and
    `also` the one that they are looking at.
    """
    asked: dict[str, Any] = {"viewer_id": viewer.id, "now": clock.now(), **ORDER.asked(limit, cursor)}
    if not archived:
        asked["also"] = also
    page = ORDER.page(prepared(_list, archived, bool(cursor)).named(**asked), limit)
    return Page(items_of_rows(page.items, viewer), page.next)


def _list(archived: bool, continues: bool) -> Statement:
    viewer = any_viewer()
    away = is_away(NOW, viewer.id)
    rows = rows_of(viewer).where(away if archived else and_(not_(away), _is_listed(viewer)))
    return rows.where(ORDER.behind(continues)).order_by(*ORDER.latest_first).limit(MANY)


def _is_listed(viewer: Person) -> ColumnElement[bool]:
    is_kept = and_(Participant.is_followed.is_(True), Conversation.closed_at.is_(None))
    is_shown = Conversation.id == bindparam("also", type_=Identifier())
    return or_(Conversation.room_id.is_(None), is_shown, is_kept, calls_for(viewer))
