"""What files hang on here: documents, and who sees those."""

from __future__ import annotations

from collections.abc import Collection

from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.files.hooks import Place
from app.files.models import Holder
from app.folders.models import Document
from app.folders.policy import visible_to
from app.groups.models import Group

DOCUMENT = "document"


def holder_of(document: Document) -> Holder:
    """The document as files know it: all its versions hang on it."""
    return Holder(DOCUMENT, document.id)


def sees(viewer: Person, holder: Holder) -> bool:
    """Whether the viewer may open the document now; false for other things."""
    if holder.kind != DOCUMENT:
        return False
    return session.scalar(select(Document.id).where(Document.id == holder.id, visible_to(viewer))) is not None


def places(viewer: Person, holders: Collection[Holder]) -> dict[Holder, Place]:
    """Where those of these are that are documents which the viewer may open."""
    ids = [holder.id for holder in holders if holder.kind == DOCUMENT]
    found = select(Document.id, Group.slug, Group.name).join(Document.group)
    return {
        Holder(DOCUMENT, row.id): Place(_("in %(group)s", group=row.name), f"/groups/{row.slug}/files/{row.id}")
        for row in session.execute(found.where(Document.id.in_(ids), visible_to(viewer)))
    }
