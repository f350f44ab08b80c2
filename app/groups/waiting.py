"""What home says of people who ask to join the groups that one runs."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.waiting import Waiting
from app.groups.models import JoinRequest
from app.groups.queries import list_requests_to

MOST = 3


def list_what_waits(viewer: Person) -> list[Waiting]:
    """Who has waited longest before the others."""
    return [_told(request) for request in list_requests_to(viewer, limit=MOST)]


def _told(request: JoinRequest) -> Waiting:
    asks = _("%(name)s asks to join", name=request.person.name)
    url = f"/groups/{request.group.slug}/members"
    return Waiting(_("Request"), "user-plus", asks, request.group.name, _("Answer"), url)
