"""The audit log: append-only, each entry bound to the one before it by a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, select, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core import clock
from app.core.appending import append_only
from app.core.db import Model, is_sqlite, session
from app.core.paging import walk

CHAIN_LOCK = 0x5041_5256  # the advisory lock that keeps PostgreSQL's writers of the chain one behind the other
GENESIS = "0" * 64


class AuditEntry(Model):
    """Who did what to what, when; never changed, never removed."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(String(100))
    target: Mapped[str] = mapped_column(String(200))
    details: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


append_only(AuditEntry)


def write(action: str, *, actor_id: UUID | None, target: str, **details: Any) -> None:
    """Append an entry, part of the running command. `target` reads "kind:identifier"."""
    if not is_sqlite():
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    last = session.execute(select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)).first()
    entry = AuditEntry(
        id=last.id + 1 if last else 1,
        at=clock.now(),
        actor_id=actor_id,
        action=action,
        target=target,
        details=json.loads(json.dumps(details, default=str)),
        previous=last.hash if last else GENESIS,
    )
    entry.hash = _digest(entry)
    session.add(entry)
    session.flush()


def _digest(entry: AuditEntry) -> str:
    values = [
        entry.id,
        entry.at.isoformat(),
        str(entry.actor_id) if entry.actor_id else None,
        entry.action,
        entry.target,
        entry.details,
        entry.previous,
    ]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def faults() -> Iterator[str]:
    """What breaks the chain, in sentences; nothing where it holds."""
    previous, expected = GENESIS, 1
    for entry in walk(select(AuditEntry), by=AuditEntry.id):
        if entry.id != expected:
            yield f"audit entry {expected} is missing"
        if entry.previous != previous or entry.hash != _digest(entry):
            yield f"audit entry {entry.id} was changed"
        previous, expected = entry.hash, entry.id + 1


def examine() -> str | None:
    """The first fault of the chain, for `parvis check`."""
    return next(faults(), None)
