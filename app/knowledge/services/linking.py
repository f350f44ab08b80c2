"""Links between the pages of a group: `[[Title]]` leads to the page of that title, or to where it can be written."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import select

from app.core import richtext
from app.core.db import session
from app.core.folding import fold
from app.groups.models import Group
from app.knowledge.models import KnowledgePage, KnowledgeVersion

MARK = "[["
_NAMED = re.compile(r"\[\[([^\[\]|\n]{1,200})")


def rendered(body: str, group: Group) -> str:
    """The text as HTML, with its links as the titles of the group's pages are now."""
    return _rendered(body, group, _pages_by_key(group)) if MARK in body else richtext.render(body)


def link_anew(group: Group, keys: Collection[str]) -> None:
    """Render again what names pages by these titles (folded), because they came, changed or went; in a running command.

    Others stay as they are: rendering takes its time, in which nobody else writes.
    """
    session.flush()
    linking = select(KnowledgePage).where(
        KnowledgePage.group_id == group.id, KnowledgePage.deleted_at.is_(None), KnowledgePage.body.contains(MARK)
    )
    concerned = [
        page
        for page in session.scalars(linking)
        if any(fold(title) in keys for title in set(_NAMED.findall(page.body)))
    ]
    pages = _pages_by_key(group) if concerned else {}
    for page in concerned:
        page.html, page.renderer_version = _rendered(page.body, group, pages), richtext.RENDERER_VERSION


def keys_of(page: KnowledgePage) -> set[str]:
    """The titles by which links name a page: its own, and those that it had before."""
    former = select(KnowledgeVersion.key).where(KnowledgeVersion.page_id == page.id)
    return {page.key, *session.scalars(former)}


def _rendered(body: str, group: Group, pages: Mapping[str, UUID]) -> str:
    def find_page(title: str) -> richtext.PageLink:
        found = pages.get(fold(title))
        if found is not None:
            return richtext.PageLink(f"/knowledge/{found}", is_there=True)
        return richtext.PageLink(
            f"/groups/{group.slug}/knowledge/new?{urlencode({'title': title.strip()})}", is_there=False
        )

    return richtext.render(body, find_page=find_page)


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
