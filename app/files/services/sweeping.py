"""Sweeping: files that never came to hang on anything are forgotten after a day."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from app.core import clock
from app.core.db import session
from app.core.events import command
from app.files.models import Attachment, File
from app.files.services.holding import forget_loose

EVERY = timedelta(hours=1)
KEPT_LOOSE = timedelta(days=1)
AT_ONCE = 500


@command
def sweep_files() -> int:
    """Forget files that were sent a day ago and hang on nothing; how many. Repeating changes nothing.

    Their rows are locked first: whoever is about to attach one either holds its lock already, or finds it gone.
    """
    held = select(Attachment.file_id).where(Attachment.file_id == File.id).exists()
    old = select(File.id).where(File.uploaded_at < clock.now() - KEPT_LOOSE, ~held)
    loose = session.scalars(old.limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    return len(forget_loose(loose))
