"""Which of those who are to be told of a post may see it."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.core.db import session
from app.feed.models import Post
from app.feed.policy import can_see
from app.notifications.rules import Told


def who_may_see(post: Post, told: Told) -> Told:
    """Those who may, and whose account is open; one statement for each of them."""
    people = session.scalars(select(Person).where(Person.id.in_(told), Person.deactivated_at.is_(None))).all()
    return {person.id: told[person.id] for person in people if can_see(person, post)}
