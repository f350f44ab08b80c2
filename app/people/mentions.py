"""Naming people in what one writes: which handles count, where they lead, and whom one is offered while one types."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, case, or_, select

from app.accounts.models import Person
from app.core import richtext
from app.core.db import session
from app.core.folding import fold
from app.people.models import Profile
from app.people.policy import visible_to
from app.people.queries import named, summaries
from app.people.summaries import Summary, summary_of

MOST_MENTIONS = 50
MOST_OFFERED = 6


def handles_in(text: str) -> list[str]:
    """The handles that a text may name, so many at most."""
    return sorted(richtext.parse_mentions(text))[:MOST_MENTIONS]


def links_to(people: Iterable[Person]) -> dict[str, richtext.Mention]:
    """Where the handles of people lead: to who they are."""
    return {
        person.handle: richtext.Mention("person", person.id, person.name, f"/people/{person.handle}")
        for person in people
    }


def offer_people(viewer: Person, typed: str, *, near: Select[UUID], only_near: bool = False) -> list[Summary]:
    """Whom of those that the viewer may know of they may mean by what they typed.

    Who is near (identifiers) comes first, or alone; then those whose first name or handle begins so, then colleagues.
    """
    own = select(Profile.department_id).where(Profile.person_id == viewer.id).scalar_subquery()
    first = "".join(fold(typed).split()[:1])
    begins = or_(Person.sort_name.startswith(first, autoescape=True), Person.handle.startswith(first, autoescape=True))
    order = [case((is_so, 0), else_=1) for is_so in (Person.id.in_(near), begins, Profile.department_id == own)]
    others = (visible_to(viewer), Person.deactivated_at.is_(None), Person.id != viewer.id)
    query = summaries().where(*others, *named(typed)).order_by(*order, Person.sort_name, Person.id)
    if only_near:
        query = query.where(Person.id.in_(near))
    return [summary_of(row) for row in session.execute(query.limit(MOST_OFFERED))]
