"""What can be read of mails: never what they say."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.core import clock
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.delivery.models import Mail, State
from app.delivery.post import post

RECENT = timedelta(days=7)
LONG = timedelta(minutes=30)


def find_mail(key: str) -> Mail | None:
    """The mail that tells this, if it was begun."""
    return session.scalar(select(Mail).where(Mail.key == key))


def list_troubled(*, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page[Mail]:
    """The mails that wait after a failed try, and those that were given up in the last days; the newest first."""
    query = select(Mail).where(or_(_is_delayed(), _failed_lately()))
    return paginate(query, by=[Mail.created_at, Mail.id], limit=limit, cursor=cursor)


def examine() -> str | None:
    """What is wrong with mail, for `parvis check`: the way out, and what did not leave."""
    faults = [post().transport.examine(), _stuck(), _given_up()]
    return "; ".join(filter(None, faults)) or None


def _is_delayed() -> ColumnElement[bool]:
    return and_(Mail.state == State.WAITING, Mail.fault != "")


def _failed_lately() -> ColumnElement[bool]:
    return and_(Mail.state == State.FAILED, Mail.created_at > clock.now() - RECENT)


def _stuck() -> str | None:
    stuck = select(func.count(), func.max(Mail.fault)).where(_is_delayed(), Mail.created_at < clock.now() - LONG)
    count, fault = session.execute(stuck).one()
    return f"{count} mails wait since half an hour or longer ({fault})" if count else None


def _given_up() -> str | None:
    count = session.scalar(select(func.count()).select_from(Mail).where(_failed_lately()))
    return f"{count} mails of the last 7 days were given up, see /mails" if count else None
