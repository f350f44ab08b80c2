"""Why a post is shown: the rule of the feed, as it holds for one post and one reader, worked out when it is asked."""

from __future__ import annotations

from uuid import UUID

from flask import render_template

from app.accounts.signin import current_person
from app.core.http import is_fragment_request
from app.feed import queries
from app.feed.missed import reasons
from app.feed.views.blueprint import feed


@feed.get("/posts/<uuid:post_id>/reasons")
def show_reasons(post_id: UUID) -> str:
    """Why the viewer sees a post, as a page or as a dialog over the one they are on."""
    candidate = queries.get_candidate(post_id, viewer=current_person())
    template = "feed/_reasons_dialog.html" if is_fragment_request() else "feed/reasons.html"
    return render_template(template, post_id=post_id, reasons=reasons(candidate), is_muted=candidate.is_muted)
