"""What roles are called, what they are for, and what a token may do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from app.accounts.models import Role, Scope
from app.core.frame import Text

ROLE_NAMES: dict[Role, Text] = {
    Role.GUEST: _l("Guest"),
    Role.MEMBER: _l("Member"),
    Role.MODERATOR: _l("Community manager"),
    Role.TRUSTED_PERSON: _l("Trusted person"),
    Role.COMMUNICATION: _l("Communication"),
    Role.ADMIN: _l("Administration"),
}
ROLE_HELPS: dict[Role, Text] = {
    Role.GUEST: _l("An outside partner: sees the groups they are brought into, and nothing else."),
    Role.MEMBER: _l("Somebody of the house."),
    Role.MODERATOR: _l("Looks after reports, cases and rumours."),
    Role.TRUSTED_PERSON: _l("Receives what was reported in confidence."),
    Role.COMMUNICATION: _l("Announces to everybody, and publishes outside what was decided."),
    Role.ADMIN: _l("Accounts, roles and settings; reads nobody’s secret groups or messages."),
}
SCOPE_NAMES: dict[Scope, Text] = {
    Scope.READ: _l("Reading"),
    Scope.WRITE: _l("Writing"),
    Scope.MODERATE: _l("Moderating"),
    Scope.ADMIN: _l("Administering"),
}
TOKEN_DAYS: dict[int, Text] = {30: _l("30 days"), 90: _l("90 days"), 365: _l("A year")}
"""For how many days a token may be asked for in the page, in words."""
