"""How long messages are kept, by kind of conversation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select

from app.chat.models import TERM_KINDS, Conversation, Message, Term, term_kind
from app.core import clock
from app.core.db import session


def get_terms() -> dict[str, int | None]:
    """For how many days messages are kept in each kind of conversation; None for as long as the house stands."""
    kept = {term.kind: term.days for term in session.scalars(select(Term))}
    return {kind: kept.get(kind) for kind in TERM_KINDS}


def count_past(terms: Mapping[str, int | None]) -> int:
    """How many messages these terms would end at this moment."""
    return sum(_count(kind, days) for kind, days in terms.items() if days is not None)


def _count(kind: str, days: int) -> int:
    past = Message.at < clock.now() - timedelta(days=days)
    found = select(func.count()).select_from(Message).join(Conversation, Conversation.id == Message.conversation_id)
    return session.scalar(found.where(term_kind == kind, past)) or 0
