"""Search as pages: the results, and what the palette lists while one types."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, render_template, request

from app.accounts.signin import current_person
from app.core.frame import frame_around
from search import finding, places

search = Blueprint("search", __name__, url_prefix="/search")


@search.get("")
def index() -> str:
    """What was found."""
    q, kind = request.args.get("q", "").strip(), request.args.get("type") or None
    kind = kind if kind in finding.KINDS else None
    found = finding.find(current_person(), q, kind=kind, cursor=request.args.get("cursor")) if q else None
    more = urlencode({"q": q, "type": kind or "", "cursor": found.next}) if found and found.next else None
    return render_template("search/index.html", q=q, kind=kind, found=found, more=more)


@search.get("/palette")
def palette() -> str:
    """What the palette lists for the words typed so far."""
    q, viewer = request.args.get("q", "").strip(), current_person()
    frame = frame_around(viewer)
    groups = places.meant_by(q, places.groups_of(frame))[: places.MOST_GROUPS]
    known = {way.url for way in groups}
    return render_template(
        "search/palette.html",
        q=q,
        places=[way for way in places.meant_by(q, places.places_of(frame)) if q or not way.about],
        groups=groups,
        conversations=places.meant_by(q, places.conversations_of(viewer))[: places.MOST_CONVERSATIONS] if q else [],
        found=[one for one in finding.suggest(viewer, q) if one.url not in known] if q else [],
        deeds=places.meant_by(q, places.deeds_of(frame)),
    )
