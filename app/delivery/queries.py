"""What can be read of mails: never what they say to others; and what one's own digest would say now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from app.accounts.models import Person
from app.core import clock
from app.core.db import session
from app.core.paging import DEFAULT_LIMIT, Page, paginate
from app.delivery.digests import compose_parts
from app.delivery.letters import Part
from app.delivery.models import Digest, Mail, State
from app.delivery.post import post
from app.delivery.rhythm import next_moment, told_since
from app.notifications.attention import Attention
from app.notifications.queries import attention_of, first_moment_for

RECENT = timedelta(days=7)
LONG = timedelta(minutes=30)


def find_mail(key: str) -> Mail | None:
    """The mail that tells this, if it was begun."""
    return session.scalar(select(Mail).where(Mail.key == key))


@dataclass(frozen=True)
class ComingDigest:
    """A person's next digest: how often and when it comes (None for never), and what it would say now."""

    wish: Attention
    at: datetime | None
    since: datetime
    parts: list[Part]


def get_coming_digest(person: Person) -> ComingDigest:
    """What a person's digest would be, in the language in use; it looks and changes nothing."""
    wish, now = attention_of(person.id), clock.now()
    following = next_moment(wish, time_zone=person.time_zone, at=now)
    digest = session.get(Digest, person.id)
    since = told_since(digest.told_until if digest else None, at=now)
    at = first_moment_for(person, following, wish=wish) if following else None
    return ComingDigest(wish, at, since, compose_parts(person, wish, since=since))


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
