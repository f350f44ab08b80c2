"""What can be done in moderation: the services of its modules under one name."""

from moderation.services.appealing import file_appeal, judge_appeal
from moderation.services.deciding import decide_case, second_decision
from moderation.services.handling import add_note, assign_case, claim_case, note_view, release_case
from moderation.services.reporting import file_report
from moderation.services.reviewing import close_settled_cases, reopen_for_review
from moderation.services.rumours import attach_copy, open_rumour, settle_rumour

__all__ = ["add_note", "assign_case", "attach_copy", "claim_case", "close_settled_cases", "decide_case"]
__all__ += ["file_appeal", "file_report", "judge_appeal", "note_view", "open_rumour", "release_case"]
__all__ += ["reopen_for_review", "second_decision", "settle_rumour"]
