"""What can be read of moderation: the queries of its modules under one name."""

from moderation.queries.attempts import Attempt, attempts_under, count_attempts_under
from moderation.queries.cases import (
    get_appeal,
    get_case,
    get_decision,
    list_appeals,
    list_concerned,
    list_decisions,
    needed_messages,
    reporters_of,
)
from moderation.queries.exposure import count_reach, list_exposed
from moderation.queries.mine import (
    find_notice,
    first_readers,
    get_contestable,
    list_decisions_about,
    list_items_of,
    list_reports_by,
    outcomes_of,
)
from moderation.queries.queue import QueueItem, count_late, has_waiting, list_queue
from moderation.queries.readers import list_readers
from moderation.queries.rumours import (
    Copy,
    count_copies,
    find_department,
    get_rumour,
    labels_of,
    list_copies,
    list_rumours,
)

__all__ = ["Attempt", "Copy", "QueueItem", "count_copies", "count_late", "count_reach", "find_notice", "first_readers"]
__all__ += ["get_appeal", "get_case", "get_contestable", "get_decision", "get_rumour", "labels_of"]
__all__ += ["list_appeals", "list_concerned", "list_copies", "list_decisions", "list_decisions_about"]
__all__ += [
    "attempts_under",
    "count_attempts_under",
    "find_department",
    "has_waiting",
    "list_exposed",
    "list_items_of",
    "list_queue",
    "list_readers",
    "list_reports_by",
    "list_rumours",
    "needed_messages",
    "outcomes_of",
]
__all__ += ["reporters_of"]
