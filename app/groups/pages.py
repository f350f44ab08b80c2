"""A group's pages: what stands around each of them, whichever room brings it."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.signin import current_person
from app.core.frame import stand_at
from app.groups import policy, queries
from app.groups.hooks import beside
from app.groups.models import Group
from app.groups.tabs import tabs_of
from app.people.queries import summarise


def find_group(slug: str) -> Group:
    """The group of an address, where the viewer may know of it; raises NotFound otherwise."""
    return queries.get_group_by_slug(slug, viewer=current_person())


def stand_in(group: Group) -> None:
    """Let the page that is being made belong to the group, wherever its address is: one of its posts or events."""
    stand_at(f"/groups/{group.slug}")


def show_page(template: str, group: Group, *, tab: str = "", **values: object) -> str:
    """A page that extends `groups/_page.html`; `tab` is the endpoint of the tab it belongs to, by default its own."""
    stand_in(group)
    return render_template(template, group=group, **surroundings(group, tab or str(request.endpoint)), **values)


def surroundings(group: Group, tab: str) -> dict[str, object]:
    """What `groups/_page.html` shows around each page of a group."""
    viewer = current_person()
    role, keepers = policy.role_in(group, viewer), queries.list_keepers(group)
    can_read = policy.can_read(viewer, group)
    parent, below = queries.list_relatives(group, viewer)
    return {
        "parent": parent,
        "below": below,
        "may_post": policy.can_post(viewer, group),
        "role": role,
        "count": queries.count_members([group.id]).get(group.id, 0),
        "keepers": keepers,
        "titles": {one.id: one.title for one in summarise(keeper.person_id for keeper in keepers).values()},
        "invited": role is None and queries.is_invited(group, viewer),
        "asked": role is None and queries.get_request(group, viewer) is not None,
        "can_join": policy.can_join(viewer, group),
        "can_ask": policy.can_ask(viewer, group),
        "can_keep": policy.can_keep(viewer, group),
        "can_nest": parent is None and policy.is_alive(group) and policy.can_keep(viewer, group),
        "can_read": can_read,
        "group_tabs": tabs_of(group, viewer, present=tab) if can_read else [],
        "parts_beside": [part for part in beside.ask(group, viewer) if part] if can_read else [],
    }
