"""The addresses in mails: where a post is answered, and signed ones that need no sign-in."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from app.core.errors import NotFound
from app.core.house import absolute
from app.feed.models import Comment
from app.notifications.kinds import COMPULSORY, Kind


def field_to_answer(post_id: UUID, comment: Comment | None) -> str:
    """Where a post, or one of its comments, is answered: the field is open, the words to answer stand above it."""
    if comment is None or comment.post_id != post_id:
        return f"/posts/{post_id}#reply"
    return f"/posts/{post_id}?reply={comment.id}#reply"


DIGEST = "digest"
Subscription = Kind | Literal["digest"]
"""What one may want no more of: mails of a kind, or digests."""


def unsubscribe_link(person_id: UUID, wanted: Subscription) -> str:
    """Where a person gets no more of some mails; the link holds for ever and can do nothing else."""
    return absolute(f"/unsubscribe/{_signature().dumps([person_id.hex, str(wanted)])}")


def read_unsubscribe_token(token: str) -> tuple[UUID, Subscription]:
    """Whose mails of which kind a token may stop; raises NotFound for any that we did not sign."""
    try:
        person_id, wanted = _signature().loads(token)
    except BadSignature:
        raise NotFound from None
    if wanted == DIGEST:
        return UUID(person_id), "digest"
    if wanted not in {kind.value for kind in Kind} - COMPULSORY:
        raise NotFound  # a kind that an earlier version knew, or that has become compulsory
    return UUID(person_id), Kind(wanted)


def _signature() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="parvis unsubscribe")
