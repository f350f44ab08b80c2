"""What can be read of conversations and messages."""

from app.chat.queries.answers import ThreadSummary
from app.chat.queries.authors import AuthorItem
from app.chat.queries.catching_up import MOST_CAUGHT_UP, catch_up
from app.chat.queries.conversations import (
    ConversationItem,
    find_pair,
    get_conversation,
    list_groups_without_room,
)
from app.chat.queries.found import Found, list_beginnings, list_found, list_later_beginnings
from app.chat.queries.items import MessageItem, Origin, Quote
from app.chat.queries.keeping import count_past, get_terms
from app.chat.queries.listed import get_conversation_item, list_conversations
from app.chat.queries.listening import carrier_of, listener_ids, listeners_mark, newcomers_since
from app.chat.queries.marks import list_bookmarks, list_pins
from app.chat.queries.mentions import list_mentions, list_mentions_ahead, list_nameable, who_is_called, who_is_mentioned
from app.chat.queries.messages import (
    count_reactions,
    get_message,
    get_message_item,
    list_messages,
    list_reacted_to,
    list_revisions,
    position_of,
)
from app.chat.queries.named import Named, list_named
from app.chat.queries.naming import name_conversations, name_of
from app.chat.queries.own import own_reactions
from app.chat.queries.participants import (
    count_others,
    get_participant,
    is_asked,
    is_reading_told,
    list_participants,
    page_participants,
    who_was_added,
)
from app.chat.queries.reminders import MessageReminderItem, find_reminder, list_reminders
from app.chat.queries.scheduled import ScheduledMessageItem, get_scheduled, get_scheduled_item, list_scheduled
from app.chat.queries.shared import SharedFile, SharedLinks, list_shared_files, list_shared_links, what_is_shared
from app.chat.queries.telling import Told, told_by_id
from app.chat.queries.threads import (
    Thread,
    find_answer,
    get_root,
    get_thread,
    is_answered,
    list_followers,
    list_next_followers,
    list_threads,
)
from app.chat.queries.topics import find_in_topics, list_topics, room_of, topics_calling_for
from app.chat.queries.unread import (
    HAS_UNREAD,
    count_mentions,
    count_unread,
    count_unread_in_threads,
    mentions_waiting_for,
    waiting_for,
    who_has_not_read,
)

__all__ = ["MOST_CAUGHT_UP"]
__all__ += [
    "AuthorItem",
    "ConversationItem",
    "MessageItem",
    "Quote",
    "catch_up",
    "count_reactions",
    "count_unread",
    "find_pair",
    "get_conversation",
]
__all__ += [
    "HAS_UNREAD",
    "get_conversation_item",
    "get_message",
    "get_message_item",
    "get_participant",
    "is_asked",
    "is_reading_told",
    "list_conversations",
    "list_groups_without_room",
]
__all__ += ["Origin", "count_past", "get_terms", "list_bookmarks", "list_pins"]
__all__ += ["list_messages", "list_participants", "list_reacted_to", "listener_ids", "listeners_mark", "position_of"]
__all__ += [
    "Thread",
    "ThreadSummary",
    "find_answer",
    "get_root",
    "get_thread",
    "is_answered",
    "list_followers",
    "list_next_followers",
    "list_threads",
]
__all__ += ["Found", "count_unread_in_threads", "list_beginnings", "list_found", "list_later_beginnings"]
__all__ += ["list_revisions"]
__all__ += ["newcomers_since", "waiting_for", "who_has_not_read"]
__all__ += ["ScheduledMessageItem", "get_scheduled", "get_scheduled_item", "list_scheduled"]
__all__ += ["MessageReminderItem", "find_reminder", "list_reminders"]
__all__ += ["count_mentions", "count_others", "list_mentions", "list_mentions_ahead", "list_nameable"]
__all__ += [
    "mentions_waiting_for",
    "name_conversations",
    "name_of",
    "who_is_called",
    "who_is_mentioned",
    "who_was_added",
]
__all__ += ["carrier_of", "find_in_topics", "list_topics", "page_participants", "room_of"]
__all__ += ["Named", "Told", "list_named", "own_reactions", "told_by_id", "topics_calling_for"]
__all__ += ["SharedFile", "SharedLinks", "list_shared_files", "list_shared_links", "what_is_shared"]
