"""What home says of invitations into groups, and of people who ask to join those that one runs."""

from __future__ import annotations

from flask_babel import gettext as _

from app.accounts.models import Person
from app.core.waiting import Waiting
from app.groups.models import GroupInvitation, JoinRequest
from app.groups.queries import HAS_REQUESTS, IS_INVITED, list_own_invitations, list_requests_to

MOST = 3


def list_what_waits(viewer: Person) -> list[Waiting]:
    """One's own invitations, then who has waited longest before the others."""
    invitations = list_own_invitations(viewer)[:MOST] if IS_INVITED.of(viewer) else []
    requests = list_requests_to(viewer, limit=MOST) if HAS_REQUESTS.of(viewer) else []
    return [*map(_invited, invitations), *map(_told, requests)]


def _invited(invitation: GroupInvitation) -> Waiting:
    name, group = invitation.inviter.name if invitation.inviter else "", invitation.group.name
    asks = _("%(name)s invites you into %(group)s", name=name, group=group) if name else group
    return Waiting(_("Invitation"), "mail-plus", asks, group, _("Answer"), "/groups/invitations")


def _told(request: JoinRequest) -> Waiting:
    asks = _("%(name)s asks to join", name=request.person.name)
    url = f"/groups/{request.group.slug}/members"
    return Waiting(_("Request"), "user-plus", asks, request.group.name, _("Answer"), url)
