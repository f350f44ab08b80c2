"""What messages carry beside their words in the REST interface."""

from __future__ import annotations

from uuid import UUID

from app.accounts.signin import current_person
from app.chat import queries, services
from app.core.api import ApiBlueprint

blueprint = ApiBlueprint("chat_parts_api", __name__, description="What messages carry beside their words")


@blueprint.delete("/messages/<uuid:message_id>/link")
@blueprint.response(204)
def remove_link_preview(message_id: UUID) -> None:
    """Show no longer what the link in one's own message leads to; the link itself stays."""
    viewer = current_person()
    services.remove_message_link(queries.get_message(message_id, viewer=viewer), actor=viewer)
