"""What can be done in the feed: the services of its modules under one name."""

from app.feed.services.announcing import (
    confirm_reading,
    not_reminded_before,
    refresh_announcement,
    remind_readers,
)
from app.feed.services.answering import accept_answer, take_back_answer
from app.feed.services.archiving import archive_post, bring_back_post
from app.feed.services.arranging import lock_post, pin_post, unlock_post, unpin_post
from app.feed.services.commenting import (
    delete_comment,
    edit_comment,
    hide_comment,
    publish_comment,
    restore_comment,
    undelete_comment,
)
from app.feed.services.following import follow_post, mark_seen, mute_post, unfollow_post, unmute_post
from app.feed.services.keeping import keep_post, let_post_go
from app.feed.services.linking import remove_preview
from app.feed.services.moving import move_post, undo_move
from app.feed.services.polling import close_poll, vote
from app.feed.services.posting import (
    delete_post,
    edit_post,
    hide_post,
    publish_post,
    refresh_post,
    restore_post,
    undelete_post,
)
from app.feed.services.praising import put_name_back, show_praise_again, take_name_off
from app.feed.services.reacting import react, take_back_reaction
from app.feed.services.scheduling import (
    cancel_scheduled,
    change_scheduled,
    publish_scheduled,
    refuse_scheduled,
    schedule_post,
)
from app.feed.services.sharing import share_post
from app.feed.services.valuing import add_value, change_value, move_value, restore_value, retire_value

__all__ = ["delete_comment", "edit_comment", "hide_comment", "publish_comment", "restore_comment", "undelete_comment"]
__all__ += ["delete_post", "edit_post", "hide_post", "publish_post", "refresh_post", "restore_post", "undelete_post"]
__all__ += ["close_poll", "keep_post", "let_post_go", "react", "take_back_reaction", "vote"]
__all__ += ["remove_preview"]
__all__ += ["follow_post", "mark_seen", "mute_post", "unfollow_post", "unmute_post"]
__all__ += ["confirm_reading", "not_reminded_before", "refresh_announcement", "remind_readers"]
__all__ += [
    "cancel_scheduled",
    "change_scheduled",
    "publish_scheduled",
    "refuse_scheduled",
    "schedule_post",
    "share_post",
]
__all__ += ["move_post", "undo_move"]
__all__ += ["archive_post", "bring_back_post"]
__all__ += ["lock_post", "pin_post", "unlock_post", "unpin_post"]
__all__ += ["accept_answer", "take_back_answer"]
__all__ += ["put_name_back", "show_praise_again", "take_name_off"]
__all__ += ["add_value", "change_value", "move_value", "restore_value", "retire_value"]
