"""Links that mails carry: made with a secret, good for one use and a limited time."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import timedelta
from uuid import UUID

from flask import current_app
from sqlalchemy import ColumnElement, delete, select

from app.accounts.models import Invitation, Person, Purpose, Role
from app.accounts.passwords import fingerprint
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.core.ids import new_id


def add_link(
    purpose: Purpose, *, email: str, lasts: timedelta, role: Role = Role.MEMBER, actor: Person | None
) -> Invitation:
    """A fresh link, inside a running command."""
    link_id = new_id()
    invitation = Invitation(
        id=link_id,
        purpose=purpose,
        email=email,
        role=role,
        token_hash=fingerprint(secret_of(link_id)),
        invited_by=actor.id if actor else None,
        expires_at=clock.now() + lasts,
    )
    session.add(invitation)
    session.flush()
    return invitation


def secret_of(link_id: UUID) -> str:
    """What makes the address of a link: drawn from the instance's secret key, so that no row and no fact holds it."""
    drawn = hmac.digest(str(current_app.secret_key).encode(), f"mail link {link_id}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(drawn).decode().rstrip("=")


def holding(purpose: Purpose) -> tuple[ColumnElement[bool], ...]:
    """The conditions of a link that still holds."""
    return Invitation.purpose == purpose, Invitation.used_at.is_(None), Invitation.expires_at > clock.now()


def find_link(secret: str, purpose: Purpose) -> Invitation:
    """The link of a secret; raises NotFound where it was used, withdrawn or is too old."""
    found = session.scalar(
        select(Invitation).where(Invitation.token_hash == fingerprint(secret), *holding(purpose)).with_for_update()
    )
    if found is None:
        raise NotFound
    return found


def use_up(email: str, purpose: Purpose) -> None:
    """Let no link of this kind that was sent to the address hold any more, inside a running command."""
    session.execute(delete(Invitation).where(Invitation.email == email, *holding(purpose)))
