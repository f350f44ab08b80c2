"""What can be done to accounts, one module a kind of deed."""

from __future__ import annotations

from app.accounts.services.closing import deactivate_person, end_suspension, reactivate_person, suspend_person
from app.accounts.services.invitations import (
    accept_invitation,
    find_invitation,
    invite_person,
    withdraw_invitation,
)
from app.accounts.services.links import secret_of
from app.accounts.services.opening import change_preferences, change_roles, create_person, rename_person
from app.accounts.services.passwords import (
    change_password,
    make_reset_link,
    person_to_reset,
    request_reset,
    reset_password,
    set_password,
)
from app.accounts.services.proving import knows_password
from app.accounts.services.sessions import end_other_sessions, end_session, note_seen, open_session
from app.accounts.services.signing_in import remaining_tries, remember_device, verify_credentials
from app.accounts.services.tokens import create_token, revoke_token

__all__ = [
    "accept_invitation",
    "change_password",
    "change_preferences",
    "change_roles",
    "create_person",
    "create_token",
    "deactivate_person",
    "end_other_sessions",
    "end_session",
    "end_suspension",
    "find_invitation",
    "invite_person",
    "knows_password",
    "make_reset_link",
    "note_seen",
    "open_session",
    "person_to_reset",
    "reactivate_person",
    "remaining_tries",
    "remember_device",
    "rename_person",
    "request_reset",
    "reset_password",
    "revoke_token",
    "secret_of",
    "set_password",
    "suspend_person",
    "verify_credentials",
    "withdraw_invitation",
]
