"""How a message came to read as it does."""

from __future__ import annotations

from app.chat.models import Message
from app.chat.policy import demand_standing
from app.chat.queries import list_revisions
from app.chat.queries.messages import MOST_VERSIONS
from app.core import differences


def history_of(message: Message) -> list[differences.Version]:
    """The last hundred versions of a message that the caller may read, the newest first.

    Raises Conflict for one that is gone.
    """
    demand_standing(message)
    former = list_revisions(message)
    written = [message.at, *(until for _, until in former)]
    versions = list(zip(written, [*(body for body, _ in former), message.body], strict=True))
    return differences.versions_of(versions[-MOST_VERSIONS:])
