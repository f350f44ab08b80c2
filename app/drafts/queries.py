"""What can be read of drafts: by the person who writes them, and by nobody else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, select

from app.accounts.glimpses import Glimpse
from app.accounts.models import Person
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.drafts.models import Draft
from app.drafts.places import Spot, find_spots, parse_place, those_open

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


@dataclass(frozen=True)
class BegunText:
    """A draft as its author finds it again: what it is, its words, and where it is gone on with."""

    place: str
    kind: str
    title: str
    words: str
    at: datetime
    version: int
    spot: Spot


def list_begun(viewer: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[BegunText]:
    """What the viewer has begun to write, the latest first; of a place where they may not write any more, nothing."""
    own = select(Draft).where(Draft.person_id == viewer.id, Draft.content.is_not(None))
    page = paginate(own, by=(Draft.version,), limit=limit, cursor=cursor)
    spots = find_spots([draft.place for draft in page.items], viewer)
    return Page([_begun(draft, spots[draft.place]) for draft in page.items if draft.place in spots], page.next)


def _begun(draft: Draft, spot: Spot) -> BegunText:
    title, words = _words_in(draft.content or {})
    place, _belongs_to = parse_place(draft.place)
    at = datetime.fromtimestamp(draft.version / 1000, UTC)
    return BegunText(draft.place, str(place.words), title, words, at, draft.version, spot)


def _words_in(content: Mapping[str, str | None]) -> tuple[str, str]:
    """The title and the words of a draft; of one that has no words, what else was typed or chosen."""
    title, words = ((content.get(name) or "").strip() for name in ("title:0", "body:0"))
    others = (value.strip() for name, value in sorted(content.items()) if value and name != "title:0")
    return title, words or ", ".join(filter(None, others))


def find_draft(person_id: UUID, place: str) -> Draft | None:
    """What somebody has begun to write at a place, for themselves."""
    return session.get(Draft, (person_id, place))
