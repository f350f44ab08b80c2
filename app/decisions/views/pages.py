"""The page of a proposal, also with what was typed and refused."""

from __future__ import annotations

from flask import render_template, request

from app.accounts.signin import current_person
from app.decisions import queries
from app.decisions.models import Proposal
from app.decisions.presenting import change_between, describe


def show(proposal: Proposal, form: dict[str, str] | None = None, errors: dict[str, str] | None = None) -> str:
    """The proposal with everything about it, and the viewer's own forms."""
    shown = describe(proposal, current_person())
    versions, voided = shown["versions"], shown["voided"]
    since = voided.version if voided else proposal.version - 1
    before = next((version for version in versions if version.number == since), None)
    return render_template(
        "decisions/proposal.html",
        **shown,
        comments=queries.list_comments(proposal, limit=100, cursor=request.args.get("cursor")),
        change=change_between(before, versions[0]) if before and before is not versions[0] else None,
        shows_text=request.args.get("show") == "text",
        form=form or {},
        errors=errors or {},
    )
