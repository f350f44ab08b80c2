"""How a text will read, while it is written."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.signin import current_person
from app.core.ids import parse_id
from app.feed import queries
from app.feed.services.texts import LONGEST_POST, checked, rendered
from app.feed.views.blueprint import feed


@feed.post("/posts/preview")
def preview_post() -> str:
    """The text as its readers will see it; nothing of it is kept."""
    viewer, place = current_person(), request.form.get("group_id", "")
    group = queries.get_readable_group(parse_id(place), viewer=viewer) if place else None
    text = checked(request.form.get("body", ""), longest=LONGEST_POST, may_be_empty=True)
    prepared = rendered(text, group=group, author=viewer)
    unreached = queries.list_unreached(prepared.mentioned, place=group, viewer=viewer)
    return render_template("feed/_preview.html", html=prepared.html, unreached=unreached)
