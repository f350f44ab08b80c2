"""What can be read of groups."""

from app.groups.queries.groups import (
    OWN_GROUPS,
    OwnGroup,
    covers_in_use,
    get_group,
    get_group_by_slug,
    list_groups,
    list_own_groups,
    roles_of,
)
from app.groups.queries.marks import FACES, PageMark, mark_of_page
from app.groups.queries.members import (
    count_members,
    count_roles,
    list_keepers,
    list_member_departments,
    list_members,
    member_ids,
    members_among,
    members_mark,
)
from app.groups.queries.nesting import get_place, list_possible_parents, list_relatives
from app.groups.queries.receiving import Welcome, find_welcome, get_reception, read_reception
from app.groups.queries.requests import HAS_REQUESTS, get_refusal, get_request, list_requests, list_requests_to
from app.groups.queries.ways_in import (
    IS_INVITED,
    is_invited,
    list_expected,
    list_invitations,
    list_links,
    list_own_invitations,
    list_rules,
)

__all__ = ["FACES", "HAS_REQUESTS", "IS_INVITED", "OWN_GROUPS", "OwnGroup", "PageMark", "Welcome", "count_members"]
__all__ += ["count_roles", "covers_in_use", "find_welcome", "get_group", "get_group_by_slug", "get_place"]
__all__ += ["get_reception", "get_refusal", "get_request", "is_invited", "list_expected", "list_groups"]
__all__ += ["list_invitations", "list_keepers", "list_links", "list_member_departments", "list_members"]
__all__ += ["list_own_groups", "list_own_invitations", "list_possible_parents", "list_relatives", "list_requests"]
__all__ += ["list_requests_to", "list_rules", "mark_of_page", "member_ids", "members_among", "members_mark"]
__all__ += ["read_reception"]
__all__ += ["roles_of"]
