"""The addresses in mails: absolute ones, and signed ones that need no sign-in."""

from __future__ import annotations

from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.core.errors import NotFound
from app.notifications.kinds import COMPULSORY, Kind


def base_url() -> str:
    """The address people use, without a slash at its end."""
    base: str = current_app.extensions["parvis.settings"].base_url
    return base


def absolute(path: str) -> str:
    """A path of ours as a link that can be followed from anywhere."""
    return base_url() + path


def unsubscribe_link(person_id: UUID, kind: Kind) -> str:
    """Where a person gets no more mails of a kind; the link holds for ever and can do nothing else."""
    return absolute(f"/unsubscribe/{_signature().dumps([person_id.hex, kind.value])}")


def read_unsubscribe_token(token: str) -> tuple[UUID, Kind]:
    """Whose mails of which kind a token may stop; raises NotFound for any that we did not sign."""
    try:
        person_id, kind = _signature().loads(token)
    except BadSignature:
        raise NotFound from None
    if kind not in {wanted.value for wanted in Kind} - COMPULSORY:
        raise NotFound  # a kind that an earlier version knew, or that has become compulsory
    return UUID(person_id), Kind(kind)


def _signature() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="parvis unsubscribe")
