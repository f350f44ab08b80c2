"""Web push over REST: the browsers that take messages; each is added by its own page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from marshmallow import Schema, fields

from app.accounts.signin import current_person
from app.core.api import ApiBlueprint, PageArguments, page_of
from app.core.paging import Page
from app.delivery.push import queries, services
from app.delivery.push.models import Browser

blueprint = ApiBlueprint("push_api", __name__, description="The caller's browsers that take messages")


class BrowserSchema(Schema):
    """A browser that takes messages for the caller."""

    id = fields.UUID()
    device = fields.String()
    created_at = fields.AwareDateTime()


@blueprint.get("/notifications/browsers")
@blueprint.arguments(PageArguments, location="query")
@blueprint.response(200, page_of(BrowserSchema))
def list_browsers(arguments: dict[str, Any]) -> Page[Browser]:
    """The caller's browsers that take messages, the newest first."""
    return queries.page_browsers(current_person(), **arguments)


@blueprint.delete("/notifications/browsers/<uuid:browser_id>")
@blueprint.response(204)
def delete_browser(browser_id: UUID) -> None:
    """Send nothing more to a browser."""
    services.remove_browser(browser_id, actor=current_person())
