"""Counting clicks on tracked links: no address, no cookie, no browser's name is kept, and robots are not counted."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from app.core import clock
from app.core.db import is_sqlite, session
from app.core.events import command
from app.feed.services import refresh_post
from app.outreach.models import ClickDay, LibraryItem, Publication, Salt, TrackedLink, Visitor

_ROBOT = re.compile(
    r"bot\b|bot[/_-]|crawl|spider|slurp|preview|scan|monitor|archiver|fetcher|headless|lighthouse|facebookexternalhit"
    r"|embedly|whatsapp|mastodon|pleroma|akkoma|misskey|gotosocial|friendica|lemmy|peertube|pixelfed|http\.rb",
    re.IGNORECASE,
)


def is_robot(user_agent: str) -> bool:
    """Whether the visitor says to be a program: crawlers, and servers that make a preview of a link."""
    return not user_agent.strip() or bool(_ROBOT.search(user_agent))


@command
def count_click(code: str, *, address: str, user_agent: str) -> None:
    """Count a click, and a visitor where they are new today. Robots are not counted.

    Of the visitor only a digest is kept, made with the random salt of the day, until that day is over.
    """
    if is_robot(user_agent) or session.get(TrackedLink, code) is None:
        return
    _refresh_source(code)
    today = clock.now().date()
    digest = hmac.digest(_salt_of(today), f"{address}\n{user_agent}".encode(), hashlib.sha256)[:16]
    insert = sqlite_insert if is_sqlite() else postgresql_insert
    is_new = session.scalar(
        insert(Visitor).values(code=code, day=today, digest=digest).on_conflict_do_nothing().returning(Visitor.code)
    )
    session.execute(insert(ClickDay).values(code=code, day=today, clicks=0, visitors=0).on_conflict_do_nothing())
    session.execute(
        update(ClickDay)
        .where(ClickDay.code == code, ClickDay.day == today)
        .values(clicks=ClickDay.clicks + 1, visitors=ClickDay.visitors + (1 if is_new else 0)),
        execution_options={"synchronize_session": False},
    )


def _refresh_source(code: str) -> None:
    """Let the original post tell of the click."""
    source = select(LibraryItem.post_id).join(Publication, Publication.item_id == LibraryItem.id)
    source = source.join(TrackedLink, TrackedLink.publication_id == Publication.id)
    post_id = session.scalar(source.where(TrackedLink.code == code))
    if post_id is not None:
        refresh_post(post_id)


def _salt_of(day: date) -> bytes:
    insert = sqlite_insert if is_sqlite() else postgresql_insert
    session.execute(insert(Salt).values(day=day, salt=secrets.token_bytes(32)).on_conflict_do_nothing())
    return session.get_one(Salt, day).salt


@command
def forget_visitors() -> None:
    """Forget the salts and digests of the days that are over; a periodic task."""
    today = clock.now().date()
    session.execute(delete(Visitor).where(Visitor.day < today))
    session.execute(delete(Salt).where(Salt.day < today))
