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
from app.groups.services.guests import invite_outsider, welcome_guest, withdraw_outsider
from app.groups.services.handing_over import hand_over
from app.groups.services.inviting import (
    accept_invitation,
    decline_invitation,
    invite_person,
    withdraw_invitation,
)
from app.groups.services.linking import find_link, make_link, use_link, withdraw_link
from app.groups.services.membership import accept_request, decline_request, join_group, remove_member, set_member
from app.groups.services.nesting import set_parent
from app.groups.services.receiving import (
    change_reception,
    dismiss_welcome,
    tick_step,
    untick_step,
)
from app.groups.services.ruling import add_rule, apply_rules, remove_rule

__all__ = ["LONGEST_ANSWER", "LONGEST_QUESTION", "LONGEST_RULE", "MOST_QUESTIONS", "MOST_RULES"]
__all__ += ["accept_invitation", "accept_request", "add_rule", "apply_rules", "archive_group", "change_group"]
__all__ += ["change_reception", "create_group", "decline_invitation", "decline_request", "delete_group"]
__all__ += ["dismiss_welcome", "find_link", "hand_over", "invite_outsider", "invite_person", "join_group"]
__all__ += ["make_link", "remove_cover", "remove_member", "remove_rule", "restore_group", "set_cover"]
__all__ += ["set_member", "set_parent", "tick_step", "untick_step", "use_link", "welcome_guest"]
__all__ += ["withdraw_invitation", "withdraw_link", "withdraw_outsider"]
