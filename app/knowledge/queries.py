"""What can be read of a group's knowledge."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, load_only

from app.accounts.models import Person
from app.core.db import session
from app.core.errors import NotFound, demand
from app.core.folding import each_begins, fold
from app.groups.models import Group
from app.groups.policy import can_keep, can_read
from app.knowledge.models import KnowledgePage, KnowledgeVersion
from app.knowledge.policy import standing_for, visible_to

MOST_DELETED = 50
SHOWN_IN_LISTS = (
    KnowledgePage.group_id,
    KnowledgePage.parent_id,
    KnowledgePage.title,
    KnowledgePage.is_start,
    KnowledgePage.edited_at,
    KnowledgePage.is_for_keepers,
    KnowledgePage.hidden_at,
)

_GONE = (KnowledgePage.deleted_at.is_not(None), KnowledgePage.hidden_at.is_(None))
"""What can be brought back: deleted, and not put out of sight by moderation."""


@dataclass(frozen=True)
class Chapter:
    """A page in the contents, with those that stand under it."""

    page: KnowledgePage
    pages: Sequence[KnowledgePage]


def get_page(page_id: UUID, *, viewer: Person) -> KnowledgePage:
    """A page the viewer may read; raises NotFound otherwise."""
    page = session.scalar(_pages().where(KnowledgePage.id == page_id, visible_to(viewer)))
    if page is None:
        raise NotFound
    return page


def find_start(group: Group, *, viewer: Person) -> KnowledgePage | None:
    """The page of a group that is read first, where it is written; for who may read the group."""
    return session.scalar(
        _pages().where(KnowledgePage.group_id == group.id, KnowledgePage.is_start, standing_for(viewer))
    )


def has_start(group: Group) -> bool:
    """Whether the page that is read first is written, be it that moderation hid it."""
    start = (KnowledgePage.group_id == group.id, KnowledgePage.is_start, KnowledgePage.deleted_at.is_(None))
    return session.scalar(select(KnowledgePage.id).where(*start)) is not None


def get_deleted_page(page_id: UUID, *, viewer: Person) -> KnowledgePage:
    """A deleted page that the viewer may bring back: their own deed, or in a group they keep; else raises NotFound."""
    page = session.scalar(_pages().where(KnowledgePage.id == page_id, *_GONE))
    if page is None or page.group.deleted_at is not None or not can_read(viewer, page.group):
        raise NotFound
    if page.deleted_by != viewer.id and not can_keep(viewer, page.group):
        raise NotFound
    return page


def list_deleted(group: Group, *, viewer: Person) -> list[KnowledgePage]:
    """What an owner or moderator may bring back, the last deleted first; nothing for others."""
    if not can_keep(viewer, group):
        return []
    gone = select(KnowledgePage).where(KnowledgePage.group_id == group.id, *_GONE)
    return list(session.scalars(gone.order_by(KnowledgePage.deleted_at.desc(), KnowledgePage.id).limit(MOST_DELETED)))


def list_contents(group: Group, *, viewer: Person, q: str = "") -> list[Chapter]:
    """The pages of a group in their order, or those whose title has words that begin so, without an order of chapters.

    Raises Forbidden for who may not read the group.
    """
    demand(can_read(viewer, group))
    standing = select(KnowledgePage).where(KnowledgePage.group_id == group.id, standing_for(viewer))
    ordered = standing.order_by(KnowledgePage.is_start.desc(), KnowledgePage.position, KnowledgePage.id)
    pages = list(session.scalars(ordered.options(load_only(*SHOWN_IN_LISTS))))
    if q.strip():
        return [Chapter(page, ()) for page in pages if _is_named(page, q)]
    standing_ids = {page.id for page in pages}
    under: dict[UUID | None, list[KnowledgePage]] = {}
    for page in pages:  # what stood under a page that is gone stands by itself
        under.setdefault(page.parent_id if page.parent_id in standing_ids else None, []).append(page)
    return [Chapter(page, under.get(page.id, ())) for page in under.get(None, ())]


def list_versions(page: KnowledgePage) -> list[KnowledgeVersion]:
    """Every version of a page, the first first."""
    versions = select(KnowledgeVersion).where(KnowledgeVersion.page_id == page.id)
    named = joinedload(KnowledgeVersion.editor).lazyload(Person.grants)
    return list(session.scalars(versions.options(named).order_by(KnowledgeVersion.number)))


def get_version(page: KnowledgePage, number: int) -> KnowledgeVersion:
    """One version; raises NotFound."""
    version = find_version(page, number)
    if version is None:
        raise NotFound
    return version


def find_version(page: KnowledgePage, number: int) -> KnowledgeVersion | None:
    """One version, where there is one of that number."""
    of_page = KnowledgeVersion.page_id == page.id, KnowledgeVersion.number == number
    return session.scalar(select(KnowledgeVersion).where(*of_page))


def list_under(page: KnowledgePage, *, viewer: Person) -> list[KnowledgePage]:
    """The pages that stand under one, in their order."""
    under = select(KnowledgePage).where(KnowledgePage.parent_id == page.id, standing_for(viewer))
    ordered = under.order_by(KnowledgePage.position, KnowledgePage.id)
    return list(session.scalars(ordered.options(load_only(*SHOWN_IN_LISTS))))


def hidden_among(ids: Collection[UUID]) -> set[UUID]:
    """Which of these are pages that moderation hid."""
    return set(
        session.scalars(select(KnowledgePage.id).where(KnowledgePage.id.in_(ids), KnowledgePage.hidden_at.is_not(None)))
    )


def _is_named(page: KnowledgePage, q: str) -> bool:
    """Whether each word looked for begins a word of the title."""
    words = fold(page.title).replace("'", " ").replace("-", " ").split()
    return each_begins(q, words)


def _pages() -> Select[KnowledgePage]:
    editor = joinedload(KnowledgePage.editor).lazyload(Person.grants)
    return select(KnowledgePage).options(joinedload(KnowledgePage.group), editor)
