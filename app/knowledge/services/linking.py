"""Links between the pages of a group: `[[Title]]` leads to the page of that title, or to where it can be written."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import select

from app.core import richtext
from app.core.db import session
from app.core.folding import fold
from app.groups.models import Group
from app.knowledge.models import KnowledgePage, KnowledgeVersion

MARK = "[["


def rendered(body: str, group: Group) -> str:
    """The text as HTML, with its links as the titles of the group's pages are now."""
    if MARK not in body:
        return richtext.render(body)
    pages = _pages_by_key(group)

    def find_page(title: str) -> richtext.PageLink:
        found = pages.get(fold(title))
        if found is not None:
            return richtext.PageLink(f"/knowledge/{found}", is_there=True)
        return richtext.PageLink(
            f"/groups/{group.slug}/knowledge/new?{urlencode({'title': title.strip()})}", is_there=False
        )

    return richtext.render(body, find_page=find_page)


def link_anew(group: Group) -> None:
    """Render again what links to pages, because titles came, changed or went; inside a running command."""
    session.flush()
    linking = select(KnowledgePage).where(
        KnowledgePage.group_id == group.id, KnowledgePage.deleted_at.is_(None), KnowledgePage.body.contains(MARK)
    )
    for page in session.scalars(linking):
        page.html, page.renderer_version = rendered(page.body, group), richtext.RENDERER_VERSION


def _pages_by_key(group: Group) -> dict[str, UUID]:
    """The standing pages by their titles, and by those that they had before, unless another has them now."""
    standing = KnowledgePage.group_id == group.id, KnowledgePage.deleted_at.is_(None)
    former = select(KnowledgeVersion.key, KnowledgeVersion.page_id).join(
        KnowledgePage, KnowledgePage.id == KnowledgeVersion.page_id
    )
    before = {
        row.key: row.page_id for row in session.execute(former.where(*standing).order_by(KnowledgeVersion.number))
    }
    now = {row.key: row.id for row in session.execute(select(KnowledgePage.key, KnowledgePage.id).where(*standing))}
    return before | now
