"""What can be read of web push: one's own browsers."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.delivery.push.models import Browser


def list_browsers(owner: Person) -> list[Browser]:
    """One's own browsers that take messages, the newest first."""
    return list(session.scalars(select(Browser).where(Browser.person_id == owner.id).order_by(Browser.id.desc())))


def page_browsers(owner: Person, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Browser]:
    """The same in pages."""
    own = select(Browser).where(Browser.person_id == owner.id)
    return paginate(own, by=[Browser.id], limit=limit, cursor=cursor)
