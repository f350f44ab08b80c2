"""Pages as they are under the writing transaction's lock, judged anew for the actor."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import hold, session
from app.core.errors import NotFound
from app.knowledge.models import KnowledgePage
from app.knowledge.policy import visible_to


def lock_seen(page: KnowledgePage, *, actor: Person) -> None:
    """Keep the group's pages from other writers until the command ends; raises NotFound where the page is not seen.

    The group is held first by everybody, for titles and positions are among all of its pages.
    """
    hold(page.group)
    hold(page)
    if session.scalar(select(KnowledgePage.id).where(KnowledgePage.id == page.id, visible_to(actor))) is None:
        raise NotFound
