"""Chat's pages: talking, and for the administration how long what was said is kept."""

from app.chat.views import (
    belonging,
    forwarding,
    history,
    links,
    marks,
    mentions,
    polls,
    reminders,
    scheduled,
    searching,
    shared,
    threads,
    topics,
)
from app.chat.views.keeping import keeping
from app.chat.views.talking import chat

__all__ = ["belonging", "chat", "forwarding", "history", "keeping", "links", "marks", "mentions", "polls", "reminders"]
__all__ += ["scheduled", "searching", "shared", "threads", "topics"]
