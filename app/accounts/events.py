"""What happened to accounts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class PersonCreated:
    """An account was opened."""

    person_id: UUID


@dataclass(frozen=True)
class PersonRenamed:
    """A name or handle changed; whatever shows it is stale."""

    person_id: UUID


@dataclass(frozen=True)
class RolesChanged:
    """A person holds other roles than before."""

    person_id: UUID


@dataclass(frozen=True)
class PersonDeactivated:
    """An account was closed; open pages and sockets must end."""

    person_id: UUID


@dataclass(frozen=True)
class PersonReactivated:
    """A closed account was opened again."""

    person_id: UUID


@dataclass(frozen=True)
class PersonSuspended:
    """An account is closed until a moment; open pages and sockets must end."""

    person_id: UUID


@dataclass(frozen=True)
class SuspensionEnded:
    """A suspension was lifted before its end."""

    person_id: UUID


@dataclass(frozen=True)
class SessionEnded:
    """A browser session was signed out or revoked."""

    session_id: UUID


@dataclass(frozen=True)
class TokenRevoked:
    """A bearer token was taken back."""

    token_id: UUID


@dataclass(frozen=True)
class InvitationSent:
    """Somebody was invited, or asked for a new password; their mail carries the link."""

    invitation_id: UUID
