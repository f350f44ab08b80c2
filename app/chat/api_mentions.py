"""Mentions in messages in the REST interface."""

from __future__ import annotations

from typing import Any

from app.accounts.signin import current_person
from app.chat import queries
from app.chat.schemas import MessagePage
from app.core.api import ApiBlueprint, PageArguments
from app.core.paging import Page

blueprint = ApiBlueprint("chat_mentions_api", __name__, description="Messages that mention somebody")


@blueprint.get("/messages/mentions")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, MessagePage)
def list_mentions(arguments: dict[str, Any]) -> Page[queries.MessageItem]:
    """Where the caller is mentioned, of all their conversations, what was said last first."""
    return queries.list_mentions(current_person(), **arguments)
