"""Reading who takes part in a conversation, and how far they have read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select

from app.accounts.models import Person, is_guest_of
from app.chat.models import Conversation, Message, Participant
from app.chat.queries.authors import AuthorItem
from app.core import clock
from app.core.db import session
from app.core.errors import NotFound
from app.core.paging import Page, paginate
from app.groups.models import Membership
from app.people.policy import must_not_contact

FACE = (Person.id, Person.name, Person.handle, Person.photo, is_guest_of(Person.id).label("is_guest"))
"""What is read of a person."""


@dataclass(frozen=True)
class PlaceItem:
    """Somebody in a conversation: how far they have read as others are shown it (not at all as long as they are only
    asked).
    """

    person: AuthorItem
    seq: int
    is_asked: bool


def list_participants(conversation: Conversation) -> list[PlaceItem]:
    """Who takes part, by name."""
    return [_place(row) for row in session.execute(_places(conversation).order_by(Person.name))]


def count_others(conversation: Conversation, *, viewer: Person) -> int:
    """How many take part beside the viewer."""
    others = (
        _places(conversation).where(Person.id != viewer.id).with_only_columns(func.count(), maintain_column_froms=True)
    )
    return session.scalar(others) or 0


def page_participants(conversation: Conversation, *, limit: int, cursor: str | None = None) -> Page[PlaceItem]:
    """The same in pages."""
    by = [Person.sort_name, Person.id]
    page = paginate(_places(conversation), by=by, limit=limit, cursor=cursor, descending=False, scalars=False)
    return Page([_place(row) for row in page.items], page.next)


def _places(conversation: Conversation) -> Select[*tuple[Any, ...]]:
    places = Participant.last_read_seq, Participant.shown_read_seq, Participant.waits_since
    people = select(*FACE, Person.sort_name, *places)
    own = and_(Participant.conversation_id == conversation.id, Participant.person_id == Person.id)
    if conversation.group_id is not None:
        people = people.join(Membership, Membership.person_id == Person.id).outerjoin(Participant, own)
        people = people.where(Membership.group_id == conversation.group_id)
    else:
        people = people.join(Participant, own)
    return people.where(Person.deactivated_at.is_(None))


def _place(row: Any) -> PlaceItem:
    return PlaceItem(
        AuthorItem(row.id, row.name, row.handle, row.photo, row.is_guest),
        seq=0 if row.waits_since else max(row.last_read_seq or 0, row.shown_read_seq or 0),
        is_asked=row.waits_since is not None,
    )


def get_participant(conversation: Conversation, person_id: UUID) -> Person:
    """Somebody in a conversation between people; raises NotFound for who is not in it."""
    place = and_(Participant.person_id == Person.id, Participant.conversation_id == conversation.id)
    person = session.scalar(select(Person).join(Participant, place).where(Person.id == person_id))
    if person is None:
        raise NotFound
    return person


def who_was_added(line: Message) -> set[UUID]:
    """Whom a line says were brought in: those who take part, were not asked first, and want contact with who did it."""
    comers = Participant.conversation_id == line.conversation_id, Participant.person_id.in_(map(UUID, line.about))
    away = must_not_contact(line.author_id, Participant.person_id, clock.now())
    found = select(Participant.person_id).where(*comers, Participant.waits_since.is_(None), ~away)
    return set(session.scalars(found)) if line.about else set()


def is_asked(conversation_id: UUID, person_id: UUID) -> bool:
    """Whether somebody has not said yet if they want this conversation, so that nobody hears of them there."""
    place = Participant.conversation_id == conversation_id, Participant.person_id == person_id
    return session.scalar(select(Participant.waits_since).where(*place)) is not None


def is_reading_told(conversation_id: UUID, person_id: UUID, seq: int) -> bool:
    """Whether others may hear that somebody read up to a number: not of who is only asked, and not what they were
    shown before it was marked as unread.
    """
    place = Participant.conversation_id == conversation_id, Participant.person_id == person_id
    is_news = and_(Participant.waits_since.is_(None), func.coalesce(Participant.shown_read_seq, 0) < seq)
    return bool(session.scalar(select(is_news).where(*place)))
