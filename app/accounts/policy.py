"""Who may do what to accounts, and through which token."""

from __future__ import annotations

from app.accounts.models import Person, Role, Scope


def scopes_of(person: Person) -> frozenset[Scope]:
    """The scopes that a token of this person may have: never more than their roles allow."""
    scopes = {Scope.READ, Scope.WRITE}
    if person.has(Role.MODERATOR, Role.TRUSTED_PERSON):
        scopes.add(Scope.MODERATE)
    if person.has(Role.ADMIN):
        scopes.add(Scope.ADMIN)
    return frozenset(scopes)


def can_hide(actor: Person) -> bool:
    """Those whom moderation trusts with a decision put what was reported out of sight; it keeps the reasons."""
    return actor.has(Role.MODERATOR, Role.TRUSTED_PERSON)


def can_administer(actor: Person) -> bool:
    """Accounts, invitations and roles are the administration's."""
    return actor.has(Role.ADMIN)
