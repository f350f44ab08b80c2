"""What can be read of drafts: by the person who writes them, and by nobody else."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.drafts.models import Draft
from app.drafts.places import those_open

NEWEST = Glimpse(
    lambda viewer: (
        select(func.coalesce(func.max(Draft.version), 0)).where(Draft.person_id == viewer.id).scalar_subquery()
    )
)
"""The newest version among the viewer's drafts: another one than a browser knows says that it has to ask."""


def list_drafts(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Draft]:
    """The viewer's drafts by their places' names, those that were let go of lately among them.

    Of a place where they may not write any more nothing is shown.
    """
    own = select(Draft).where(Draft.person_id == viewer.id)
    page = paginate(own, by=(Draft.place,), limit=limit, cursor=cursor, descending=False)
    shown = those_open([draft.place for draft in page.items], viewer)
    return Page([draft for draft in page.items if draft.place in shown], page.next)


def find_draft(person_id: UUID, place: str) -> Draft | None:
    """What somebody has begun to write at a place, for themselves."""
    return session.get(Draft, (person_id, place))
