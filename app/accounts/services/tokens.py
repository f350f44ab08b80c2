"""Bearer tokens for programs that act for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from flask_babel import gettext as _

from app.accounts import policy
from app.accounts.events import TokenRevoked
from app.accounts.models import Person, Scope, Token
from app.accounts.passwords import fingerprint, new_token
from app.accounts.services.proving import demand_still_proven
from app.core import audit, clock
from app.core.db import session
from app.core.errors import Invalid, NotFound, demand
from app.core.events import command, record

LASTS = timedelta(days=30)
LASTS_AT_MOST = timedelta(days=365)


@dataclass(frozen=True)
class NewToken:
    """A token as its owner sees it once; `secret` is kept nowhere else."""

    row: Token
    secret: str


@command
def create_token(
    *,
    name: str = "",
    scopes: Iterable[Scope] = (Scope.READ, Scope.WRITE),
    lasts: timedelta = LASTS,
    proof: str | None = None,
    actor: Person,
) -> NewToken:
    """Make a token. Raises Forbidden for a closed account, and for a scope that the actor's roles do not cover.

    `proof` is the hash with which a password was compared before; Conflict where it was changed meanwhile.
    """
    if proof is not None:
        demand_still_proven(actor, proof)
    demand(actor.deactivated_at is None)
    wanted = frozenset(scopes)
    if not wanted:
        raise Invalid(scopes=_("Say what it may be used for."))
    if not timedelta() < lasts <= LASTS_AT_MOST:
        raise Invalid(expires_in=_("A token lasts a year at most."))
    demand(wanted <= policy.scopes_of(actor), _("Your roles do not cover one of these scopes."))
    secret = new_token()
    row = Token(
        person_id=actor.id,
        token_hash=fingerprint(secret),
        name=name.strip()[:100],
        scopes=[scope for scope in Scope if scope in wanted],
        expires_at=clock.now() + lasts,
    )
    session.add(row)
    session.flush()
    audit.write("token.created", actor_id=actor.id, target=f"token:{row.id}", scopes=row.scopes)
    return NewToken(row, secret)


@command
def revoke_token(token_id: UUID, *, actor: Person) -> None:
    """Take one of one's own tokens back. Raises NotFound for any other."""
    row = session.get(Token, token_id)
    if row is None or row.person_id != actor.id:
        raise NotFound
    session.delete(row)
    audit.write("token.revoked", actor_id=actor.id, target=f"token:{token_id}")
    record(TokenRevoked(token_id))
