"""Drafts in the REST interface: one's own, and nobody else's."""

from __future__ import annotations

from typing import Any

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.paging import Page
from app.drafts import queries, services
from app.drafts.models import Draft
from app.drafts.schemas import DraftSchema, LettingGoArguments, WritingSchema

blueprint = ApiBlueprint("drafts_api", __name__, description="What one has begun to write, on all one’s devices")


@blueprint.get("/drafts")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(DraftSchema))
def list_drafts(arguments: dict[str, Any]) -> Page[Draft]:
    """The caller's drafts, by the names of their places; those that were let go of lately are among them, empty."""
    return queries.list_drafts(current_person(), **arguments)


@blueprint.put("/drafts/<string:place>")
@blueprint.arguments(WritingSchema)
@blueprint.response(200, DraftSchema)
def keep_draft(body: dict[str, Any], place: str) -> Draft:
    """Keep what the caller has written so far; 409 where the draft is another than the version that they began from."""
    return services.keep_draft(place, **body, actor=current_person())


@blueprint.delete("/drafts/<string:place>")
@blueprint.arguments(LettingGoArguments, location="query")
@blueprint.response(200, DraftSchema)
def let_go(arguments: dict[str, Any], place: str) -> Draft:
    """Let go of a draft on all devices; it is answered as it is from now on, without its words."""
    return services.let_go(place, **arguments, actor=current_person())
