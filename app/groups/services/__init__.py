"""What can be done to groups, by verb."""

from app.groups.services.changing import archive_group, change_group, delete_group, restore_group
from app.groups.services.checking import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_RULE,
    MOST_QUESTIONS,
    MOST_RULES,
)
from app.groups.services.covers import remove_cover, set_cover
from app.groups.services.founding import create_group
from app.groups.services.handing_over import hand_over
from app.groups.services.membership import accept_request, decline_request, join_group, remove_member, set_member
from app.groups.services.nesting import set_parent
from app.groups.services.receiving import (
    change_reception,
    dismiss_welcome,
    tick_step,
    untick_step,
)

__all__ = ["LONGEST_ANSWER", "LONGEST_QUESTION", "LONGEST_RULE", "MOST_QUESTIONS", "MOST_RULES"]
__all__ += ["accept_request", "archive_group", "change_group", "change_reception", "create_group", "decline_request"]
__all__ += ["delete_group", "dismiss_welcome", "hand_over", "join_group", "remove_cover", "remove_member"]
__all__ += ["restore_group", "set_cover", "set_member", "set_parent", "tick_step", "untick_step"]
