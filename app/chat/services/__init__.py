"""What can be done in conversations."""

from app.chat.services.answering import accept_request, decline_request
from app.chat.services.belonging import invite_to_conversation, leave_conversation, remove_from_conversation
from app.chat.services.following import follow_thread, mark_thread_read, unfollow_thread
from app.chat.services.forwarding import forward_message
from app.chat.services.keeping import EVERY, change_terms, forget_messages, forget_past
from app.chat.services.linking import remove_message_link
from app.chat.services.marking import bookmark_message, pin_message, remove_bookmark, unpin_message
from app.chat.services.opening import open_conversation, open_room
from app.chat.services.owning import (
    change_conversation,
    choose_who_calls,
    choose_who_invites,
    choose_who_writes,
    close_conversation,
    hand_over_conversation,
    pass_on_conversations,
    rename_conversation,
    reopen_conversation,
)
from app.chat.services.polling import close_message_poll, vote_in_message
from app.chat.services.reacting import react, take_back_reaction
from app.chat.services.reading import (
    archive_conversation,
    bring_back_conversation,
    mark_read,
    mark_unread,
    mute,
    unmute,
)
from app.chat.services.reminding import REMIND_EVERY, end_reminder, remind_due, set_reminder
from app.chat.services.scheduling import (
    cancel_scheduled,
    change_scheduled,
    schedule_message,
    send_due,
    send_scheduled,
)
from app.chat.services.topics import (
    MOST_OPEN,
    close_topic,
    follow_topic,
    open_topic,
    rename_topic,
    reopen_topic,
    unfollow_topic,
)
from app.chat.services.writing import (
    checked_body,
    delete_message,
    edit_message,
    hide_message,
    restore_message,
    send_message,
)

__all__ = ["EVERY", "change_terms", "forget_messages", "forget_past"]
__all__ += ["accept_request", "decline_request", "delete_message", "edit_message", "hide_message"]
__all__ += ["follow_thread", "mark_thread_read", "unfollow_thread"]
__all__ += ["leave_conversation", "mark_read", "mark_unread", "mute"]
__all__ += ["open_conversation", "open_room", "react", "restore_message", "send_message", "take_back_reaction"]
__all__ += ["checked_body", "unmute"]
__all__ += ["bookmark_message", "forward_message", "pin_message", "remove_bookmark", "remove_message_link"]
__all__ += ["close_message_poll", "unpin_message", "vote_in_message"]
__all__ += ["cancel_scheduled", "change_scheduled", "schedule_message", "send_due", "send_scheduled"]
__all__ += ["REMIND_EVERY", "end_reminder", "remind_due", "set_reminder"]
__all__ += ["archive_conversation", "bring_back_conversation", "change_conversation"]
__all__ += ["choose_who_calls", "choose_who_invites", "choose_who_writes", "close_conversation"]
__all__ += ["hand_over_conversation", "invite_to_conversation", "pass_on_conversations", "remove_from_conversation"]
__all__ += ["MOST_OPEN", "close_topic", "follow_topic", "open_topic", "rename_topic", "reopen_topic", "unfollow_topic"]
__all__ += ["rename_conversation", "reopen_conversation"]
