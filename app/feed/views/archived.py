"""The posts of a group that were put away."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from app.accounts.signin import current_person
from app.core.errors import demand
from app.core.http import is_fragment_request
from app.feed import queries
from app.feed.home import way_on
from app.feed.rendering import render_posts
from app.feed.views.blueprint import feed
from app.groups.pages import find_group, show_page
from app.groups.policy import can_read


@feed.get("/groups/<slug>/archived")
def group_archive(slug: str) -> str:
    """The posts of a group that were put away, for those who read in it."""
    group, viewer = find_group(slug), current_person()
    demand(can_read(viewer, group))
    page = queries.list_group_posts(group, archived=True, viewer=viewer, cursor=request.args.get("cursor"))
    shown: dict[str, Any] = {"posts": render_posts(page.items), "next": way_on(page)}
    if is_fragment_request():
        return render_template("feed/_page.html", **shown)
    return show_page("feed/archived.html", group, **shown)
