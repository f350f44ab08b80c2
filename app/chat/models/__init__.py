"""Chat's rows: the models of its modules under one name."""

from app.chat.models.conversations import TERM_KINDS, Conversation, Kind, Participant, Term, pair_key, term_kind
from app.chat.models.links import MessageLink
from app.chat.models.marks import MessageBookmark, MessagePin, MessageReaction
from app.chat.models.mentions import MessageCall, MessageMention
from app.chat.models.messages import (
    LONGEST_CLIENT_ID,
    Message,
    MessageOrigin,
    MessageRevision,
    address_of,
    with_files,
)
from app.chat.models.polls import MessageBallot, MessagePoll
from app.chat.models.reminders import MessageReminder
from app.chat.models.scheduled import ScheduledMessage
from app.chat.models.threads import IN_LOG, ThreadPlace

__all__ = ["LONGEST_CLIENT_ID", "Conversation", "Kind", "Message", "MessageBookmark", "MessageOrigin", "MessagePin"]
__all__ += [
    "MessageCall",
    "MessageLink",
    "MessageMention",
    "MessageReaction",
    "MessageRevision",
    "Participant",
    "ScheduledMessage",
    "Term",
]
__all__ += ["TERM_KINDS", "term_kind"]
__all__ += ["IN_LOG", "MessageBallot", "MessagePoll", "MessageReminder", "ThreadPlace", "address_of", "pair_key"]
__all__ += ["with_files"]
