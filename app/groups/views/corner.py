"""The owner's corner: how the group is, for those who run it."""

from __future__ import annotations

from app.accounts.signin import current_person
from app.core.errors import demand
from app.groups import policy, queries
from app.groups.health import measure
from app.groups.pages import find_group, show_page
from app.groups.views.blueprint import groups


@groups.get("/<slug>/corner")
def corner(slug: str) -> str:
    """The group's figures, and what waits for those who run it."""
    group, viewer = find_group(slug), current_person()
    demand(policy.can_keep(viewer, group))
    asking = queries.list_requests(group, viewer=viewer).items
    return show_page("groups/corner.html", group, measures=measure(group), asking=asking)
