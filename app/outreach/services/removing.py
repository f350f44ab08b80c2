"""Removing: the copy of a withdrawn publication that a network still holds."""

from __future__ import annotations

from uuid import UUID

from app.core import clock
from app.core.db import session
from app.core.events import command
from app.outreach.channels import connect
from app.outreach.connectors import Absent, Found
from app.outreach.models import Publication, State
from app.outreach.queries import last_attempt


class StillThere(Exception):
    """The network has not confirmed that it is gone; the job is tried again."""


def remove_copy(publication_id: str) -> None:
    """Delete a withdrawn publication from its network; a job, idempotent. Raises StillThere."""
    publication = session.get(Publication, UUID(publication_id))
    if publication is None or publication.state != State.WITHDRAWN or publication.removed_at is not None:
        return
    connector, attempt = connect(publication.channel), last_attempt(publication.id)
    remote_id = publication.remote_id
    if not remote_id and attempt is not None:
        sighting = connector.reconcile(attempt.payload, attempt.key, since=attempt.began_at)
        if not isinstance(sighting, Absent | Found):
            raise StillThere(sighting.reason)
        remote_id = sighting.remote_id if isinstance(sighting, Found) else None
    if remote_id and not connector.delete(remote_id):
        raise StillThere(remote_id)
    _note_removal(publication.id)


@command
def _note_removal(publication_id: UUID) -> None:
    publication = session.get_one(Publication, publication_id)
    publication.removed_at = publication.removed_at or clock.now()
