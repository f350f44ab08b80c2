"""What can be read of accounts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from app.accounts import addresses
from app.accounts.hooks import mail_stays_in, me_parts
from app.accounts.models import BrowserSession, Grant, Invitation, Person, Purpose, Role, Token
from app.accounts.services.links import holding
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.core.folding import words_of
from app.core.paging import Page, paginate


def list_tokens(owner: Person, *, limit: int, cursor: str | None) -> Page[Token]:
    """One's own tokens that still hold, newest first."""
    query = select(Token).where(Token.person_id == owner.id, Token.expires_at > clock.now())
    return paginate(query, by=[Token.id], limit=limit, cursor=cursor)


def list_sessions(owner: Person) -> list[BrowserSession]:
    """One's own browser sessions, the last used first."""
    own = select(BrowserSession).where(BrowserSession.person_id == owner.id)
    return list(session.scalars(own.order_by(BrowserSession.seen_at.desc(), BrowserSession.id.desc())))


def get_account(person_id: UUID) -> Person:
    """An account, for the administration; raises NotFound."""
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound
    return person


def list_accounts(*, q: str = "", limit: int, cursor: str | None) -> Page[Person]:
    """All accounts in the order of names, closed ones too, those with a word in name or address."""
    query = select(Person)
    for word in words_of(q):
        query = query.where(
            Person.sort_name.contains(word, autoescape=True) | Person.email.contains(word, autoescape=True)
        )
    return paginate(query, by=[Person.sort_name, Person.id], limit=limit, cursor=cursor, descending=False)


def list_invitations(*, most: int = 200) -> list[Invitation]:
    """The invitations that wait for an answer, the newest first."""
    waiting = select(Invitation).where(*holding(Purpose.JOIN)).order_by(Invitation.id.desc()).limit(most)
    return list(session.scalars(waiting))


def has_accounts() -> bool:
    """Whether anybody has an account yet."""
    return session.scalar(select(Person.id).limit(1)) is not None


def get_person_by_email(email: str) -> Person:
    """The account of an address, for the command line; raises NotFound."""
    person = session.scalar(select(Person).where(Person.email == addresses.normalised(email)))
    if person is None:
        raise NotFound(f"no account has the address {email}")
    return person


def get_me(person: Person) -> dict[str, Any]:
    """What `GET /me` answers."""
    answer: dict[str, Any] = {
        "id": str(person.id),
        "name": person.name,
        "handle": person.handle,
        "email": person.email,
        "roles": sorted(person.roles),
        "language": person.language,
        "time_zone": person.time_zone,
        "code_of_conduct": {"version": None, "acknowledged_at": None},
        "unread": {"notifications": 0, "messages": 0},
    }
    for part in me_parts.ask(person):
        for name, value in part.items():
            answer[name] = {**answer.get(name, {}), **value} if isinstance(value, dict) else value
    return answer


def list_holders(role: Role) -> list[Person]:
    """Everybody who holds a role and may enter."""
    holders = select(Person).join(Grant, Grant.person_id == Person.id).where(Grant.role == role)
    return [person for person in session.scalars(holders) if person.may_enter]


def where_mail_stays() -> Path | None:
    """The folder in which mails lie that no server takes, for the pages of those who must pass their links on."""
    return next(filter(None, mail_stays_in.ask()), None)
