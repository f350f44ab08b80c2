"""What can be read of accounts."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts import addresses
from app.accounts.models import BrowserSession, Person, Token
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import Page, paginate


def list_tokens(owner: Person, *, limit: int, cursor: str | None) -> Page[Token]:
    """One's own tokens that still hold, newest first."""
    query = select(Token).where(Token.person_id == owner.id, Token.expires_at > clock.now())
    return paginate(query, by=[Token.id], limit=limit, cursor=cursor)


def list_sessions(owner: Person) -> list[BrowserSession]:
    """One's own browser sessions, the last used first."""
    own = select(BrowserSession).where(BrowserSession.person_id == owner.id)
    return list(session.scalars(own.order_by(BrowserSession.seen_at.desc(), BrowserSession.id.desc())))


def get_person_by_email(email: str) -> Person:
    """The account of an address, for the command line; raises NotFound."""
    person = session.scalar(select(Person).where(Person.email == addresses.normalised(email)))
    if person is None:
        raise NotFound(f"no account has the address {email}")
    return person
