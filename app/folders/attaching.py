"""What files hang on here: documents, and who sees those."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.files.models import Holder
from app.folders.models import Document
from app.folders.policy import visible_to

DOCUMENT = "document"


def holder_of(document: Document) -> Holder:
    """The document as files know it: all its versions hang on it."""
    return Holder(DOCUMENT, document.id)


def sees(viewer: Person, holder: Holder) -> bool:
    """Whether the viewer may open the document now; false for other things."""
    if holder.kind != DOCUMENT:
        return False
    return session.scalar(select(Document.id).where(Document.id == holder.id, visible_to(viewer))) is not None
