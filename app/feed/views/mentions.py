"""The names that are offered while one writes."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.signin import current_person
from app.core.ids import parse_id
from app.feed import queries
from app.feed.views.blueprint import feed


@feed.get("/mentions")
def list_mentions() -> str:
    """What `q` may mean in a text for the group `group`, or for the whole house; of one sort where `only` says so."""
    viewer, group = current_person(), request.args.get("group", "")
    place = queries.get_readable_group(parse_id(group), viewer=viewer) if group else None
    only = request.args.get("only", "")
    if only == "departments":
        found = queries.list_addressable(viewer, request.args.get("q", ""))
    else:
        found = queries.list_nameable(viewer, request.args.get("q", ""), place=place, only_people=only == "people")
    return render_template("feed/_mentions.html", found=found, is_addressed=only == "departments")
